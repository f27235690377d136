import { Module } from '@nestjs/common';
import { DepartmentsModule } from '../departments/departments.module.js';
import { Acts } from './acts.service.js';
import { HistorySealer } from './history-sealer.service.js';
import { History } from './history.service.js';
import { RecordHistory } from './record-history.service.js';

@Module({
  imports: [DepartmentsModule],
  providers: [History, Acts, HistorySealer, RecordHistory],
  exports: [History, Acts, RecordHistory],
})
export class HistoryModule {}
