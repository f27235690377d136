import type { Client } from 'pg';
import type { DatabaseUrls } from '../../../deploy/postgres/databases.js';
import type { Ground } from '../ground.js';
import { NOW_COUNTED } from './counted.js';

const HUB = 'fdw_hub';
/** What of the rows the sums are made of. */
const GRANT_COLUMNS = 'borough text, grant_id uuid, award_year text, own_funding boolean, awarded_pence bigint, withdrawn_on date';
const VARIATION_COLUMNS = 'borough text, grant_id uuid, kind text, effective_year text, difference_pence bigint, withdrawn_on date';

/** Every borough's grants in a database of its own, and one that asks them all through postgres_fdw. */
export interface Fdw {
  /** The database that asks. */
  readonly hub: Client;
  /** A borough's database lets nobody in any more. */
  takeDown(borough: string): Promise<void>;
}

/**
 * Copies each borough's rows out of the aggregator's database. They are asked in two ways, of all boroughs at the same time: `counted_here`
 * fetches rows and adds them up, and `counted_there` asks each borough for its own sums, for which each has made a view.
 */
export async function fdwOver(ground: Ground, boroughs: readonly string[], source: DatabaseUrls): Promise<Fdw> {
  const hubUrls = await ground.database(HUB, null);
  const hub = await ground.session(ground.asSuperuser(hubUrls.ownerUrl));
  await hub.query('create extension postgres_fdw');
  await hub.query(`create table counted_there (borough text, financial_year text, kind text, own_funding boolean, count bigint,
      amount_pence numeric) partition by list (borough);
    create table grants (${GRANT_COLUMNS}) partition by list (borough);
    create table grant_variations (${VARIATION_COLUMNS}) partition by list (borough);
    create view counted_here as ${NOW_COUNTED}`);
  for (const [number, borough] of boroughs.entries()) {
    const service = `fdw_${number}`;
    const own = await ground.database(service, null);
    const session = await ground.session(ground.asSuperuser(own.ownerUrl));
    await session.query(foreignServer('aggregator', source.ownerUrl));
    await session.query('create schema remote');
    await session.query('import foreign schema public limit to (grants, grant_variations) from server aggregator into remote');
    for (const table of ['grants', 'grant_variations']) {
      await session.query(`create table ${table} as select * from remote.${table} where borough = '${borough}'`);
      await session.query(`alter table ${table} owner to ${service}_owner`);
    }
    await session.query('create unique index on grants (borough, grant_id); create index on grants (award_year)');
    await session.query('drop schema remote cascade; drop server aggregator cascade; analyze');
    await session.query(`create view counted_there as ${NOW_COUNTED}; alter view counted_there owner to ${service}_owner`);
    await session.end();
    await hub.query(foreignServer(service, own.ownerUrl));
    for (const table of ['counted_there', 'grants', 'grant_variations']) {
      await hub.query(`create foreign table ${table}_${number} partition of ${table} for values in ('${borough}')
        server ${service} options (table_name '${table}', async_capable 'true', fetch_size '10000')`);
    }
  }
  await hub.query('set enable_partitionwise_aggregate = on');
  return {
    hub,
    async takeDown(borough) {
      const service = `fdw_${boroughs.indexOf(borough)}`;
      const superuser = await ground.session();
      await superuser.query(`alter role ${service}_owner nologin`);
      await superuser.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [service]);
      await superuser.end();
    },
  };
}

/** A server of postgres_fdw with everyone's way in, from an address. */
function foreignServer(name: string, address: string): string {
  const { hostname, port, pathname, username, password } = new URL(address);
  const server = `host '${hostname}', port '${port}', dbname '${pathname.slice(1)}'`;
  return `create extension if not exists postgres_fdw;
    create server ${name} foreign data wrapper postgres_fdw options (${server});
    create user mapping for public server ${name} options (user '${username}', password '${password}')`;
}
