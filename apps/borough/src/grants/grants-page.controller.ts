import { Clock, dateInWords } from '#clock';
import { AMOUNT_BANDS } from '#grant-files';
import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { pounds } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { STATUS_WORDS, statusShown } from './grant-facts.js';
import { GRANT_STATUSES, grantStatus } from './grant-status.js';
import { RegisterQueries, type RegisterRow, type RegisterTotals } from './register.queries.js';
import { LACKS, RegisterQuery } from './grants-query.js';

const AT_ONCE = 50;

/** The register of all grants, for everyone. */
@Public()
@Controller('grants')
export class GrantsPageController {
  constructor(
    private readonly register: RegisterQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('grants/grants.njk')
  async page(@Query() query: RegisterQuery, @SignedIn() person: Person | null) {
    const [{ items, next }, totals, filters] = await Promise.all([
      this.register.list({ ...query, order: query.order, limit: AT_ONCE }),
      this.register.totals(query),
      this.filters(query),
    ]);
    const officers = actorsWith(person, 'grants.read-record');
    const isTheirs = (key: string | null): boolean => officers.some((officer) => officer.may('grants.read-record', key));
    return {
      rows: items.map((row) => this.cellsOf(row, isTheirs(row.departmentKey))),
      next,
      filters,
      totals,
      sums: sumsInWords(totals),
      sortedBy: { column: query.order.sort, direction: query.order.direction },
      download: downloadOf(query),
      years: filters.find(({ name }) => name === 'financialYear')?.options ?? [],
      mayAward: actorsWith(person, 'grants.award').length > 0,
      mayImport: actorsWith(person, 'grants.import').length > 0,
      asOf: this.clock.today(),
    };
  }

  /** A withdrawn grant keeps its mark: its identifier and when it went. */
  private cellsOf(row: RegisterRow, isTheirs: boolean) {
    const { status, says } = grantStatus(row, this.clock.today());
    const address = `/grants/${row.id}`;
    const { says: hint, ...shown } = statusShown({ status, statusSays: says });
    const tag = { text: '', hint, tag: shown };
    if (row.withdrawnOn) return [{ text: 'Withdrawn grant', href: address }, { text: '' }, { text: '' }, { text: '' }, tag];
    const waiting = isTheirs && row.unpublished > 0 ? { tag: { text: 'Not public yet', classes: 'govuk-tag--orange' } } : {};
    return [
      { text: row.title, href: address, hint: row.identifier, ...waiting },
      { text: row.organisationName, href: `/organisations/${row.organisationId}`, hint: payerOf(row) },
      { text: pounds(row.amountPence) },
      { text: dateInWords(row.awardedOn) },
      tag,
    ];
  }

  private async filters(query: RegisterQuery) {
    const [choices, departments, funding, statuses] = await Promise.all([
      this.register.choices(),
      this.register.counts(query, 'department'),
      this.register.counts(query, 'funding'),
      this.register.counts(query, 'status'),
    ]);
    const counted = (counts: ReadonlyMap<string, number>, value: string, text: string) => ({ value, text, count: counts.get(value) ?? 0 });
    const programmes = choices.programmes.map(({ id, title, department }) => ({
      value: id,
      text: department ? `${title} (${department})` : title,
    }));
    return [
      { name: 'q', legend: 'Words', kind: 'text', hint: 'In the title, description or organisation', options: [] },
      { name: 'organisation', legend: 'Organisation', kind: 'text', hint: 'Name, charity or company number', options: [] },
      {
        name: 'department',
        legend: 'Department',
        kind: 'checkboxes',
        options: choices.departments.map(({ key, name }) => counted(departments, key, name)),
      },
      { name: 'programme', legend: 'Programme', kind: 'select', options: programmes },
      {
        name: 'financialYear',
        legend: 'Year of the award',
        kind: 'select',
        options: choices.years.map((year) => ({ value: year, text: year })),
      },
      {
        name: 'status',
        legend: 'Status',
        kind: 'checkboxes',
        options: GRANT_STATUSES.map((status) => counted(statuses, status, STATUS_WORDS[status].text)),
      },
      {
        name: 'size',
        legend: 'Size',
        kind: 'checkboxes',
        options: Object.entries(AMOUNT_BANDS).map(([value, { text }]) => ({ value, text })),
      },
      {
        name: 'funding',
        legend: 'Whose money',
        kind: 'checkboxes',
        options: [counted(funding, 'own', 'The borough’s own'), counted(funding, 'other', 'Other funders')],
      },
      {
        name: 'lacks',
        legend: 'Still lacks',
        kind: 'checkboxes',
        options: Object.entries(LACKS).map(([value, text]) => ({ value, text })),
      },
    ];
  }
}

const NOT_OF_THE_FILTER = new Set(['limit', 'cursor', 'sort', 'direction']);

/** The filter as an export is asked for it; null where nothing is chosen, or only marks are found. */
function downloadOf(query: RegisterQuery): string | null {
  const parts = Object.entries(query).filter(([name, value]) => !NOT_OF_THE_FILTER.has(name) && value !== undefined);
  const chosen = parts.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
  return chosen.length === 0 || query.status.includes('withdrawn') ? null : new URLSearchParams(chosen).toString();
}

/** Which department pays, and whose money it is where it is not the borough's own. */
function payerOf({ departmentName, ownFunding, funderName }: RegisterRow): string {
  return [departmentName, ownFunding ? null : `Money of ${funderName}`].filter(Boolean).join('. ');
}

/** What the found grants come to: own money and that of others are never added up. */
function sumsInWords({ grants, ownPence, otherPence }: RegisterTotals): string {
  if (grants === 0) return '';
  const own = `${pounds(ownPence)} of the borough’s own money`;
  return otherPence === 0 ? `${own}.` : `${own}, and ${pounds(otherPence)} of other funders.`;
}
