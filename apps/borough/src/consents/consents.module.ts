import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { ConsentEnds } from './consent-ends.service.js';
import { ConsentsApiController } from './consents-api.controller.js';
import { ConsentsPageController } from './consents-page.controller.js';
import { ConsentsQueries } from './consents.queries.js';
import { ConsentsService } from './consents.service.js';
import { NamedRequestsController } from './named-requests.controller.js';
import { CONSENTS_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';

/** What people agree to about themselves. */
@Module({
  imports: [HistoryModule],
  controllers: [ConsentsPageController, ConsentsApiController, NamedRequestsController],
  providers: [ConsentsService, ConsentsQueries, ConsentEnds, holdsAboutPeople(CONSENTS_HELD)],
})
export class ConsentsModule {}
