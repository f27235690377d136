import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { Acts } from './acts.service.js';
import { HistoryErasure } from './history-erasure.service.js';
import { HistorySealer } from './history-sealer.service.js';
import { History } from './history.service.js';
import { RecordHistory } from './record-history.service.js';
import { HISTORY_HELD } from './held-about-people.js';
import { holdsAboutPeople } from '../people/personal-data.service.js';

@Module({
  imports: [DepartmentsModule],
  providers: [HistoryErasure, History, Acts, HistorySealer, RecordHistory, holdsAboutPeople(HISTORY_HELD)],
  exports: [History, Acts, RecordHistory, HistoryErasure],
})
export class HistoryModule {}
