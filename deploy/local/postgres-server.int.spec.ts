import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { inheritedEnvironment, testSettings } from '../../test/support/test.config.js';
import { provisionDatabases } from '../postgres/databases.js';
import { removeCluster, startPostgres, type PostgresServer } from './postgres-server.js';

const around = mkdtempSync(join(testSettings().folder, 'cluster-'));
chmodSync(around, 0o755);
const place = (name: string) => ({
  folder: join(around, name),
  logFile: join(around, `${name}.log`),
  password: 'secret-for-a-test',
  env: inheritedEnvironment(),
});
const running: PostgresServer[] = [];

const NOBODY = { uid: 65_534, gid: 65_534 };

function enters(program: string): boolean {
  return spawnSync(program, ['--version'], { ...NOBODY, cwd: '/' }).status === 0;
}

async function started(name: string, throwAway = true): Promise<PostgresServer> {
  const server = await startPostgres({ ...place(name), throwAway });
  running.push(server);
  return server;
}

async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

afterAll(() => removeCluster(join(around, 'one')));

describe('the local PostgreSQL', () => {
  test('keeps what was written from one start to the next, and says when its cluster was made', async () => {
    const first = await started('one');
    expect(first.made).toBe(true);
    await ask(first.url, 'create table kept (value text)');
    await first.stop();

    const second = await started('one');

    expect(second.made).toBe(false);
    expect(await ask(second.url, 'select * from kept')).toEqual([]);
  });

  test('starts again after kill -9, when it left its postmaster.pid behind', async () => {
    const killed = await started('one');
    await ask(killed.url, 'create table if not exists written (value int)');
    await killed.process.stop('SIGKILL');

    const again = await started('one');

    expect(await ask(again.url, 'select * from written')).toEqual([]);
  });

  test('a postmaster.pid whose number belongs to another program by now does no harm', async () => {
    const killed = await started('one');
    const made = readFileSync(join(around, 'one', 'made'), 'utf8');
    await killed.process.stop('SIGKILL');
    const lines = readFileSync(join(made, 'postmaster.pid'), 'utf8').split('\n');
    writeFileSync(join(made, 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'));

    const again = await started('one');

    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a server that outlived its starter is stopped first', async () => {
    const leftOver = await started('one');

    const next = await startPostgres({ ...place('one'), throwAway: true });
    running.push(next);

    expect(await leftOver.process.ended).toMatchObject({ code: 0 });
    expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('waits for the disk unless it is a throw-away server', async () => {
    const server = await started('durable', false);
    expect(await ask(server.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await ask(server.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    await server.stop();
    await removeCluster(place('durable').folder);
    expect(existsSync(place('durable').folder)).toBe(false);
  });

  test('its log says which rule a row broke, and nothing of what the row or the statement held', async () => {
    const server = await started('one');
    await ask(server.url, `create table told (name text unique, age int, constraint grown check (age > 17))`);
    await ask(server.url, `insert into told values ('Rosa Example', 40)`);

    await expect(ask(server.url, `insert into told values ('Rosa Example', 41)`)).rejects.toThrow('told_name_key');
    await expect(ask(server.url, `insert into told values ('Rosa Younger', 4)`)).rejects.toThrow('grown');

    const log = readFileSync(place('one').logFile, 'utf8');
    expect(log).toContain('told_name_key');
    expect(log).toContain('grown');
    expect(log).not.toContain('Rosa');
  });

  test('runs where its user cannot enter the folder: then the data lies under /var/tmp', async () => {
    if (process.getuid?.() !== 0) return void process.stdout.write('Not tried: only root starts PostgreSQL as another user.\n');
    const closed = join(around, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const options = { ...place('closed'), folder: join(closed, 'postgres'), throwAway: true };

    const server = await startPostgres(options);
    running.push(server);

    const data = readFileSync(join(options.folder, 'made'), 'utf8');
    expect(data).toMatch(/^\/var\/tmp\/compact-network-/);
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await removeCluster(options.folder);
    expect(existsSync(data)).toBe(false);
    return undefined;
  });

  test('a wrong port is an error with the end of the log', async () => {
    const server = await started('one');
    await expect(startPostgres({ ...place('other'), port: server.port, throwAway: true })).rejects.toThrow(
      /PostgreSQL did not start:[^]*Address already in use/,
    );
    rmSync(place('other').folder, { recursive: true, force: true });
  });

  test('runs as an ordinary user', () => {
    if (process.getuid?.() !== 0) return void process.stdout.write('Not tried apart: this run is an ordinary user already.\n');
    if (!enters(process.execPath)) return void process.stdout.write('Not tried: an ordinary user cannot enter this checkout.\n');
    const own = mkdtempSync(join(around, 'ordinary-'));
    chmodSync(own, 0o777);
    const options = { folder: join(own, 'postgres'), logFile: join(own, 'log'), password: 'secret', env: {}, throwAway: true };
    const program = `const { startPostgres } = await import('./dist/deploy/local/postgres-server.js');
      const server = await startPostgres(${JSON.stringify(options)});
      process.stdout.write([process.getuid(), server.made].join(' '));
      await server.stop();`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { ...NOBODY, encoding: 'utf8' });
    expect(said).toBe(`${NOBODY.uid} true`);
    return undefined;
  });
});

describe('the databases of the services', () => {
  const databases = ['first-service', 'second-service'].map((service) => ({
    service,
    ownerPassword: `o-${service}`,
    appPassword: `a-${service}`,
  }));

  test('an owner makes tables, a program does not, and nobody enters the database of another', async () => {
    const server = await started('one');
    const urls = await provisionDatabases(server.url, databases);
    const [first, second] = databases.map(({ service }) => urls.get(service));
    if (!first || !second) throw new Error('the urls are missing');

    await ask(first.ownerUrl, 'create table grants (id int)');
    await expect(ask(first.appUrl, 'create table mine (id int)')).rejects.toThrow(/permission denied for schema public/);
    await expect(ask(first.appUrl, 'select * from grants')).rejects.toThrow(/permission denied for table grants/);
    await expect(ask(first.appUrl.replace(/first_service$/, 'second_service'), 'select 1')).rejects.toThrow(
      /permission denied for database/,
    );
    await expect(ask(second.ownerUrl.replace(/second_service$/, 'first_service'), 'select 1')).rejects.toThrow(
      /permission denied for database/,
    );
  });

  test('making them again changes nothing but passwords', async () => {
    const server = await started('one');
    const changed = databases.map((database) => ({ ...database, appPassword: 'another' }));
    const urls = await provisionDatabases(server.url, changed);
    expect(await ask(urls.get('first-service')?.appUrl ?? '', 'select current_user as me')).toEqual([{ me: 'first_service_app' }]);
  });
});
