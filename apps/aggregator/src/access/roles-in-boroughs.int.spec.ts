import { AGGREGATOR, BoroughQuestions, connectOnce } from '#events';
import { roleInWords, roleKey } from '#identity';
import type { NatsConnection } from '@nats-io/transport-node';
import { testNats, type TestNats } from '../../../../test/support/nats.js';
import { RolesInBoroughs } from './roles-in-boroughs.service.js';

const BOROUGHS = [
  { code: 'kensington-and-chelsea', name: 'Kensington and Chelsea' },
  { code: 'westminster', name: 'Westminster' },
];
const ISSUER = 'https://id.example';

let nats: TestNats;
let aggregator: NatsConnection;
const answers = new Map<string, NatsConnection>();
const asked: string[] = [];
beforeAll(async () => {
  nats = await testNats(BOROUGHS.map(({ code }) => code));
  aggregator = await connectOnce({ url: nats.url, seed: nats.seed(AGGREGATOR), name: AGGREGATOR });
});
afterEach(async () => {
  await Promise.all([...answers.values()].map((connection) => connection.close()));
  answers.clear();
  asked.length = 0;
});
afterAll(async () => {
  await aggregator.close();
  await nats.remove();
});

/** A borough that answers so from now on, under its own name. */
async function borough(code: string, answer: (question: { subject: string }) => unknown): Promise<void> {
  const connection = await connectOnce({ url: nats.url, seed: nats.seed(code), name: code });
  connection.subscribe(`boroughs.${code}.access.read`, {
    callback: (_error, message) => {
      asked.push(code);
      message.respond(JSON.stringify(answer(message.json())));
    },
  });
  await connection.flush();
  answers.set(code, connection);
}
const directory = (): RolesInBoroughs => new RolesInBoroughs(BOROUGHS, new BoroughQuestions(Promise.resolve(aggregator)));

test('what each borough says a person holds there is told with its borough, and asked once in a minute', async () => {
  await borough('kensington-and-chelsea', ({ subject }) => ({ roles: subject === 'hats' ? [{ role: 'cig-member', heldFor: null }] : [] }));
  await borough('westminster', () => ({
    roles: [{ role: 'funding-officer', heldFor: { kind: 'department', key: 'housing', name: 'Housing' } }],
  }));
  const roles = directory();
  const held = await roles.rolesOf(ISSUER, 'hats');
  expect(held.map(roleInWords)).toEqual(['CIG member, Kensington and Chelsea', 'Funding officer for Housing, Westminster']);
  expect(held.map(roleKey)).toEqual(['cig-member@kensington-and-chelsea', 'funding-officer:housing@westminster']);

  await roles.rolesOf(ISSUER, 'hats');
  expect(asked.toSorted()).toEqual(['kensington-and-chelsea', 'westminster']);
  expect((await roles.rolesOf(ISSUER, 'another')).map(roleKey)).toEqual(['funding-officer:housing@westminster']);
});

test('a borough that does not answer gives no role, and takes none of another away', async () => {
  await borough('westminster', () => ({ roles: [{ role: 'champion', heldFor: null }] }));
  expect((await directory().rolesOf(ISSUER, 'hats')).map(roleKey)).toEqual(['champion@westminster']);
});

test.each([
  ['no list', { roles: 'all' }],
  ['a role that is no text', { roles: [{ role: 7, heldFor: null }] }],
  ['something else to hold it for', { roles: [{ role: 'champion', heldFor: { kind: 'world', key: 'x' } }] }],
  ['more roles than anybody holds', { roles: Array.from({ length: 201 }, () => ({ role: 'champion', heldFor: null })) }],
  ['nothing', null],
])('an answer that cannot be understood gives no role: %s', async (_what, answer) => {
  await borough('westminster', () => answer);
  expect(await directory().rolesOf(ISSUER, 'hats')).toEqual([]);
});

test('a role that only a newer borough knows is left out, and the others count', async () => {
  await borough('westminster', () => ({
    roles: [
      { role: 'town-crier', heldFor: null },
      { role: 'champion', heldFor: null },
    ],
  }));
  expect((await directory().rolesOf(ISSUER, 'hats')).map(roleKey)).toEqual(['champion@westminster']);
});

test('a borough speaks for itself alone: it cannot answer what another is asked', async () => {
  const westminster = await connectOnce({ url: nats.url, seed: nats.seed('westminster'), name: 'westminster' });
  const refused = Promise.withResolvers<string>();
  westminster.subscribe('boroughs.kensington-and-chelsea.access.read', { callback: (error) => refused.resolve(String(error)) });
  expect(await refused.promise).toMatch(/permissions violation/i);
  await westminster.close();
});

test('without a link to the network nobody holds a role, and no page waits long for it', async () => {
  const never = new BoroughQuestions(new Promise(() => undefined));
  expect(await new RolesInBoroughs(BOROUGHS, never).rolesOf(ISSUER, 'hats')).toEqual([]);
});
