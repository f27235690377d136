import { Module } from '@nestjs/common';
import { KeptReads } from './kept-reads.js';

/** One memory for all that asks projections the same again. */
@Module({ providers: [KeptReads], exports: [KeptReads] })
export class KeptReadsModule {}
