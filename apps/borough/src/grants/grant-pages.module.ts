import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { DraftsModule } from '../drafts/drafts.module.js';
import { HistoryModule } from '../history/history.module.js';
import { MappingsModule } from '../mappings/mappings.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { ProgrammesModule } from '../programmes/programmes.module.js';
import { AwardGrantController } from './award-grant.controller.js';
import { GrantDoneController } from './grant-done.controller.js';
import { GrantPageController } from './grant-page.controller.js';
import { GrantPageQueries } from './grant-page.queries.js';
import { GrantQuestions } from './grant-questions.queries.js';
import { GrantsModule } from './grants.module.js';
import { GrantsPageController } from './grants-page.controller.js';
import { HoldPaymentController } from './hold-payment.controller.js';
import { ImportPageController } from './import-page.controller.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsUnderWay } from './imports-under-way.service.js';
import { MakePublicController } from './make-public.controller.js';
import { RegisterQueries } from './register.queries.js';
import { UsefulnessQueries } from './usefulness.queries.js';
import { VaryGrantController } from './vary-grant.controller.js';
import { WaitingQueries } from './waiting.queries.js';
import { WithdrawVariationController } from './withdraw-variation.controller.js';
import { WaitingChanges } from './waiting-changes.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** The pages of grants. */
@Module({
  imports: [DepartmentsModule, DraftsModule, GrantsModule, HistoryModule, MappingsModule, OrganisationsModule, ProgrammesModule],
  controllers: [
    AwardGrantController,
    GrantDoneController,
    GrantPageController,
    GrantsPageController,
    HoldPaymentController,
    ImportPageController,
    MakePublicController,
    VaryGrantController,
    WithdrawVariationController,
  ],
  providers: [
    GrantPageQueries,
    GrantQuestions,
    ImportsQueries,
    ImportsUnderWay,
    RegisterQueries,
    UsefulnessQueries,
    WaitingQueries,
    ...offersWaiting(WaitingChanges),
  ],
  exports: [ImportsQueries, UsefulnessQueries, WaitingQueries],
})
export class GrantPagesModule {}
