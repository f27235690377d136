import { SystemClock, TimeOrderedIds } from '#clock';
import { sql } from '#database';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort } from '../../../../deploy/local/free-port.js';
import { LocalMailServer } from '../../../../deploy/local/mail/local-mail-server.js';
import { newSeed } from '../../../../deploy/nats/nats-user.js';
import { loggedByPostgres, testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { inheritedEnvironment } from '../../../../test/support/test.config.js';
import { until } from '../../../../test/support/until.js';
import { MailServer } from './mail-server.js';
import { OutgoingMail } from './outgoing-mail.service.js';

const CANARY = 'canary-8231';

let database: TestDatabase;
let server: LocalMailServer;
let program: ChildProcess | undefined;
let written = '';
beforeAll(async () => {
  database = await testDatabase('borough');
  server = await LocalMailServer.listen(0, (mail) => {
    const { recipients, subject, text } = mail;
    throw Object.assign(new Error(`<${recipients.join()}> is unknown; "${subject}" "${text.trim()}" is refused`), { responseCode: 550 });
  });
});
afterAll(async () => {
  program?.kill('SIGKILL');
  await server.stop();
  await database.drop();
});

/** The whole program, as it is started for real, with a log that leaves nothing out. */
async function run(): Promise<string> {
  const [port, gone] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    NATS_URL: `nats://127.0.0.1:${gone}`,
    NATS_SEED: newSeed(),
    HEAD_SEED: newSeed(),
    OIDC_ISSUER: `http://127.0.0.1:${gone}`,
    OIDC_CLIENT_ID: 'westminster',
    OIDC_CLIENT_SECRET: 'a secret of the spec',
    COOKIE_SECRET: 'thirty-two characters or more, all of them',
    BOROUGH_FILE: 'deploy/boroughs/westminster.yaml',
    SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    MAIL_FROM: 'compact@westminster.example',
    LOG_LEVEL: 'trace',
  };
  const env = { ...inheritedEnvironment(), ...environment };
  program = spawn(process.execPath, [resolve('dist/apps/borough/src/main.js')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [program.stdout, program.stderr]) stream?.on('data', (part: Buffer) => (written += part.toString()));
  return url;
}

test('of mails refused and given up, logs and figures hold the server’s codes, and neither address nor subject nor text', async () => {
  const clock = new SystemClock();
  const outgoing = new OutgoingMail(new MailServer('Westminster'), new TimeOrderedIds(clock), clock);
  const leave = (which: string) =>
    database
      .em()
      .transactional((em) =>
        outgoing.add(em, { to: `${which}-${CANARY}@example.com`, subject: `Subject ${CANARY}`, text: `Text ${CANARY}` }),
      );
  await leave('old');
  await sql(database.em(), `update outgoing_mails set added_at = added_at - interval '73 hours'`);
  await leave('new');
  const url = await run();

  await until(
    () => written,
    (text) => text.includes('A mail was given up') && text.includes('is tried again later'),
    () => written,
  );
  const [row] = await sql<{ waits: number }>(database.em(), 'select count(*)::int as waits from outgoing_mails');
  const figures = await (await fetch(`${url}/metrics`)).text();
  program?.kill('SIGTERM');
  await once(program as ChildProcess, 'exit');

  expect(row?.waits).toBe(1);
  expect(figures).toMatch(/outgoing_mails_waiting\{service="westminster"\} 1\n/);
  expect(figures).toMatch(/outgoing_mails_given_up_total\{service="westminster"\} 1\n/);
  expect(written).toMatch(/"code":"EMESSAGE","responseCode":550,"attempts":1/);
  expect(written + figures + loggedByPostgres()).not.toContain(CANARY);
});
