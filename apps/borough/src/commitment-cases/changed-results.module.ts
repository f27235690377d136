import { Module } from '@nestjs/common';
import { ChangedResults } from './changed-results.queries.js';

/** What was told of results since a day, for other features to show. */
@Module({ providers: [ChangedResults], exports: [ChangedResults] })
export class ChangedResultsModule {}
