import { sql } from '#database';
import { BoroughQuestions } from '#events';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { OrganisationRecord } from './organisations.queries.js';

/** A page waits for this answer. */
const ANSWERS_WITHIN_MILLISECONDS = 1_000;

/** Who represents an organisation in one borough, by name. */
export interface RepresentativesRow {
  readonly borough: string;
  readonly organisationId: string;
  /** Null where somebody may be named, and the borough cannot be asked for the name just now. */
  readonly representatives: readonly string[] | null;
}

const NAMED = `
  select borough, organisation_id as "organisationId", array_agg(representative_id order by representative_id) as ids
  from organisation_representatives join unnest($1::text[], $2::uuid[]) as k(borough, organisation_id) using (borough, organisation_id)
  where is_named group by borough, organisation_id`;

/** The names of representatives: asked of their borough each time they are shown, and never kept here. */
@Injectable()
export class RepresentativesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly boroughs: BoroughQuestions,
  ) {}

  async of(records: readonly OrganisationRecord[]): Promise<RepresentativesRow[]> {
    const pairs = [records.map(({ borough }) => borough), records.map(({ organisationId }) => organisationId)];
    const named = await sql<{ borough: string; organisationId: string; ids: string[] }>(this.em.fork(), NAMED, pairs);
    return await Promise.all(
      named.map(async ({ borough, organisationId, ids }) => ({ borough, organisationId, representatives: await this.ask(borough, ids) })),
    );
  }

  private async ask(borough: string, ids: readonly string[]): Promise<string[] | null> {
    const asked = { representatives: ids };
    return await this.boroughs.ask(borough, 'access.named', asked, ANSWERS_WITHIN_MILLISECONDS).then(
      (answer) => namesIn(answer, ids),
      () => null,
    );
  }
}

/** The names in what a borough answered, of those that it was asked for. */
function namesIn(answer: unknown, ids: readonly string[]): string[] | null {
  const { names } = (answer ?? {}) as { names?: Record<string, unknown> };
  if (typeof names !== 'object' || names === null) return null;
  const found = ids.flatMap((id) => (typeof names[id] === 'string' ? [names[id].slice(0, 200)] : []));
  return found.toSorted((one, other) => one.localeCompare(other, 'en-GB'));
}
