import { CompletenessOfRecords } from '#events';
import { Module } from '@nestjs/common';
import { Completenesses } from './completeness.service.js';
import { LogApiController } from './log-api.controller.js';

@Module({
  controllers: [LogApiController],
  providers: [Completenesses, { provide: CompletenessOfRecords, useExisting: Completenesses }],
  exports: [CompletenessOfRecords],
})
export class PublicationModule {}
