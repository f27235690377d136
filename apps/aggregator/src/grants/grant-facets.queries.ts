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

/** The choices of each filter of the register with their counts: each as if nothing of its own were chosen. */
@Injectable()
export class GrantFacetsQueries {
  constructor(private readonly kept: KeptReads) {}

  async of(filter: ReadFilter): Promise<ReadonlyMap<Facet, readonly Choice[]>> {
    return new Map(await Promise.all(FACETS.map(async (facet) => [facet, await this.choices(filter, facet)] as const)));
  }

  private async choices(filter: ReadFilter, facet: Facet): Promise<readonly Choice[]> {
    if (belongsToABorough(facet) && filter.borough.length !== 1) return this.chosen(filter, facet);
    return this.counted({ ...filter, [facet]: [] }, facet, filter[facet]);
  }

  /** Programmes and departments are listed once their borough is chosen; before that, only the chosen ones. */
  private async chosen(filter: ReadFilter, facet: 'programme' | 'department'): Promise<readonly Choice[]> {
    return filter[facet].length === 0 ? [] : this.counted(filter, facet, filter[facet]);
  }

  private counted(filter: ReadFilter, facet: Facet, chosen: readonly string[]): Promise<readonly Choice[]> {
    const { value, text = 'null::text', from = 'grants g' } = columnsOf(facet, filter);
    const condition = conditionOf(filter);
    const first = condition.bind(chosen);
    return this.kept.rows<Choice>(
      `select value, text, grants
       from (select ${value} as value, ${text} as text, count(*)::int as grants from ${from} where ${condition.text} group by 1) counted
       where value is not null
       order by value = any(${first}::text[]) desc, grants desc, value limit ${MOST_CHOICES}`,
      condition.parameters,
    );
  }
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
