import { Module } from '@nestjs/common';
import { Acts } from './acts.service.js';
import { History } from './history.service.js';

@Module({ providers: [History, Acts], exports: [History, Acts] })
export class HistoryModule {}
