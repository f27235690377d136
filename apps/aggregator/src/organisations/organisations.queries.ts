import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** One organisation in the register of one borough, with everything it is known by there. */
export interface OrganisationRecord {
  readonly borough: string;
  readonly organisationId: string;
  readonly identifiers: readonly string[];
}

/** The records that belong together, and whether there were more than may be joined. */
export interface Connected {
  readonly records: readonly OrganisationRecord[];
  readonly isCutShort: boolean;
}

/** More records than this under connected identifiers are a mistake in some register, not one organisation. */
const MOST_RECORDS = 500;

/** The records that carry one of these identifiers, or one that is connected with it. */
const RECORDS = `
  with asked as (
    select unnest($1::text[]) as identifier
    union
    select connected.identifier from organisation_keys own join organisation_keys connected on connected.key = own.key
    where own.identifier = any($1::text[])
  )
  select k.borough, k.organisation_id as "organisationId", array_agg(distinct k.identifier order by k.identifier) as identifiers
  from known_identifiers k
  where (k.borough, k.organisation_id) in (select borough, organisation_id from known_identifiers where identifier in (select identifier from asked))
  group by k.borough, k.organisation_id
  order by k.borough, k.organisation_id
  limit ${MOST_RECORDS + 1}`;

/** Reads of the organisations, joined over boroughs by the identifiers they share. */
@Injectable()
export class OrganisationsQueries {
  constructor(private readonly em: EntityManager) {}

  /** Every record of these organisations, over all boroughs. A local identifier may repeat elsewhere, so it connects nothing. */
  async recordsOf(identifiers: readonly string[]): Promise<Connected> {
    const records = await sql<OrganisationRecord>(this.em.fork(), RECORDS, [identifiers]);
    return { records: records.slice(0, MOST_RECORDS), isCutShort: records.length > MOST_RECORDS };
  }
}
