import { Module } from '@nestjs/common';
import { ConsultedVersions } from '../compacts/consulted-versions.service.js';
import { DepartmentsModule } from '../departments/departments.module.js';
import { HistoryModule } from '../history/history.module.js';
import { AnswerContacts } from './answer-contacts.service.js';
import { AnswersController } from './answers.controller.js';
import { AnswersQueries } from './answers.queries.js';
import { AnswersService } from './answers.service.js';
import { ConsultationStepsController } from './consultation-steps.controller.js';
import { ConsultationsApiController } from './consultations-api.controller.js';
import { ConsultationsPageController } from './consultations-page.controller.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { ConsultationsService } from './consultations.service.js';
import { OnlineAnswersController } from './online-answers.controller.js';
import { OnlineAnswers, UnconfirmedAnswers } from './online-answers.service.js';
import { WaitingConsultations } from './waiting-consultations.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** What people are asked, what they answered, and what became of each answer. */
@Module({
  imports: [DepartmentsModule, HistoryModule],
  controllers: [
    OnlineAnswersController,
    ConsultationStepsController,
    AnswersController,
    ConsultationsPageController,
    ConsultationsApiController,
  ],
  providers: [
    AnswerContacts,
    AnswersQueries,
    AnswersService,
    ConsultationsQueries,
    ConsultationsService,
    ConsultedVersions,
    OnlineAnswers,
    UnconfirmedAnswers,
    ...offersWaiting(WaitingConsultations),
  ],
  exports: [AnswersQueries, ConsultationsQueries],
})
export class ConsultationsModule {}
