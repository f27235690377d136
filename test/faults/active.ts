import type { FaultNetwork } from './fault-network.js';
import type { Replica } from './replica.js';

/** Which process of a borough numbers and sends now: the one whose session holds the lock. Null where none does. */
export async function activeIn(network: FaultNetwork, borough: string): Promise<Replica | null> {
  const { rows } = await network.asSuperuser(borough, (client) =>
    client.query<{ port: number }>(
      `select client_port as port from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and granted and pg_locks.database = (select oid from pg_database where datname = current_database())`,
    ),
  );
  return network.of(borough).find(({ settings }) => rows.some(({ port }) => settings.links.postgres.comesFrom(port))) ?? null;
}
