import { Module } from '@nestjs/common';
import { CompactsModule } from '../compacts/compacts.module.js';
import { HistoryModule } from '../history/history.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { TwoKeysModule } from '../two-keys/two-keys.module.js';
import { SignatoriesApiController } from './signatories-api.controller.js';
import { SignatoriesPageController } from './signatories-page.controller.js';
import { SignatoriesQueries } from './signatories.queries.js';
import { SignatoriesService } from './signatories.service.js';
import { SignatoryStepsController } from './signatory-steps.controller.js';
import { SuspensionsService } from './suspensions.service.js';
import { WaitingSignatories } from './waiting-signatories.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** The bodies that signed the Compact, from their invitation until they leave. */
@Module({
  imports: [CompactsModule, HistoryModule, OrganisationsModule, TwoKeysModule],
  controllers: [SignatoryStepsController, SignatoriesPageController, SignatoriesApiController],
  providers: [SignatoriesQueries, SignatoriesService, SuspensionsService, ...offersWaiting(WaitingSignatories)],
})
export class SignatoriesModule {}
