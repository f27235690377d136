import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, nkeyAuthenticator, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { testNats, type TestNats } from '../../test/support/nats.js';
import { AGGREGATOR, inboxPrefix, PROVISIONER, streamName } from './names.js';
import { provisionStreams } from './provision.js';

const HERE = 'westminster';
const THERE = 'kensington-and-chelsea';
const BOROUGHS = [HERE, THERE];
const PERMISSION = /permissions? violation/i;

let nats: TestNats;
const connections: NatsConnection[] = [];

async function as(user: string): Promise<NatsConnection> {
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(nats.seed(user)));
  const connection = await connect({ servers: nats.url, authenticator, inboxPrefix: inboxPrefix(user), name: user });
  connections.push(connection);
  return connection;
}

/** The first complaint of the broker about what was published, after the broker has seen all of it. */
async function complaintAbout(connection: NatsConnection, publish: () => void): Promise<string> {
  const statuses = connection.status()[Symbol.asyncIterator]();
  publish();
  await connection.flush();
  const { value } = await statuses.next();
  return String(value && 'error' in value ? value.error : '');
}

async function refusalOf(subscription: Subscription): Promise<string> {
  try {
    for await (const message of subscription) return `got ${message.subject}`;
    return 'closed without a reason';
  } catch (error) {
    return String(error);
  }
}

function answering(subscription: Subscription, answer: string): void {
  void (async () => {
    for await (const message of subscription) message.respond(answer);
  })();
}

async function messagesIn(borough: string): Promise<number> {
  const manager = await jetstreamManager(await as(PROVISIONER), { checkAPI: false });
  return (await manager.streams.info(streamName(borough))).state.messages;
}

beforeAll(async () => {
  nats = await testNats(BOROUGHS);
});

afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
});

afterAll(() => nats.remove());

describe('the legitimate path', () => {
  test('a borough publishes to its own stream in order, and a number out of order is refused', async () => {
    const borough = await as(HERE);
    const js = jetstream(borough, { checkAPI: false });
    const subject = `boroughs.${HERE}.events.grants.grant-awarded.v1`;
    const { last_seq: last } = (await (await jetstreamManager(borough, { checkAPI: false })).streams.info(streamName(HERE))).state;

    const ack = await js.publish(subject, 'one', { expect: { lastSequence: last } });

    expect(ack).toMatchObject({ stream: streamName(HERE), seq: last + 1, duplicate: false });
    await expect(js.publish(subject, 'two', { expect: { lastSequence: last } })).rejects.toThrow(/wrong last sequence/);
  });

  test('the aggregator reads a stream with an ordered consumer from a position', async () => {
    const borough = jetstream(await as(THERE), { checkAPI: false });
    for (const text of ['one', 'two', 'three']) await borough.publish(`boroughs.${THERE}.events.a.b.v1`, text);
    const aggregator = jetstream(await as(AGGREGATOR), { checkAPI: false });

    const consumer = await aggregator.consumers.get(streamName(THERE), { opt_start_seq: 2, deliver_policy: 'by_start_sequence' });
    const messages = await consumer.fetch({ max_messages: 2, expires: 5000 });
    const read: string[] = [];
    for await (const message of messages) read.push(message.string());

    expect(read).toEqual(['two', 'three']);
  });

  test.each(['log.read', 'access.read'])('the aggregator asks a borough for %s and is answered', async (request) => {
    const borough = await as(HERE);
    answering(borough.subscribe(`boroughs.${HERE}.${request}`), 'here');
    await borough.flush();

    const answer = await (await as(AGGREGATOR)).request(`boroughs.${HERE}.${request}`, '', { timeout: 5000 });

    expect(answer.string()).toBe('here');
  });

  test('a borough asks the aggregator what is parked of it and is answered', async () => {
    const aggregator = await as(AGGREGATOR);
    answering(aggregator.subscribe('boroughs.*.parked.read'), 'these');
    await aggregator.flush();

    const reply = `boroughs.${HERE}.parked.answer.1`;
    const answer = await (await as(HERE)).request(`boroughs.${HERE}.parked.read`, '', { timeout: 5000, noMux: true, reply });

    expect(answer.string()).toBe('these');
  });

  test('the aggregator hears the head of a borough', async () => {
    const aggregator = await as(AGGREGATOR);
    const heads = aggregator.subscribe('boroughs.*.head', { max: 1 });
    await aggregator.flush();

    (await as(HERE)).publish(`boroughs.${HERE}.head`, 'head');

    for await (const message of heads) expect(message.subject).toBe(`boroughs.${HERE}.head`);
  });

  test('a borough reads back the last message of its own stream', async () => {
    const borough = await as(HERE);
    const withHash = headers();
    withHash.set('hash', 'abc');
    const { seq } = await jetstream(borough, { checkAPI: false }).publish(`boroughs.${HERE}.events.a.b.v1`, 'last', { headers: withHash });
    const manager = await jetstreamManager(borough, { checkAPI: false });

    expect((await manager.direct.getMessage(streamName(HERE), { seq }))?.header.get('hash')).toBe('abc');
    expect((await manager.streams.getMessage(streamName(HERE), { seq }))?.header.get('hash')).toBe('abc');
  });
});

describe('the broker refuses', () => {
  test('a borough that publishes as another', async () => {
    const before = await messagesIn(THERE);
    const borough = await as(HERE);

    expect(await complaintAbout(borough, () => borough.publish(`boroughs.${THERE}.events.a.b.v1`, 'forged'))).toMatch(PERMISSION);
    expect(await messagesIn(THERE)).toBe(before);
  });

  test('a borough that gives the head of another', async () => {
    const borough = await as(HERE);
    expect(await complaintAbout(borough, () => borough.publish(`boroughs.${THERE}.head`, 'forged'))).toMatch(PERMISSION);
  });

  test('a borough that asks what is parked of another', async () => {
    const borough = await as(HERE);
    expect(await complaintAbout(borough, () => borough.publish(`boroughs.${THERE}.parked.read`, ''))).toMatch(PERMISSION);
  });

  test.each(['boroughs.*.parked.read', `boroughs.${THERE}.parked.read`, `boroughs.${THERE}.parked.answer.>`])(
    'a borough that listens to what others ask or are answered on %s',
    async (subject) => {
      expect(await refusalOf((await as(HERE)).subscribe(subject))).toMatch(PERMISSION);
    },
  );

  test('the aggregator that speaks to a borough which asked nothing', async () => {
    const aggregator = await as(AGGREGATOR);
    expect(await complaintAbout(aggregator, () => aggregator.publish(`${inboxPrefix(HERE)}.x`, 'forged'))).toMatch(PERMISSION);
  });

  test("a borough that deletes another's stream", async () => {
    const borough = await as(HERE);
    expect(await complaintAbout(borough, () => borough.publish(`$JS.API.STREAM.DELETE.${streamName(THERE)}`, ''))).toMatch(PERMISSION);
    expect(await messagesIn(THERE)).toBeGreaterThanOrEqual(0);
  });

  test('a borough that purges its own stream, and even the provisioner', async () => {
    const borough = await as(HERE);
    await jetstream(borough, { checkAPI: false }).publish(`boroughs.${HERE}.events.a.b.v1`, 'kept');
    const before = await messagesIn(HERE);

    expect(await complaintAbout(borough, () => borough.publish(`$JS.API.STREAM.PURGE.${streamName(HERE)}`, ''))).toMatch(PERMISSION);
    const manager = await jetstreamManager(await as(PROVISIONER), { checkAPI: false });
    await expect(manager.streams.purge(streamName(HERE))).rejects.toThrow(/purge not permitted/);
    expect(await messagesIn(HERE)).toBe(before);
  });

  test.each(['events.>', 'log.>', 'head'])("a borough that listens to another's %s", async (subjects) => {
    expect(await refusalOf((await as(HERE)).subscribe(`boroughs.${THERE}.${subjects}`))).toMatch(PERMISSION);
  });

  test.each([AGGREGATOR, THERE, PROVISIONER])('a borough that listens to the replies of %s', async (user) => {
    expect(await refusalOf((await as(HERE)).subscribe(`${inboxPrefix(user)}.>`))).toMatch(PERMISSION);
  });

  test.each(['events.a.b.v1', 'head'])('the aggregator that forges %s', async (what) => {
    const before = await messagesIn(HERE);
    const aggregator = await as(AGGREGATOR);
    expect(await complaintAbout(aggregator, () => aggregator.publish(`boroughs.${HERE}.${what}`, 'forged'))).toMatch(PERMISSION);
    expect(await messagesIn(HERE)).toBe(before);
  });

  test('whoever has no key', async () => {
    await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow(/authorization/i);
  });
});

test('a program that is held up for three seconds in the middle of signing in gets in all the same', async () => {
  const sign = nkeyAuthenticator(new TextEncoder().encode(nats.seed(HERE)));
  const heldUp = (nonce?: string) => {
    for (const end = performance.now() + 3_000; performance.now() < end;);
    return sign(nonce);
  };
  const connection = await connect({ servers: nats.url, authenticator: heldUp, name: HERE, timeout: 10_000, reconnect: false });
  connections.push(connection);
  expect(connection.getServer()).toBe(new URL(nats.url).host);
});

describe('a stream', () => {
  test('is made as the pipe needs it, and making it again changes nothing and keeps what it holds', async () => {
    await jetstream(await as(HERE), { checkAPI: false }).publish(`boroughs.${HERE}.events.a.b.v1`, 'kept');
    const before = await messagesIn(HERE);

    await provisionStreams({ url: nats.url, seed: nats.seed(PROVISIONER), boroughs: BOROUGHS, maxBytes: 64 * 1024 ** 2 });

    const manager = await jetstreamManager(await as(PROVISIONER), { checkAPI: false });
    expect((await manager.streams.info(streamName(HERE))).config).toMatchObject({
      name: 'BOROUGH_westminster_1',
      subjects: ['boroughs.westminster.events.>'],
      description: 'epoch=1;base=0',
      storage: 'file',
      retention: 'limits',
      discard: 'old',
      num_replicas: 1,
      max_age: 14 * 24 * 3600 * 1e9,
      max_bytes: 64 * 1024 ** 2,
      max_msg_size: 256 * 1024,
      duplicate_window: 120e9,
      deny_delete: true,
      deny_purge: true,
      allow_direct: true,
    });
    expect(await messagesIn(HERE)).toBe(before);
  });

  test('outlives a kill of the server, and is empty after its store is lost', async () => {
    await jetstream(await as(THERE), { checkAPI: false }).publish(`boroughs.${THERE}.events.a.b.v1`, 'kept');
    const before = await messagesIn(THERE);
    await nats.kill9();
    await nats.restart();
    expect(await messagesIn(THERE)).toBe(before);

    await nats.wipe();
    expect(await messagesIn(THERE)).toBe(0);
  });
});
