import { SystemClock } from '#clock';
import { AliasAddedV1 } from '#contracts';
import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { type TestNats, testNats } from '../../../../test/support/nats.js';
import { SimulatedBorough } from '../../../../test/support/simulated-borough.js';
import { until } from '../../../../test/support/until.js';
import { streamOf } from '../envelope.js';
import { connectToNats } from '../nats.js';
import { StreamReader } from './stream-reader.js';

const BOROUGH = 'westminster';
const EVENTS = 300;
const MOST = 10;

let nats: TestNats;
let borough: SimulatedBorough;
const connections: NatsConnection[] = [];
beforeAll(async () => {
  nats = await testNats([BOROUGH]);
  borough = await SimulatedBorough.start({ code: BOROUGH, url: nats.url, seed: nats.seed(BOROUGH), clock: new SystemClock() });
  const facts = Array.from({ length: EVENTS }, () => ({ contract: AliasAddedV1, subject: 'one', data: AliasAddedV1.sample }));
  await Promise.all(facts.map((fact) => borough.tell(fact)));
});
afterAll(async () => {
  await borough.stop();
  await Promise.all(connections.map((connection) => connection.close()));
  await nats.remove();
});

async function connected(): Promise<NatsConnection> {
  const connection = await connectToNats({ url: nats.url, seed: nats.seed('aggregator'), name: 'aggregator' }, () => {});
  connections.push(connection);
  return connection;
}

/** Settles when another reader of the stream, who takes one event and then no more, has missed several signs of life. */
async function longTime(): Promise<void> {
  const consumer = await jetstream(await connected()).consumers.get(streamOf(BOROUGH, 1), { deliver_policy: DeliverPolicy.All });
  const messages = await consumer.consume({ max_messages: MOST, idle_heartbeat: 1_000 });
  const signs = messages.status();
  for await (const _ of messages) {
    let missed = 0;
    for await (const { type } of signs) {
      if (type === 'heartbeats_missed') missed += 1;
      if (missed === 3) return;
    }
  }
}

test('a feed that waits long for its turn has not asked for more than it may hold, however often it waited', async () => {
  const connection = await connected();
  const reader = new StreamReader(connection, BOROUGH, MOST, () => {});
  await reader.open({ epoch: 1, position: 0, hash: '' });
  await until(() => reader.count === MOST);
  const before = connection.stats().inMsgs;

  await longTime();
  let taken = 0;
  while (taken < 5 * MOST) taken += await until(() => reader.take(taken, MOST).run.length);
  await until(() => reader.count === MOST);
  await connection.flush();

  await reader.close();
  expect(connection.stats().inMsgs - before).toBeLessThanOrEqual(taken + 2 * MOST);
}, 60_000);

describe('a reader says that it has ended, so that it is opened anew', () => {
  async function opened(connection: NatsConnection): Promise<StreamReader> {
    const reader = new StreamReader(connection, BOROUGH, 2 * EVENTS, () => {});
    await reader.open({ epoch: 1, position: 0, hash: '' });
    await until(() => reader.count === EVENTS);
    return reader;
  }

  test('where the link to the broker was made anew', async () => {
    const connection = await connected();
    const reader = await opened(connection);
    await connection.reconnect();
    await until(() => reader.isEnded);
    await reader.close();
  });

  test('where its stream was deleted and made anew', async () => {
    const reader = await opened(await connected());
    await nats.renewStream(BOROUGH);
    await until(() => reader.isEnded);
    await reader.close();
    expect(reader.count).toBe(0);
  });
});
