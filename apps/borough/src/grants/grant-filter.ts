import { addMonths, financialYearEndsOn, financialYearStartsOn } from '#clock';
import { Condition } from '#database';
import { InvalidInput } from '#errors';
import { inBand } from '#grant-files';
import { isUUID } from 'class-validator';
import { organisationsLike } from '../organisations/organisations.queries.js';
import { ENDING_MONTHS, type GrantStatus } from './grant-status.js';
import { type GrantFilter, type Lack } from './grants-query.js';

const MOST_WORDS = 10;

/** The parts of a filter that are counted by value: each is left out to count what its values would find. */
export type CountedPart = 'department' | 'funding' | 'status';

/** The statuses as `grantStatus` gives them of a grant as the public sees it, in SQL. Tests hold the two equal. */
function statusConditions(today: string): Record<GrantStatus, string> {
  const day = `'${today}'::date`;
  const endingBy = `'${addMonths(today, ENDING_MONTHS)}'::date`;
  const undisturbed = `g.public_ended_from is null and g.runs_from <= ${day}`;
  return {
    withdrawn: 'g.withdrawn_on is not null',
    stopped: `g.public_ended_from <= ${day}`,
    planned: `g.runs_from > ${day} and (g.public_ended_from is null or g.public_ended_from > ${day})`,
    ending: `(g.public_ended_from > ${day} and (g.runs_from is null or g.runs_from <= ${day}))
      or (${undisturbed} and g.runs_to >= ${day} and g.runs_to < ${endingBy})`,
    ended: `${undisturbed} and g.runs_to < ${day}`,
    live: `${undisturbed} and (g.runs_to is null or g.runs_to >= ${endingBy})`,
    'no-dates': 'g.public_ended_from is null and g.runs_from is null',
  };
}

/** The status of `grants g` in SQL. */
export function statusSql(today: string): string {
  const cases = Object.entries(statusConditions(today)).map(([status, condition]) => `when ${condition} then '${status}'`);
  return `case ${cases.join(' ')} end`;
}

/** That a grant runs over more than one financial year. */
export const RUNS_OVER_YEARS = `extract(year from g.runs_from - interval '3 months') < extract(year from g.runs_to - interval '3 months')`;

/** That `grants g` lacks something, in SQL. What is recorded only here and not public is no part of it. */
export const LACKING: Record<Lack, string> = {
  programme: 'g.programme_id is null',
  'end-date': 'g.runs_to is null',
  'amounts-by-year': `${RUNS_OVER_YEARS} and jsonb_array_length(g.public_years) = 0`,
  'organisation-number': `exists (select from organisations o where o.id = g.organisation_id and o.identifier like '360G-%')`,
};

/** Withdrawn grants are outside every list but their own: of them only the mark is left. */
export function conditionOf(filter: Partial<GrantFilter>, today: string, without?: CountedPart): Condition {
  const condition = new Condition();
  const { status = [], identifier, programme = [], department = [], funder } = filter;
  const isCountingStatus = without === 'status';
  if (isCountingStatus || !status.includes('withdrawn')) condition.add('g.withdrawn_on is null');
  if (!isCountingStatus && status.length > 0) {
    const conditions = statusConditions(today);
    condition.add(status.map((one) => `(${conditions[one]})`).join(' or '));
  }
  if (identifier) condition.add(`g.identifier = ${condition.bind(identifier)}`);
  if (programme.length > 0) condition.add(condition.isOneOf('g.programme_id', programme, 'uuid'));
  if (department.length > 0 && without !== 'department') {
    condition.add(`g.department_id in (select id from departments where key = any(${condition.bind(department)}::text[]))`);
  }
  if (funder) condition.add(`g.funder_identifier = ${condition.bind(funder)}`);
  if (without !== 'funding') addFunding(condition, filter);
  addWords(condition, filter);
  addYears(condition, filter);
  addSize(condition, filter);
  const { lacks = [] } = filter;
  if (lacks.length > 0) condition.add(`g.withdrawn_on is null and (${lacks.map((lack) => `(${LACKING[lack]})`).join(' or ')})`);
  return condition;
}

/** The condition of a list of public grants. Throws InvalidInput where withdrawn ones are asked for. */
export function publicConditionOf(filter: GrantFilter, today: string): Condition {
  if (filter.status.includes('withdrawn')) {
    const message = 'Withdrawn grants are in no list but that of the page /grants. Leave withdrawn out.';
    throw new InvalidInput([{ field: 'status', message }]);
  }
  return conditionOf(filter, today);
}

const words = (text: string): string[] => text.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);

function addWords(condition: Condition, { q, organisation }: Partial<GrantFilter>): void {
  const { bind } = condition;
  if (q) {
    const names = `array_to_string(o.aliases || o.identifiers, ' ')`;
    const text = `lower(concat_ws(' ', g.title, g.identifier, g.description, o.name, ${names}))`;
    condition.add(`g.withdrawn_on is null and exists (select from organisations o where o.id = g.organisation_id and not exists (
      select from unnest(${bind(words(q))}::text[]) word where strpos(${text}, word) = 0))`);
  }
  if (organisation) {
    const found = isUUID(organisation) ? `${bind(organisation)}::uuid` : organisationsLike(organisation, bind);
    condition.add(`g.withdrawn_on is null and g.organisation_id in (${found})`);
  }
}

function addFunding(condition: Condition, { funding = [], ownFunding }: Partial<GrantFilter>): void {
  if (new Set(funding).size === 1) condition.add(`g.own_funding = ${funding[0] === 'own'}`);
  if (ownFunding !== undefined) condition.add(`g.own_funding = ${ownFunding}`);
}

/** A year of awards is a range of days, so that the index by award also gives the order. */
function addYears(condition: Condition, { financialYear = [] }: Partial<GrantFilter>): void {
  const within = (year: string): string =>
    `g.awarded_on between ${condition.bind(financialYearStartsOn(year))}::date and ${condition.bind(financialYearEndsOn(year))}::date`;
  if (financialYear.length > 0) condition.add(financialYear.map(within).join(' or '));
}

function addSize(condition: Condition, { size = [], atLeastPence, atMostPence }: Partial<GrantFilter>): void {
  if (size.length > 0) condition.add(size.map((band) => inBand('g.public_amount_pence', band)).join(' or '));
  if (atLeastPence !== undefined) condition.add(`g.public_amount_pence >= ${condition.bind(atLeastPence)}::bigint`);
  if (atMostPence !== undefined) condition.add(`g.public_amount_pence <= ${condition.bind(atMostPence)}::bigint`);
}
