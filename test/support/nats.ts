import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../deploy/local/free-port.js';
import { startNats } from '../../deploy/local/nats-server.js';
import { AGGREGATOR, PROVISIONER } from '../../deploy/nats/names.js';
import { newSeed, publicKeyOf } from '../../deploy/nats/nats-user.js';
import { provisionStreams } from '../../deploy/nats/provision.js';
import { inheritedEnvironment, testSettings } from './test.config.js';

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
  const start = async () => {
    const started = await startNats({
      program: testSettings().natsServer,
      folder,
      port,
      users,
      logFile: join(folder, 'log'),
      env: inheritedEnvironment(),
    });
    await provisionStreams({ url: started.url, seed: seed(PROVISIONER), boroughs, maxBytes: 64 * 1024 ** 2 });
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
    remove: async () => {
      await kill9();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
