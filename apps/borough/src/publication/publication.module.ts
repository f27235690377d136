import { CompletenessOfRecords } from '#events';
import { Module } from '@nestjs/common';
import { Completenesses } from './completeness.service.js';
import { Confirmations } from './confirmations.service.js';
import { LogApiController } from './log-api.controller.js';

@Module({
  controllers: [LogApiController],
  providers: [Completenesses, Confirmations, { provide: CompletenessOfRecords, useExisting: Completenesses }],
  exports: [CompletenessOfRecords, Confirmations],
})
export class PublicationModule {}
