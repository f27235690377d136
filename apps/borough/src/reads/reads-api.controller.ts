import { ListQuery, ListRoute, type Page } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Controller, Query } from '@nestjs/common';
import { CaseRead, READ_COLUMNS, ReadsQueries } from './reads.queries.js';

@Requires('reads.read')
@Controller('api/v1')
export class ReadsApiController {
  constructor(private readonly reads: ReadsQueries) {}

  @ListRoute('reads', { summary: 'Who read confidential records, the latest first.', item: CaseRead, csv: READ_COLUMNS })
  list(@Query() asked: ListQuery, @WorkingAs() { clearance }: Actor): Promise<Page<CaseRead>> {
    return this.reads.list(asked, clearance);
  }
}
