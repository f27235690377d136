import { decodeCursor } from '#api';
import { sql } from '#database';
import { identifierLike, numbersLike } from '#grant-files';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { wordsQuery } from '../words.js';
import type { SignedCompact } from './organisation-item.js';

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

/** An organisation over all boroughs that know it, as a line of a list. */
export interface OrganisationRow {
  /** The first of its connected public identifiers; or the local one, which belongs to one borough. */
  readonly identifier: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly boroughs: readonly string[];
  readonly sortName: string;
  readonly place: string;
}

/** More records than this under connected identifiers are a mistake in some register, not one organisation. */
const MOST_RECORDS = 500;

/** A grant still names what its borough has taken back from the organisation since. */
const REMOVED = `exists (
        select 1 from told_identifiers t where t.borough = g.borough and t.organisation_id = g.organisation_id
          and t.identifier = g.organisation_identifier and t.is_removed)`;

/** The mark of `asked.identifier`, as a query of the words that grants are found by. */
const ORGANISATION_MARK = `('''=o' || replace(replace(asked.identifier, '\\', '\\\\'), '''', '''''') || '''')`;

/**
 * The records that carry one of these identifiers, or one that is connected with it: by what their register says, and by what their
 * grants were published under. Each arm is looked up by its index (lateral), since joined as a whole both tables would be read to
 * their end.
 */
export const RECORDS = `
  with asked as (
    select unnest($1::text[]) as identifier
    union
    select connected.identifier from organisation_keys own join organisation_keys connected on connected.key = own.key
    where own.identifier = any($1::text[])
  ), found as (
    select distinct carrier.borough, carrier.organisation_id
    from asked cross join lateral (
      select i.borough, i.organisation_id from organisation_identifiers i where i.identifier = asked.identifier
      union all
      select g.borough, g.organisation_id from grant_words w join grants g using (borough, grant_id)
      where w.words @@ ${ORGANISATION_MARK}::tsquery and g.withdrawn_on is null and not ${REMOVED}
    ) carrier
    limit ${MOST_RECORDS + 1}
  )
  select f.borough, f.organisation_id as "organisationId", array_agg(distinct own.identifier order by own.identifier) as identifiers
  from found f cross join lateral (
    select i.identifier from organisation_identifiers i where i.borough = f.borough and i.organisation_id = f.organisation_id
    union all
    select g.organisation_identifier from grants g
    where g.borough = f.borough and g.organisation_id = f.organisation_id and g.withdrawn_on is null and not ${REMOVED}
  ) own
  group by f.borough, f.organisation_id
  order by f.borough, f.organisation_id`;

const FOUND_BY_WORDS = `
  select n.borough, n.organisation_id from organisation_names n where to_tsvector('simple', n.name) @@ to_tsquery('simple', $4)
  union
  select i.borough, i.organisation_id from organisation_identifiers i where i.number = any($5::text[]) or i.identifier = any($6::text[])`;

/** What was found in one borough, and what is connected with it in any. */
const FOUND_AND_CONNECTED = `
  matching as (${FOUND_BY_WORDS}), found as (
    select borough, organisation_id from matching
    union
    select far.borough, far.organisation_id
    from matching m join organisation_identifiers near on near.borough = m.borough and near.organisation_id = m.organisation_id
    join organisation_keys own on own.identifier = near.identifier
    join organisation_keys connected on connected.key = own.key
    join organisation_identifiers far on far.identifier = connected.identifier
  )`;

const LIST = (isSearch: boolean) => `
  with ${isSearch ? FOUND_AND_CONNECTED : 'found as (select borough, organisation_id from organisations)'}, joined as (
    select coalesce(k.key, o.identifier) as identifier, min(o.name) as name, array_agg(distinct o.name order by o.name) as names,
      array_agg(distinct o.borough order by o.borough) as boroughs, lower(min(o.name)) as "sortName",
      coalesce(case when o.identifier like '360G-%' then o.borough end, '') || ' ' || coalesce(k.key, o.identifier) as place
    from found join organisations o using (borough, organisation_id) left join organisation_keys k on k.identifier = o.identifier
    where o.identifier is not null and o.name is not null
    group by coalesce(k.key, o.identifier), case when o.identifier like '360G-%' then o.borough end
  )
  select * from joined
  where ($1::text[] = '{}' or boroughs && $1) and ($2::text is null or ("sortName", place) > ($2, $3::text))`;

const SIGNED = `
  select distinct on (borough, organisation_id) borough, organisation_id as "organisationId", signatory_id as "signatoryId",
    signatures -> -1 ->> 'versionLabel' as "versionLabel", signatures -> -1 ->> 'signedOn' as "signedOn",
    coalesce(ended_on, withdrawn_on)::text as "leftOn"
  from compact_signatories join unnest($1::text[], $2::uuid[]) as k(borough, organisation_id) using (borough, organisation_id)
  order by borough, organisation_id, coalesce(ended_on, withdrawn_on) is not null, signatures -> -1 ->> 'signedOn' desc`;

export type OrganisationPlace = readonly [sortName: string, place: string];

export const organisationPlaceFrom = (cursor: string | undefined): OrganisationPlace | null => decodeCursor(cursor, 'text', 'text');

export const organisationPlaceOf = ({ sortName, place }: OrganisationRow): OrganisationPlace => [sortName, place];

/** Reads of the organisations, joined over boroughs by the identifiers they share. */
@Injectable()
export class OrganisationsQueries {
  constructor(private readonly em: EntityManager) {}

  /** Every record of these organisations, over all boroughs. A local identifier may repeat elsewhere, so it connects nothing. */
  async recordsOf(identifiers: readonly string[]): Promise<Connected> {
    const records = await sql<OrganisationRecord>(this.em.fork(), RECORDS, [identifiers.map(identifierLike)]);
    return { records: records.slice(0, MOST_RECORDS), isCutShort: records.length > MOST_RECORDS };
  }

  /** Which Compacts these records signed, each the last that is told of it. */
  async signedBy(
    records: readonly OrganisationRecord[],
  ): Promise<(SignedCompact & Pick<OrganisationRecord, 'borough' | 'organisationId'>)[]> {
    return sql(this.em.fork(), SIGNED, [records.map(({ borough }) => borough), records.map(({ organisationId }) => organisationId)]);
  }

  /** By name, from a place on, as many as asked for; one more row than `limit` says that there is more. */
  async page(
    q: string | undefined,
    boroughs: readonly string[],
    after: OrganisationPlace | null,
    limit: number,
  ): Promise<OrganisationRow[]> {
    const typed = q?.trim() ?? '';
    const search = q === undefined ? [] : [wordsQuery(typed), numbersLike(typed), [typed, identifierLike(typed)]];
    return sql<OrganisationRow>(this.em.fork(), `${LIST(q !== undefined)} order by "sortName", place limit ${limit + 1}`, [
      boroughs,
      ...(after ?? [null, null]),
      ...search,
    ]);
  }
}
