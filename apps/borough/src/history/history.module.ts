import { Module } from '@nestjs/common';
import { Acts } from './acts.service.js';
import { HistorySealer } from './history-sealer.service.js';
import { History } from './history.service.js';

@Module({ providers: [History, Acts, HistorySealer], exports: [History, Acts] })
export class HistoryModule {}
