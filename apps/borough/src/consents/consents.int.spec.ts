import { sql } from '#database';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { loggedByPostgres } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, textsOf, visitorOf } from '../pages.fixture.js';

let borough: AskedBorough;
let token: string;
/** Somebody else in each test: the name is the subject, too. */
let rosa: string;
let nats: NatsConnection;
let organisation: string;
let role: string;
beforeAll(async () => {
  borough = await askedBorough();
  await borough.app.startAllMicroservices();
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(borough.nats.seed('aggregator')));
  nats = await connect({ servers: borough.nats.url, authenticator, inboxPrefix: '_INBOX_aggregator' });
});
afterAll(async () => {
  await nats.close();
  await borough.stop();
});

let count = 0;
/** An organisation of its own for each test, which the person represents. */
beforeEach(async () => {
  borough.clock.set('2026-11-20T12:00:00Z');
  count += 1;
  rosa = `Rosa Example ${count}`;
  token = await borough.token(rosa);
  const body = { name: `Kitchen ${count}`, identifiers: [`GB-CHC-100000${count}`] };
  organisation = (await borough.ask('POST', 'organisations', { token: borough.tokens.officer, body })).json.id;
  role = await borough.hold(rosa, 'representative', { kind: 'organisation', key: organisation });
});
const agree = (changes: object = {}) =>
  borough.ask('POST', 'account/consents', { token, body: { item: 'representative-named', role, version: 1, ...changes } });
const consents = async () =>
  (await borough.ask('GET', 'account/consents', { token })).json as unknown as Record<
    'asked' | 'given',
    { id: string; roleId: string; endedBecause: string | null }[]
  >;
const standing = async () => (await consents()).given.find((one) => one.roleId === role)?.id ?? '';
const shown = async () => (await borough.ask('GET', `organisations/${organisation}`)).json['representatives'] as unknown as string[];
const log = async () => (await borough.ask('GET', 'log?limit=200')).text;
const told = async () =>
  (
    await sql<{ type: string }>(
      borough.database.em(),
      `select type from events where subject = $1 and type like '%represent%' order by position`,
      [organisation],
    )
  ).map(({ type }) => type);
/** What the aggregator is answered when it asks for these names. */
const answered = async (...representatives: string[]) =>
  (await nats.request('boroughs.westminster.access.named', JSON.stringify({ representatives }))).json<{ names: object }>().names;

test('a name is shown once its person agrees, in the words and on the day that are kept', async () => {
  expect((await consents()).asked).toMatchObject([{ item: 'representative-named', roleId: role, name: rosa, version: 1 }]);
  expect(await shown()).toEqual([]);

  expect((await agree()).status).toBe(204);

  expect(await shown()).toEqual([rosa]);
  const { asked, given } = await consents();
  expect([asked, given[0]]).toMatchObject([
    [],
    {
      roleId: role,
      version: 1,
      text: expect.stringContaining(`a representative of Kitchen ${count}`),
      givenAt: '2026-11-20T12:00:00.000Z',
      endedAt: null,
    },
  ]);
  expect((await borough.ask('GET', `organisations.csv?q=GB-CHC-100000${count}`)).text).toContain(rosa);
});

test('the network gets a reference alone, and the name only when it asks while the consent stands', async () => {
  await agree();
  const id = await standing();
  await until(told, ({ length }) => length === 1);

  expect(await log()).toContain(id);
  expect(await log()).not.toContain('Rosa');
  expect(await answered(id, organisation)).toEqual({ [id]: rosa });

  await borough.ask('POST', `account/consents/${id}/withdrawal`, { token });

  expect(await answered(id)).toEqual({});
  expect(await until(told, ({ length }) => length === 2)).toEqual([
    'organisations.representative-named.v1',
    'organisations.representative-unnamed.v1',
  ]);
});

test('it is given and withdrawn on its page, each in one act, and what was is listed', async () => {
  const browser = await visitorOf(borough, rosa);
  const everyone = async () =>
    textsOf(await browser.get(`/organisations/${organisation}`), 'main p').filter((text) => text.startsWith('Represented'));
  const page = await browser.get('/account/consents');
  expect(textsOf(page, 'main h2')).toEqual([`May your name be shown as a representative of Kitchen ${count}?`]);

  const given = await browser.post('/account/consents', { item: 'representative-named', role, version: '1' });
  expect([given.path, given.heading, await everyone()]).toEqual(['/account/consents', 'Your consents', [`Represented by ${rosa}.`]]);

  const withdraw = given.page('form[action$="/withdraw"]').attr('action') ?? '';
  const withdrawn = await browser.post(withdraw);
  expect(await everyone()).toEqual([]);
  expect(rowsOf(withdrawn)[0]).toContain('Withdrawn by you');
  expect((await browser.post(withdraw)).status).toBe(200);
  await until(told, ({ length }) => length === 2);
});

test('nobody gives or withdraws it for another, and nobody agrees to words they did not read', async () => {
  expect((await agree({ version: 2 })).json['code']).toBe('consents.other-text-by-now');
  const others = { token: borough.tokens.officer };
  expect(
    (await borough.ask('POST', 'account/consents', { ...others, body: { item: 'representative-named', role, version: 1 } })).status,
  ).toBe(404);
  await agree();
  expect((await borough.ask('POST', `account/consents/${await standing()}/withdrawal`, others)).status).toBe(404);
  expect(await shown()).toEqual([rosa]);
});

test('pressed twice it is given once', async () => {
  const answers = await Promise.all([agree(), agree()]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  expect((await consents()).given.filter((one) => one.roleId === role)).toHaveLength(1);
  expect(loggedByPostgres()).not.toContain('consents_standing');
  await until(told, ({ length }) => length === 1);
});

test('the end of the role takes the name away at once, and the network is told', async () => {
  const administrator = { token: await borough.token('administrator') };
  await borough.hold('administrator', 'administrator');
  await agree();
  const id = await standing();

  expect((await borough.ask('POST', `roles/${role}/end`, { ...administrator, body: { reason: 'She left.' } })).status).toBe(204);

  expect([await shown(), await answered(id)]).toEqual([[], {}]);
  await until(told, ({ length }) => length === 2);
  expect((await consents()).given.find((one) => one.id === id)).toMatchObject({ endedBecause: 'role over' });
});

test('past its last day nobody has to do anything', async () => {
  await sql(borough.database.em(), `update role_assignments set held_until = '2026-12-01T00:00:00Z' where id = $1`, [role]);
  await agree();
  const id = await standing();
  expect(await shown()).toEqual([rosa]);

  borough.clock.set('2026-12-01T00:00:00Z');

  expect([await shown(), await answered(id)]).toEqual([[], {}]);
  await until(told, ({ length }) => length === 2);
});
