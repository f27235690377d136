import { Module } from '@nestjs/common';
import { History } from './history.service.js';

@Module({ providers: [History], exports: [History] })
export class HistoryModule {}
