import { type RepresentativeNamedV1, RepresentativeUnnamedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';

const WRITE = prepared(`
  insert into organisation_representatives (borough, organisation_id, representative_id, is_named)
  select $1, r.* from unnest($2::uuid[], $3::uuid[], $4::boolean[]) as r(organisation_id, representative_id, is_named)
  on conflict (borough, organisation_id, representative_id)
    do update set is_named = organisation_representatives.is_named and excluded.is_named`);

/** Writes who may be named. Whose name went stays unnamed, whatever is told late: a reference is never taken up again. */
export async function writeRepresentatives(
  em: EntityManager,
  borough: string,
  run: readonly FeedEvent<RepresentativeNamedV1>[],
): Promise<void> {
  const named = new Map<string, { readonly organisationId: string; readonly isNamed: boolean }>();
  for (const { type, data } of run) {
    const { organisationId, representativeId } = data;
    const isNamed = type !== RepresentativeUnnamedV1.type && (named.get(representativeId)?.isNamed ?? true);
    named.set(representativeId, { organisationId, isNamed });
  }
  if (named.size === 0) return;
  const rows = [...named.values()];
  const columns = [rows.map(({ organisationId }) => organisationId), [...named.keys()], rows.map(({ isNamed }) => isNamed)];
  await sql(em, WRITE, [borough, ...columns]);
}
