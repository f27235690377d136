import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { OrganisationsModule } from '../organisations/organisations.module.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';
import { offersWaiting } from '../waiting-lines.js';
import { BrokeringApiController } from './brokering-api.controller.js';
import { BrokeringPageController } from './brokering-page.controller.js';
import { BrokeringQueries } from './brokering.queries.js';
import { Brokering } from './brokering.service.js';
import { BrokeringStepsController } from './brokering-steps.controller.js';
import { BROKERING_HELD } from './held-about-people.js';
import { WaitingBrokering } from './waiting-brokering.queries.js';

/** The log of what the Compact Implementation Group brokers between organisations and public bodies. */
@Module({
  imports: [HistoryModule, OrganisationsModule],
  controllers: [BrokeringApiController, BrokeringStepsController, BrokeringPageController],
  providers: [BrokeringQueries, Brokering, holdsAboutPeople(BROKERING_HELD), ...offersWaiting(WaitingBrokering)],
})
export class BrokeringModule {}
