import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect, nanos, nkeyAuthenticator } from '@nats-io/transport-node';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/free-port.js';
import { startNats } from '../../deploy/local/nats-server.js';
import { AGGREGATOR, inboxPrefix, PROVISIONER, streamName } from '../../deploy/nats/names.js';
import { newSeed, publicKeyOf } from '../../deploy/nats/nats-user.js';
import { provisionStreams, renewStream } from '../../deploy/nats/provision.js';
import { inheritedEnvironment, testSettings } from './test.config.js';
import { until } from './until.js';

/** A nats-server of a spec's own, with users and streams for the given boroughs, as `npm start` makes them. */
export interface TestNats {
  readonly url: string;
  /** The seed of a user: a borough's code, `aggregator` or `provisioner`. */
  seed(user: string): string;
  /** Stops the server in order; its store stays. */
  stop(): Promise<void>;
  /** Kills the server at once; its store stays. */
  kill9(): Promise<void>;
  /** Starts the stopped server again at the same address. */
  restart(): Promise<void>;
  /** Kills the server, throws its store away and starts it with empty streams. */
  wipe(): Promise<void>;
  /** Deletes a borough's stream and makes it anew, as the provisioner; of a later epoch where one is given. */
  renewStream(borough: string, epoch?: number): Promise<void>;
  /** Lets all that a borough's stream holds grow too old for it. */
  ageOut(borough: string): Promise<void>;
  /** What a borough's stream holds, in its order. */
  messagesOf(borough: string): Promise<{ readonly sequence: number; readonly text: string }[]>;
  /** Stops the server and removes all that it kept. */
  remove(): Promise<void>;
}

/** Starts a nats-server in a temporary folder. The spec calls `remove` in afterAll. */
export async function testNats(boroughs: readonly string[]): Promise<TestNats> {
  const folder = await mkdtemp(join(testSettings().folder, 'nats-'));
  const port = await freePort();
  const seeds = new Map([...boroughs, AGGREGATOR, PROVISIONER].map((user) => [user, newSeed()]));
  const seed = (user: string): string => {
    const found = seeds.get(user);
    if (!found) throw new Error(`There is no NATS user "${user}" on this test server: ${[...seeds.keys()].join(', ')}.`);
    return found;
  };
  const users = {
    boroughs: boroughs.map((code) => ({ code, publicKey: publicKeyOf(seed(code)) })),
    aggregator: publicKeyOf(seed(AGGREGATOR)),
    provisioner: publicKeyOf(seed(PROVISIONER)),
  };
  const epochs: Record<string, number> = {};
  const start = async () => {
    const started = await startNats({
      program: testSettings().natsServer,
      folder,
      port,
      users,
      logFile: join(folder, 'log'),
      env: inheritedEnvironment(),
    });
    await provisionStreams({ url: started.url, seed: seed(PROVISIONER), boroughs, epochs, maxBytes: 64 * 1024 ** 2 });
    return started;
  };
  let server = await start();
  const kill9 = async () => void (await server.process.stop('SIGKILL'));
  return {
    url: server.url,
    seed,
    stop: () => server.stop(),
    kill9,
    restart: async () => void (server = await start()),
    wipe: async () => {
      await kill9();
      await rm(join(folder, 'store'), { recursive: true, force: true });
      server = await start();
    },
    renewStream: (borough, epoch = epochs[borough] ?? 1) => {
      epochs[borough] = epoch;
      return renewStream(borough, epoch, { url: server.url, seed: seed(PROVISIONER), maxBytes: 64 * 1024 ** 2 });
    },
    ageOut: async (borough) => {
      const stream = streamName(borough, epochs[borough]);
      const [usual, short] = [nanos(14 * 24 * 3_600_000), nanos(100)];
      await asProvisioner(server.url, seed(PROVISIONER), async ({ streams }) => {
        await streams.update(stream, { max_age: short, duplicate_window: short });
        await until(
          () => streams.info(stream),
          ({ state }) => state.messages === 0,
        );
        await streams.update(stream, { max_age: usual });
      });
    },
    messagesOf: (borough) => messagesOf(server.url, seed(PROVISIONER), streamName(borough, epochs[borough])),
    remove: async () => {
      await kill9();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function asProvisioner<T>(url: string, seed: string, act: (manager: JetStreamManager) => Promise<T>): Promise<T> {
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(seed));
  const connection = await connect({ servers: url, authenticator, inboxPrefix: inboxPrefix(PROVISIONER) });
  try {
    return await act(await jetstreamManager(connection, { checkAPI: false }));
  } finally {
    await connection.close();
  }
}

function messagesOf(url: string, seed: string, stream: string): Promise<{ sequence: number; text: string }[]> {
  return asProvisioner(url, seed, async ({ streams }) => {
    const { state } = await streams.info(stream);
    const numbers = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);
    const found = await Promise.all(numbers.map((seq) => streams.getMessage(stream, { seq })));
    return found.flatMap((message) => (message ? [{ sequence: message.seq, text: message.string() }] : []));
  });
}
