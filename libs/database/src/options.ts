import type { AnyEntity, Constructor, EntitySchema } from '@mikro-orm/core';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options, PostgreSqlDriver } from '@mikro-orm/postgresql';
import { PreparingClient } from './prepared.js';

export type DatabaseOptions = Options;

export type Migrations = readonly (Constructor<Migration> & { readonly name: string })[];

export interface DatabaseSettings {
  /** postgres://role:password@host:port/database */
  readonly url: string;
  readonly entities: readonly (Constructor<AnyEntity> | EntitySchema)[];
  readonly migrations?: Migrations;
  /** The most connections held open at once. */
  readonly connections?: number;
  /** The schemas in which names are looked up, in this order; PostgreSQL's own setting where it is left out. */
  readonly schemas?: readonly string[];
}

/** How every program of the network speaks to its PostgreSQL. */
export function databaseOptions({ url, entities, migrations = [], connections = 10, schemas }: DatabaseSettings): DatabaseOptions {
  return {
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [...entities] as NonNullable<DatabaseOptions['entities']>,
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: connections },
    forceUtcTimezone: true,
    driverOptions: { Client: PreparingClient, ...(schemas ? { options: `-c search_path=${schemas.join(',')}` } : {}) },
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations.map((migration) => ({ name: migration.name, class: migration })),
      tableName: 'migrations',
      snapshot: false,
      silent: true,
    },
  };
}

/** Opens a database outside the framework: for migrations, commands of the operator and tests. Close it after. */
export async function openDatabase(settings: DatabaseSettings & Pick<DatabaseOptions, 'subscribers'>): Promise<MikroORM> {
  const orm = new MikroORM({ ...databaseOptions(settings), ...(settings.subscribers ? { subscribers: settings.subscribers } : {}) });
  await orm.connect();
  return orm;
}
