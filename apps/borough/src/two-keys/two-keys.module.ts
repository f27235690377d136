import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { HistoryModule } from '../history/history.module.js';
import { TwoKeyActsQueries } from './two-key-acts.queries.js';
import { TwoKeyActs } from './two-key-acts.service.js';
import { TwoKeysApiController } from './two-keys-api.controller.js';
import { TwoKeysPageController } from './two-keys-page.controller.js';
import { TWO_KEY_ACTS_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';
import { WaitingProposals } from './waiting-proposals.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** Acts that need both co-chairs. Each feature registers the kinds of its own. */
@Module({
  imports: [AccessModule, HistoryModule],
  controllers: [TwoKeysApiController, TwoKeysPageController],
  providers: [TwoKeyActs, TwoKeyActsQueries, holdsAboutPeople(TWO_KEY_ACTS_HELD), ...offersWaiting(WaitingProposals)],
  exports: [TwoKeyActs, TwoKeyActsQueries],
})
export class TwoKeysModule {}
