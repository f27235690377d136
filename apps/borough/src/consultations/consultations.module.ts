import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { AnswersController } from './answers.controller.js';
import { AnswersQueries } from './answers.queries.js';
import { AnswersService } from './answers.service.js';
import { ConsultationStepsController } from './consultation-steps.controller.js';
import { ConsultationsApiController } from './consultations-api.controller.js';
import { ConsultationsPageController } from './consultations-page.controller.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { ConsultationsService } from './consultations.service.js';

/** What people are asked, what they answered, and what became of each answer. */
@Module({
  imports: [DepartmentsModule, HistoryModule],
  controllers: [ConsultationStepsController, AnswersController, ConsultationsPageController, ConsultationsApiController],
  providers: [AnswersQueries, AnswersService, ConsultationsQueries, ConsultationsService],
  exports: [AnswersQueries],
})
export class ConsultationsModule {}
