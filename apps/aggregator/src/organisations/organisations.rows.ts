import type { AliasAddedV1, IdentifierAddedV1, IdentifierRemovedV1, OrganisationRegisteredV1, OrganisationRenamedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';
import { partsOf } from '#grant-files';
import { forgetRows } from '../forget-rows.js';
import { joinOrganisations } from './organisation-keys.js';

type OrganisationFact = OrganisationRegisteredV1 & OrganisationRenamedV1 & AliasAddedV1 & IdentifierAddedV1 & IdentifierRemovedV1;

interface OrganisationRow {
  readonly organisation_id: string;
  identifier?: string;
  identifier_position: number;
  name?: string;
  name_position: number;
  area_code?: string;
  area_position: number;
}

const UPSERT = prepared(`
  insert into organisations (borough, organisation_id, identifier, identifier_position, name, name_position, area_code, area_position)
  select $1, r.* from json_to_recordset($2::json) as r(
    organisation_id uuid, identifier text, identifier_position bigint, name text, name_position bigint, area_code text,
      area_position bigint)
  on conflict (borough, organisation_id) do update set
    identifier = case when excluded.identifier_position >= organisations.identifier_position
      then excluded.identifier else organisations.identifier end,
    identifier_position = greatest(excluded.identifier_position, organisations.identifier_position),
    name = case when excluded.name_position >= organisations.name_position then excluded.name else organisations.name end,
    name_position = greatest(excluded.name_position, organisations.name_position),
    area_code = case when excluded.area_position >= organisations.area_position then excluded.area_code else organisations.area_code end,
    area_position = greatest(excluded.area_position, organisations.area_position)`);

interface IdentifierRow {
  readonly organisation_id: string;
  readonly identifier: string;
  readonly number: string;
  readonly position: number;
  readonly is_removed: boolean;
}

const WRITE_IDENTIFIERS = prepared(`
  insert into told_identifiers (borough, organisation_id, identifier, number, position, is_removed)
  select $1, r.* from json_to_recordset($2::json) as r(
    organisation_id uuid, identifier text, number text, position bigint, is_removed boolean)
  on conflict (borough, organisation_id, identifier) do update set position = excluded.position, is_removed = excluded.is_removed
    where excluded.position >= told_identifiers.position`);

const ADD_NAMES = prepared(`
  insert into organisation_names (borough, organisation_id, name)
  select distinct $1, n.organisation_id, n.name from unnest($2::uuid[], $3::text[]) as n(organisation_id, name)
  on conflict do nothing`);

/**
 * Writes what a borough told of its organisations. The newest position wins for the name, the published identifier, the area, and whether
 * an identifier is its own; names once told are kept, so neither repetition nor order matters.
 */
export async function writeOrganisations(em: EntityManager, borough: string, run: readonly FeedEvent[]): Promise<void> {
  const rows = new Map<string, OrganisationRow>();
  const identifiers = new Map<string, IdentifierRow>();
  const names: [string, string][] = [];
  for (const { position, data } of run) {
    const fact = data as Partial<OrganisationFact> & Pick<OrganisationFact, 'organisationId'>;
    const id = fact.organisationId;
    const row = rows.get(id) ?? { organisation_id: id, identifier_position: 0, name_position: 0, area_position: 0 };
    rows.set(id, row);
    if (fact.identifier && position >= row.identifier_position)
      Object.assign(row, { identifier: fact.identifier, identifier_position: position });
    if (fact.name && position >= row.name_position) Object.assign(row, { name: fact.name, name_position: position });
    if (fact.areaCode && position >= row.area_position) Object.assign(row, { area_code: fact.areaCode, area_position: position });
    const tell = (identifier: string | undefined, isRemoved: boolean): void => {
      const known = identifiers.get(`${id} ${identifier}`);
      if (identifier === undefined || (known && known.position > position)) return;
      const row = { organisation_id: id, identifier, number: partsOf(identifier).number.toLowerCase(), position, is_removed: isRemoved };
      identifiers.set(`${id} ${identifier}`, row);
    };
    for (const identifier of [fact.identifier, fact.added, ...(fact.identifiers ?? [])]) tell(identifier, false);
    tell(fact.removed, true);
    for (const name of [fact.name, fact.previousName, fact.alias, ...(fact.aliases ?? [])]) if (name) names.push([id, name]);
  }
  await sql(em, UPSERT, [borough, JSON.stringify([...rows.values()])]);
  await sql(em, WRITE_IDENTIFIERS, [borough, JSON.stringify([...identifiers.values()])]);
  await sql(em, ADD_NAMES, [borough, names.map(([id]) => id), names.map(([, name]) => name)]);
  const removed = [...identifiers.values()].filter((row) => row.is_removed).map(({ identifier }) => identifier);
  await joinOrganisations(em, borough, [...rows.keys()], removed);
}

/** Takes away what a borough told of its organisations, and what its identifiers joined. */
export async function forgetOrganisations(em: EntityManager, borough: string): Promise<void> {
  const told = await sql<{ identifier: string }>(
    em,
    'delete from told_identifiers where borough = $1 and not is_removed returning identifier',
    [borough],
  );
  await forgetRows(em, borough, 'told_identifiers', 'organisation_names', 'organisation_representatives', 'organisations');
  const identifiers = [...new Set(told.map(({ identifier }) => identifier))];
  await joinOrganisations(em, borough, [], identifiers);
}
