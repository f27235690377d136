import { AMOUNT_BANDS } from '#grant-files';
import { Injectable } from '@nestjs/common';
import { KeptReads } from '../kept-reads.js';
import { conditionOf, type ReadFilter, VARIED_AS } from './grant-filter.js';
import { statusConditions } from './grant-status.js';
import { NONE } from './grant-words.js';

/** One choice of a filter, with how many grants it would show beside what else is chosen. */
export interface Choice {
  readonly value: string;
  readonly text: string | null;
  readonly grants: number;
}

export const FACETS = ['borough', 'financialYear', 'status', 'size', 'programme', 'department', 'funder'] as const;
export type Facet = (typeof FACETS)[number];

/** More choices than this make no list to read; the chosen ones are always among them. */
const MOST_CHOICES = 20;

/** Filters whose choices are counted over the same grants, and so at once. */
interface Counting {
  readonly facets: readonly Facet[];
  readonly filter: ReadFilter;
}

/** Null where no grant has any of them. */
type ListedChoices = Partial<Record<Facet, readonly Choice[] | null>>;

/** The choices of each filter of the register with their counts: each as if nothing of its own were chosen. */
@Injectable()
export class GrantFacetsQueries {
  constructor(private readonly kept: KeptReads) {}

  async of(filter: ReadFilter): Promise<ReadonlyMap<Facet, readonly Choice[]>> {
    const counted = await Promise.all(countingsOf(filter).map((counting) => this.choices(counting, filter)));
    const choices: ListedChoices = Object.assign({}, ...counted);
    return new Map(FACETS.map((facet) => [facet, choices[facet] ?? []]));
  }

  private async choices(counting: Counting, chosen: ReadFilter): Promise<ListedChoices> {
    const statement = choicesStatement(counting, chosen);
    const [columns = {}] = await this.kept.rows<ListedChoices>(...statement);
    return columns;
  }
}

/**
 * Most filters are counted over the grants that the list shows. One of which something is chosen is counted without that, by itself; so
 * are the years in which grants were varied. Programmes and departments are listed once their borough is chosen; before that, only the
 * chosen ones.
 */
export function countingsOf(filter: ReadFilter): Counting[] {
  const asked = FACETS.filter((facet) => !belongsToABorough(facet) || filter.borough.length === 1 || filter[facet].length > 0);
  const isAlone = (facet: Facet): boolean => filter[facet].length > 0 || columnsOf(facet, filter).from !== undefined;
  const alone = asked.filter(isAlone).map((facet) => {
    const isListed = !belongsToABorough(facet) || filter.borough.length === 1;
    return { facets: [facet], filter: isListed ? { ...filter, [facet]: [] } : filter };
  });
  const together = asked.filter((facet) => !isAlone(facet));
  return together.length > 0 ? [...alone, { facets: together, filter }] : alone;
}

/** One row with the choices of each of these filters. The grants are read once, and then only what they come to. */
export function choicesStatement({ facets, filter }: Counting, chosen: ReadFilter): [text: string, parameters: unknown[]] {
  const condition = conditionOf(filter);
  const columns = facets.map((facet) => ({ facet, ...columnsOf(facet, filter) }));
  const [from = 'grants g'] = columns.flatMap((column) => column.from ?? []);
  const values = columns.map(({ facet, value, text }) => `${value} as "${facet}", ${text ?? 'null::text'} as "${facet} text"`);
  const listed = facets.map(
    (facet) => `(
    select json_agg(r) from (
      select "${facet}" as value, min("${facet} text") as text, sum(grants)::int as grants from found where "${facet}" is not null
      group by "${facet}" order by "${facet}" = any(${condition.bind(chosen[facet])}::text[]) desc, sum(grants) desc, "${facet}"
      limit ${MOST_CHOICES}) r) as "${facet}"`,
  );
  return [
    `with found as (
       select ${values.join(', ')}, count(*) as grants from ${from}
       where ${condition.text} group by ${facets.map((_, index) => 2 * index + 1).join(', ')})
     select ${listed.join(', ')}`,
    condition.parameters,
  ];
}

const belongsToABorough = (facet: Facet): facet is 'programme' | 'department' => facet === 'programme' || facet === 'department';

interface Columns {
  readonly value: string;
  readonly text?: string;
  readonly from?: string;
}

function columnsOf(facet: Facet, { today, change }: ReadFilter): Columns {
  switch (facet) {
    case 'borough':
      return { value: 'g.borough' };
    case 'financialYear':
      return change && change !== 'new' ? { value: 'v.effective_year', from: variedGrants(VARIED_AS[change]) } : { value: 'award_year' };
    case 'status':
      return { value: cases(Object.entries(statusConditions(today))) };
    case 'size':
      return { value: cases(Object.entries(AMOUNT_BANDS).map(([size, { to }]) => [size, to === null ? 'true' : `amount_pence < ${to}`])) };
    case 'programme':
      return { value: `coalesce(programme_id::text, '${NONE}')`, text: 'min(programme_title)' };
    case 'department':
      return { value: `coalesce(department_id::text, '${NONE}')`, text: 'min(department_name)' };
    case 'funder':
      return { value: 'funder_identifier', text: 'min(funder_name)' };
  }
}

/** Each grant once for each year in which it was varied in this way. */
const variedGrants = (kind: string): string => `grants g join (
  select distinct borough as in_borough, grant_id as of_grant, effective_year
    from grant_variations where withdrawn_on is null and kind = '${kind}'
) v on v.in_borough = g.borough and v.of_grant = g.grant_id`;

const cases = (conditions: readonly (readonly [string, string])[]): string =>
  `case ${conditions.map(([value, condition]) => `when ${condition} then '${value}'`).join(' ')} end`;
