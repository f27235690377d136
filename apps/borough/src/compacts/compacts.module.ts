import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { HistoryModule } from '../history/history.module.js';
import { TwoKeysModule } from '../two-keys/two-keys.module.js';
import { AdoptedVersions } from './adopted-versions.queries.js';
import { AdoptionWithdrawals } from './adoption-withdrawals.service.js';
import { CheckInsQueries } from './check-ins.queries.js';
import { CheckInsService, CheckInsWatch } from './check-ins.service.js';
import { CompactsQueries } from './compacts.queries.js';
import { CompactsService } from './compacts.service.js';
import { WaitingCheckIns } from './waiting-check-ins.queries.js';
import { WaitingReview } from './waiting-review.queries.js';
import { offersWaiting } from '../waiting-lines.js';

/** The Compact and its codes of practice: what is written, and what was adopted. */
@Module({
  imports: [ConsultationsModule, HistoryModule, TwoKeysModule],
  providers: [
    AdoptedVersions,
    AdoptionWithdrawals,
    CheckInsQueries,
    CheckInsService,
    CheckInsWatch,
    CompactsQueries,
    CompactsService,
    ...offersWaiting(WaitingCheckIns),
    ...offersWaiting(WaitingReview),
  ],
  exports: [AdoptedVersions, AdoptionWithdrawals, CheckInsQueries, CheckInsService, CompactsQueries, CompactsService],
})
export class CompactsModule {}
