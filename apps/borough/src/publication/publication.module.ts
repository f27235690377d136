import { CompletenessOfRecords } from '#events';
import { Module } from '@nestjs/common';
import { Completenesses } from './completeness.service.js';
import { Confirmations } from './confirmations.service.js';
import { LogApiController } from './log-api.controller.js';
import { CONFIRMATIONS_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';

@Module({
  controllers: [LogApiController],
  providers: [
    Completenesses,
    Confirmations,
    { provide: CompletenessOfRecords, useExisting: Completenesses },
    holdsAboutPeople(CONFIRMATIONS_HELD),
  ],
  exports: [CompletenessOfRecords, Confirmations],
})
export class PublicationModule {}
