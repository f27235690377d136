import { AGGREGATOR, connectOnce } from '#events';
import type { NatsConnection } from '@nats-io/transport-node';
import { until } from '../../../../test/support/until.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';

let westminster: AskedBorough;
let aggregator: NatsConnection;
beforeAll(async () => {
  westminster = await askedBorough();
  const { nats } = westminster;
  aggregator = await connectOnce({ url: nats.url, seed: nats.seed(AGGREGATOR), name: AGGREGATOR });
  await westminster.app.startAllMicroservices();
  await until(
    () => ask({}).catch(() => null),
    (answer) => answer !== null,
  );
});
afterAll(async () => {
  await aggregator.close();
  await westminster.stop();
});

const ask = async (asked: object): Promise<unknown> =>
  (await aggregator.request('boroughs.westminster.access.read', JSON.stringify(asked), { timeout: 5_000 })).json();

test('the aggregator is told the roles that a person holds now, and no name', async () => {
  const issuer = westminster.issuer.url;
  await westminster.hold('hats', 'cig-member');
  await westminster.hold('hats', 'champion', { kind: 'department', key: 'housing' });
  expect(await ask({ issuer, subject: 'hats' })).toEqual({
    roles: expect.arrayContaining([
      { role: 'cig-member', heldFor: null },
      { role: 'champion', heldFor: { kind: 'department', key: 'housing', name: 'Housing' } },
    ]) as unknown,
  });
  expect(await ask({ issuer, subject: 'nobody' })).toEqual({ roles: [] });
  expect(await ask({ issuer: 'https://another.example', subject: 'hats' })).toEqual({ roles: [] });
});

test.each([[{}], [{ issuer: 7, subject: null }], [{ issuer: 'x'.repeat(501), subject: 'hats' }]])(
  'what cannot be understood is answered with no role: %j',
  async (asked) => {
    expect(await ask(asked)).toEqual({ roles: [] });
  },
);
