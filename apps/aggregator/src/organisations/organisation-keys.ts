import { prepared, sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

interface Known {
  readonly borough: string;
  readonly organisation_id: string;
  readonly identifier: string;
  readonly key: string | null;
}

const LOCK = prepared(`select pg_advisory_xact_lock(hashtext('organisation keys'))`);

const KNOWN = prepared(`
  select i.borough, i.organisation_id, i.identifier, k.key
  from organisation_identifiers i left join organisation_keys k on k.identifier = i.identifier
  where (i.borough, i.organisation_id) in (select * from unnest($1::text[], $2::uuid[])) and i.identifier not like '360G-%'`);

/** Forgets the keys of all that hung together with these identifiers, and says which records did. */
const PART = prepared(`
  with parted as (
    delete from organisation_keys where key in (select key from organisation_keys where identifier = any($1::text[])) returning identifier
  )
  select distinct borough, organisation_id from organisation_identifiers where identifier in (select identifier from parted)`);

const MERGE = prepared(`
  update organisation_keys k set key = m.key
    from unnest($1::text[], $2::text[]) as m(before, key) where k.key = m.before and m.before <> m.key`);

const ADD = prepared(`
  insert into organisation_keys (identifier, key) select * from unnest($1::text[], $2::text[])
  on conflict (identifier) do update set key = excluded.key where organisation_keys.key <> excluded.key`);

/**
 * Gives all public identifiers that are connected, through any organisation of any borough, the same key: the first of them in the
 * alphabet, so that the order of telling does not matter. So what one borough publishes under a charity number and another under a
 * company number is one organisation, once any borough knows both. Local identifiers may repeat and connect nothing. What hung together
 * with an identifier that was taken back is joined anew without it. Boroughs take turns, since they share the keys.
 */
export async function joinOrganisations(
  em: EntityManager,
  borough: string,
  organisationIds: readonly string[],
  removed: readonly string[],
): Promise<void> {
  await sql(em, LOCK);
  const parted = removed.length > 0 ? await sql<{ borough: string; organisation_id: string }>(em, PART, [removed]) : [];
  const records = [...parted, ...organisationIds.map((organisation_id) => ({ borough, organisation_id }))];
  const known = await sql<Known>(em, KNOWN, [records.map((record) => record.borough), records.map((record) => record.organisation_id)]);
  const keys = joined(known);
  await sql(em, MERGE, columns(new Map(known.flatMap(({ identifier, key }) => (key ? [[key, keys(identifier)] as const] : [])))));
  await sql(em, ADD, columns(new Map(known.map(({ identifier }) => [identifier, keys(identifier)]))));
}

const columns = (map: ReadonlyMap<string, string>): [string[], string[]] => [[...map.keys()], [...map.values()]];

/** The key of each identifier, from what is known of each organisation: a union of sets, each named by its first member. */
function joined(known: readonly Known[]): (identifier: string) => string {
  const parents = new Map<string, string>();
  const root = (name: string): string => {
    const parent = parents.get(name) ?? name;
    return parent === name ? name : root(parent);
  };
  const join = (one: string, other: string): void => {
    const [first = one, second = one] = [root(one), root(other)].toSorted();
    parents.set(second, first);
  };
  const firstOf = new Map<string, string>();
  for (const { borough, organisation_id, identifier, key } of known) {
    const record = `${borough} ${organisation_id}`;
    if (key) join(identifier, key);
    join(identifier, firstOf.get(record) ?? identifier);
    firstOf.set(record, identifier);
  }
  return root;
}
