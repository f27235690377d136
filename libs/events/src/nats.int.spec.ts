import type { NatsConnection } from '@nats-io/transport-node';
import { shiftClock } from '../../../test/faults/shifted-clock.js';
import { type TestNats, testNats } from '../../../test/support/nats.js';
import { until } from '../../../test/support/until.js';
import { connectToNats } from './nats.js';

const BOROUGH = 'westminster';
const HOURS_3_MS = 3 * 3_600_000;

let aheadMs = 0;
shiftClock(() => aheadMs);

let nats: TestNats;
let connection: NatsConnection;
beforeAll(async () => {
  nats = await testNats([BOROUGH]);
});
afterAll(async () => {
  await connection.close();
  await nats.remove();
});

test('a link that was made while the clock was ahead is made again soon, once the clock was put right', async () => {
  aheadMs = HOURS_3_MS;
  connection = await connectToNats({ url: nats.url, seed: nats.seed(BOROUGH), name: BOROUGH }, () => {});
  let links = 1;
  void (async () => {
    for await (const { type } of connection.status()) if (type === 'reconnect') links += 1;
  })();

  aheadMs = 0;
  await nats.kill9();
  await nats.restart();

  await until(
    () => links,
    (made) => made > 1,
  );
});

test('who is not let in says why, once, and gets in as soon as it can', async () => {
  const said: string[] = [];
  await nats.stop();
  const settings = { url: nats.url, seed: nats.seed(BOROUGH), name: BOROUGH };
  const connecting = connectToNats(settings, (why) => said.push(why));
  await until(
    () => said.length,
    (count) => count > 0,
  );

  await nats.restart();

  await (await connecting).close();
  expect(said).toEqual(['connection refused']);
});
