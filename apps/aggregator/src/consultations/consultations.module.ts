import { Module } from '@nestjs/common';
import { ConsultationsApiController } from './consultations-api.controller.js';
import { ConsultationsController } from './consultations.controller.js';
import { ConsultationsProjection } from './consultations.projection.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { ConsultationsService } from './consultations.service.js';

@Module({
  controllers: [ConsultationsController, ConsultationsApiController, ConsultationsProjection],
  providers: [ConsultationsQueries, ConsultationsService],
})
export class ConsultationsModule {}
