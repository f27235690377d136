import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { TwoKeysModule } from '../two-keys/two-keys.module.js';
import { offersWaiting } from '../waiting-lines.js';
import { AgreedByBoth } from './agreed-by-both.service.js';
import { ConcernStepsController } from './concern-steps.controller.js';
import { ConcernsApiController } from './concerns-api.controller.js';
import { ConcernsPageController } from './concerns-page.controller.js';
import { ConcernsQueries } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';
import { NamesInWords } from './names-in-words.service.js';
import { OnlineConcernsController } from './online-concerns.controller.js';
import { OnlineConcerns, UnconfirmedConcerns } from './online-concerns.service.js';
import { RaiseConcernController } from './raise-concern.controller.js';
import { RaisingService } from './raising.service.js';
import { WaitingConcerns } from './waiting-concerns.queries.js';
import { WaitingOwnPart } from './waiting-own-part.queries.js';

/** Concerns with public bodies: raised so that nobody has to fear for it, taken on, agreed by both chairs, and learnt from. */
@Module({
  imports: [DepartmentsModule, HistoryModule, TwoKeysModule],
  controllers: [OnlineConcernsController, RaiseConcernController, ConcernStepsController, ConcernsPageController, ConcernsApiController],
  providers: [
    AgreedByBoth,
    ConcernsQueries,
    ConcernsService,
    NamesInWords,
    OnlineConcerns,
    RaisingService,
    UnconfirmedConcerns,
    ...offersWaiting(WaitingConcerns),
    ...offersWaiting(WaitingOwnPart),
  ],
})
export class ConcernsModule {}
