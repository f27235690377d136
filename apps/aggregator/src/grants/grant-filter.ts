import { financialYearEndsOn, financialYearStartsOn } from '#clock';
import { Condition } from '#database';
import { inBand } from '#grant-files';
import { type GrantStatus, statusConditions } from './grant-status.js';
import { MARKS, NONE, quotedLexeme } from './grant-words.js';
import type { Change, GrantFilter } from './grants-query.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An organisation as one borough keeps it. */
export interface OrganisationKey {
  readonly borough: string;
  readonly organisationId: string;
}

/** A filter whose organisations and words are looked up, as of a day. */
export interface ReadFilter extends GrantFilter {
  readonly today: string;
  /** Null where no organisation was asked for. */
  readonly organisations: readonly OrganisationKey[] | null;
  /** Of the words that were typed. */
  readonly stems: readonly string[];
}

/** What the register calls the variation behind each change. */
export const VARIED_AS: Record<Exclude<Change, 'new'>, string> = { raised: 'increased', cut: 'reduced', ended: 'ended' };

/** A filter in SQL. Withdrawn grants are outside every list but their own: nothing is known of them but the mark. */
export function conditionOf(filter: ReadFilter): Condition {
  const condition = new Condition();
  const { bind, isOneOf } = condition;
  condition.add(`withdrawn_on is ${filter.status.includes('withdrawn') ? 'not ' : ''}null`);
  if (filter.borough.length > 0) condition.add(isOneOf('g.borough', filter.borough, 'text'));
  if (filter.organisations) {
    const [boroughs, ids] = [
      filter.organisations.map(({ borough }) => borough),
      filter.organisations.map(({ organisationId }) => organisationId),
    ];
    condition.add(`(g.borough, organisation_id) in (select * from unnest(${bind(boroughs)}::text[], ${bind(ids)}::uuid[]))`);
  }
  if (filter.funder.length > 0) condition.add(isOneOf('funder_identifier', filter.funder, 'text'));
  if (filter.funding) condition.add(filter.funding === 'own' ? 'own_funding' : 'not own_funding');
  addYear(condition, filter);
  addStatus(condition, filter);
  if (filter.size.length > 0) condition.add(filter.size.map((band) => inBand('amount_pence', band)).join(' or '));
  const found = foundBy(filter);
  if (found.length > 0) {
    const query = bind(found.map((part) => `(${part})`).join(' & '));
    condition.add(`(g.borough, g.grant_id) in (select w.borough, w.grant_id from grant_words w where w.words @@ ${query}::tsquery)`);
  }
  return condition;
}

/** What a grant is to be found by in the index of words and marks: queries of PostgreSQL, each of which must hold. */
function foundBy({ programme, department, q, stems }: ReadFilter): string[] {
  const isId = (value: string) => value === NONE || UUID.test(value);
  const marks = [
    programme.map((value) => (isId(value) ? MARKS.programme(value) : MARKS.programmeTitle(value))),
    department.map((value) => (isId(value) ? MARKS.department(value) : MARKS.departmentName(value))),
  ];
  const words = stems.map((stem) => `${quotedLexeme(stem)}:*`).join(' & ');
  return [
    ...marks.filter(({ length }) => length > 0).map((values) => values.map(quotedLexeme).join(' | ')),
    ...(q ? [[...(words ? [`(${words})`] : []), quotedLexeme(MARKS.identifier(q.trim()))].join(' | ')] : []),
  ];
}

/** A year of awards is a range of days, so that the index by award date also gives the order. */
function addYear(condition: Condition, { change, financialYear }: ReadFilter): void {
  const { bind, isOneOf } = condition;
  if (change && change !== 'new') {
    const inYears = financialYear.length > 0 ? isOneOf('v.effective_year', financialYear, 'text') : 'true';
    condition.add(`(g.borough, g.grant_id) in (
      select v.borough, v.grant_id from grant_variations v
        where v.withdrawn_on is null and v.kind = '${VARIED_AS[change]}' and ${inYears})`);
  } else if (financialYear.length > 0) {
    const within = (year: string) =>
      `awarded_on between ${bind(financialYearStartsOn(year))}::date and ${bind(financialYearEndsOn(year))}::date`;
    condition.add(financialYear.map(within).join(' or '));
  }
}

function addStatus(condition: Condition, { status, today }: ReadFilter): void {
  const asked = status.filter((one): one is GrantStatus => one !== 'withdrawn');
  if (asked.length === 0 || asked.length < status.length) return;
  const conditions = statusConditions(today);
  condition.add(asked.map((one) => `(${conditions[one]})`).join(' or '));
}
