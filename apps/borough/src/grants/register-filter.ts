import { addMonths } from '#clock';
import { organisationsLike } from '../organisations/organisations.queries.js';
import { ENDING_MONTHS, GRANT_STATUSES, type GrantStatus } from './grant-status.js';
import { type RegisterFilter, SIZES } from './register-query.js';

const MOST_WORDS = 10;

/** The parts of a filter, each of which may be left out to count what it would find. */
export type FilterPart = 'q' | 'programme' | 'department' | 'organisation' | 'funding' | 'financialYear' | 'status' | 'size';

/** A condition in SQL over `grants g`, `organisations o` and `departments d`, with its bind parameters. */
export class Condition {
  readonly parameters: unknown[] = [];
  private readonly parts: string[] = [];

  /** Takes a value along and gives the place that stands for it. */
  readonly bind = (value: unknown): string => `$${this.parameters.push(value)}`;

  add(part: string): void {
    this.parts.push(`(${part})`);
  }

  get text(): string {
    return this.parts.join(' and ') || 'true';
  }
}

/** The status that `grantStatus` computes of a grant as the public sees it, in SQL. A test holds the two equal. */
export function statusSql(today: string): string {
  const day = `'${today}'::date`;
  return `case
    when g.withdrawn_on is not null then 'withdrawn'
    when g.public_ended_from <= ${day} then 'stopped'
    when g.runs_from > ${day} then 'planned'
    when g.public_ended_from is not null then 'ending'
    when g.runs_from is null then 'no-dates'
    when g.runs_to is null then 'live'
    when g.runs_to < ${day} then 'ended'
    when g.runs_to < '${addMonths(today, ENDING_MONTHS)}'::date then 'ending'
    else 'live' end`;
}

/** Withdrawn grants are outside every list but their own: of them only the mark is left. */
export function conditionOf(filter: RegisterFilter, today: string, without?: FilterPart): Condition {
  const condition = new Condition();
  for (const part of Object.keys(PARTS) as FilterPart[]) if (part !== without) PARTS[part](condition, filter, today);
  if (without === 'status' || !filter.status.includes('withdrawn')) condition.add('g.withdrawn_on is null');
  return condition;
}

const words = (text: string): string[] => text.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);

const PARTS: Record<FilterPart, (condition: Condition, filter: RegisterFilter, today: string) => void> = {
  q(condition, { q }) {
    if (!q) return;
    const names = `array_to_string(o.aliases || o.identifiers, ' ')`;
    const text = `lower(concat_ws(' ', g.title, g.identifier, g.description, o.name, ${names}))`;
    condition.add(`g.withdrawn_on is null and not exists (
      select from unnest(${condition.bind(words(q))}::text[]) word where strpos(${text}, word) = 0)`);
  },
  programme(condition, { programme }) {
    if (programme.length > 0) condition.add(`g.programme_id = any(${condition.bind(programme)}::uuid[])`);
  },
  department(condition, { department }) {
    if (department.length > 0) condition.add(`d.key = any(${condition.bind(department)}::text[])`);
  },
  organisation(condition, { organisation }) {
    if (!organisation) return;
    condition.add(`g.withdrawn_on is null and g.organisation_id in (${organisationsLike(organisation, condition.bind)})`);
  },
  funding(condition, { funding }) {
    if (new Set(funding).size === 1) condition.add(`g.own_funding = ${funding[0] === 'own'}`);
  },
  financialYear(condition, { financialYear }) {
    if (financialYear.length === 0) return;
    const firstDays = financialYear.map((year) => `${year.slice(0, 4)}-04-01`);
    condition.add(`exists (select from unnest(${condition.bind(firstDays)}::date[]) first_day
      where g.awarded_on >= first_day and g.awarded_on < first_day + interval '1 year')`);
  },
  status(condition, { status }, today) {
    const asked: readonly GrantStatus[] = GRANT_STATUSES.filter((one) => status.includes(one));
    if (asked.length > 0) condition.add(`${statusSql(today)} = any(${condition.bind(asked)}::text[])`);
  },
  size(condition, { size }) {
    const bands = size.map((one) => {
      const { from, to } = SIZES[one];
      return `g.public_amount_pence >= ${from}${to === null ? '' : ` and g.public_amount_pence < ${to}`}`;
    });
    if (bands.length > 0) condition.add(bands.join(' or '));
  },
};
