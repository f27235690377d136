import { Client } from 'pg';

/** What one service has in PostgreSQL: a database, a role that owns its tables, and a role that the program works as. */
export interface ServiceDatabase {
  readonly service: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
}

export interface DatabaseUrls {
  /** For migrations only. */
  readonly ownerUrl: string;
  /** For the program: it can connect to its own database; migrations give it its rights on tables. */
  readonly appUrl: string;
}

/** The name of a service's database; its roles are called the same with `_owner` and `_app` at the end. */
export function databaseName(service: string): string {
  return service.replaceAll('-', '_');
}

/**
 * Makes the databases and roles that are not there yet and sets the passwords of all, as the superuser. Nobody but its two roles can
 * connect to a database. Running it again changes nothing.
 */
export async function provisionDatabases(superuserUrl: string, databases: readonly ServiceDatabase[]): Promise<Map<string, DatabaseUrls>> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const database of databases) await provisionDatabase(client, database);
  } finally {
    await client.end();
  }
  return new Map(databases.map((database) => [database.service, databaseUrls(superuserUrl, database)]));
}

async function provisionDatabase(client: Client, { service, ownerPassword, appPassword }: ServiceDatabase): Promise<void> {
  const name = databaseName(service);
  const [database, owner, app] = [name, `${name}_owner`, `${name}_app`].map((each) => client.escapeIdentifier(each)) as [
    string,
    string,
    string,
  ];
  for (const [role, quoted, password] of [
    [`${name}_owner`, owner, ownerPassword],
    [`${name}_app`, app, appPassword],
  ] as const) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    const rights = 'login nosuperuser nocreatedb nocreaterole';
    await client.query(`${rowCount ? 'alter' : 'create'} role ${quoted} ${rights} password ${client.escapeLiteral(password)}`);
  }
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${database} owner ${owner} template template0`);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${app}`);
}

/** How a service's two roles reach its database on the server of this URL. */
export function databaseUrls(serverUrl: string, { service, ownerPassword, appPassword }: ServiceDatabase): DatabaseUrls {
  const name = databaseName(service);
  const as = (role: string, password: string): string =>
    Object.assign(new URL(serverUrl), { username: role, password, pathname: `/${name}` }).href;
  return { ownerUrl: as(`${name}_owner`, ownerPassword), appUrl: as(`${name}_app`, appPassword) };
}
