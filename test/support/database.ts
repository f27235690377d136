import { type DatabaseOptions, type DatabaseSettings, type Migrations, type MigrationSettings, migrate, openDatabase } from '#database';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { testSettings } from './test.config.js';

type Rights = Pick<MigrationSettings, 'appendOnly' | 'readOnly' | 'insertOnly'>;

const ROLE = 'app';
const PASSWORD = 'app';

export interface TestDatabase {
  /** As the program's own role, with no more rights than it has. */
  readonly url: string;
  /** As the role that owns the tables. */
  readonly ownerUrl: string;
  readonly orm: MikroORM;
  em(): EntityManager;
  /** A session as the owner, for what a spec must change behind the program's back. The spec ends it. */
  asOwner(): Promise<pg.Client>;
  drop(): Promise<void>;
}

/** What the throw-away server has written into its log so far, of all specs. */
export const loggedByPostgres = (): string => readFileSync(join(testSettings().folder, 'postgres.log'), 'utf8');

async function asSuperuser<T>(database: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(testSettings().postgresUrl);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** Migrated once a run: later databases are copies of this one. Two specs at once wait for each other. */
async function template(app: string, migrations: Migrations, rights: Rights = {}): Promise<string> {
  const name = `template_${app}`;
  await asSuperuser('postgres', async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('test templates'))`);
    const { rowCount: roles } = await client.query('select 1 from pg_roles where rolname = $1', [ROLE]);
    if (!roles) await client.query(`create role ${ROLE} login password '${PASSWORD}'`);
    const { rowCount: templates } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (templates) return;
    await client.query(`create database ${name}_unfinished`);
    const ownerUrl = new URL(testSettings().postgresUrl);
    ownerUrl.pathname = `/${name}_unfinished`;
    const appUrl = new URL(ownerUrl);
    appUrl.username = ROLE;
    await migrate({ ownerUrl: ownerUrl.href, appUrl: appUrl.href, migrations, ...rights });
    await client.query(`alter database ${name}_unfinished rename to ${name}`);
  });
  return name;
}

/** A fresh database of the throw-away server with the tables of one program, for one spec. */
export async function testDatabase(
  app: 'borough' | 'aggregator',
  { entities = [], subscribers }: Partial<Pick<DatabaseSettings, 'entities'> & Pick<DatabaseOptions, 'subscribers'>> = {},
): Promise<TestDatabase> {
  const { migrations, rights } = (await (app === 'borough'
    ? import('../../apps/borough/src/migrations/index.js')
    : import('../../apps/aggregator/src/migrations/index.js'))) as {
    migrations: Migrations;
    rights?: Rights;
  };
  const from = await template(app, migrations, rights);
  const name = `test_${app}_${randomBytes(6).toString('hex')}`;
  await asSuperuser('postgres', async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('test templates'))`);
    await client.query(`create database ${name} template ${from}`);
  });
  const ownerUrl = new URL(testSettings().postgresUrl);
  ownerUrl.pathname = `/${name}`;
  const url = new URL(ownerUrl);
  url.username = ROLE;
  url.password = PASSWORD;
  const orm = await openDatabase({ url: url.href, entities, ...(subscribers ? { subscribers } : {}) });
  return {
    url: url.href,
    ownerUrl: ownerUrl.href,
    orm,
    em: () => orm.em.fork(),
    async asOwner() {
      const client = new pg.Client({ connectionString: ownerUrl.href });
      await client.connect();
      return client;
    },
    async drop() {
      await orm.close(true);
      await asSuperuser('postgres', (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
