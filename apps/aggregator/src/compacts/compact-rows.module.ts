import { Module } from '@nestjs/common';
import { CompactsQueries } from './compacts.queries.js';

/** What boroughs told of their Compacts, for features that rest on its clauses. */
@Module({ providers: [CompactsQueries], exports: [CompactsQueries] })
export class CompactRowsModule {}
