import { ListQuery } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { instant } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { type CaseRead, ReadsQueries } from './reads.queries.js';

/** Where a record of a type has its page. */
const PAGES: Readonly<Record<string, string>> = { grant: '/grants/' };

/** Who read confidential records, for the data protection officer. */
@Requires('reads.read')
@Controller('reads')
export class ReadsPageController {
  constructor(private readonly reads: ReadsQueries) {}

  @Get()
  @Render('reads/reads.njk')
  async page(@Query() query: ListQuery, @WorkingAs() { clearance }: Actor) {
    const { items, next } = await this.reads.list(query, clearance);
    const departments = await this.reads.departmentNames();
    return { rows: items.map((read) => cellsOf(read, departments)), asked: query, next };
  }
}

function cellsOf({ at, name, subject, role, heldFor, recordType, recordId, what }: CaseRead, departments: ReadonlyMap<string, string>) {
  const title = role.charAt(0).toUpperCase() + role.slice(1).replaceAll('-', ' ');
  const path = PAGES[recordType];
  return [
    { text: instant(at) },
    { text: name ?? subject },
    { text: `${title} for ${heldFor === null ? 'the whole borough' : (departments.get(heldFor) ?? heldFor)}` },
    { text: `${recordType} ${recordId.slice(-12)}`, href: path && `${path}${recordId}` },
    { text: what },
  ];
}
