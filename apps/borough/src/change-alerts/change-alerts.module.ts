import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { AlertStepsController } from './alert-steps.controller.js';
import { ChangeAlertsApiController } from './change-alerts-api.controller.js';
import { ChangeAlertsPageController } from './change-alerts-page.controller.js';
import { ChangeAlertsQueries } from './change-alerts.queries.js';
import { ChangeAlerts } from './change-alerts.service.js';
import { WaitingAlerts } from './waiting-alerts.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** What departments tell the Compact Implementation Group before it is decided, and what the group says to it. */
@Module({
  imports: [DepartmentsModule, HistoryModule],
  controllers: [ChangeAlertsApiController, ChangeAlertsPageController, AlertStepsController],
  providers: [ChangeAlertsQueries, ChangeAlerts, ...offersWaiting(WaitingAlerts)],
})
export class ChangeAlertsModule {}
