import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ClusterSettings, natsServerConfig, type NatsUsers } from '../nats/server-config.js';
import { OwnProcess, stopLeftOver, tailOf } from './processes.js';

const READY_WITHIN_MS = 20_000;
const PID_FILE = 'server.pid';

/** A program and what it is started with. */
export interface NatsRun {
  /** The path of the program (see findNatsServer). */
  readonly program: string;
  /** The path of its configuration. */
  readonly configuration: string;
  /** The port that the configuration names. */
  readonly port: number;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface NatsOptions extends Omit<NatsRun, 'configuration'> {
  /** Where its configuration and its store lie. */
  readonly folder: string;
  readonly users: NatsUsers;
  /** Besides, where it is one of several. */
  readonly name?: string;
  readonly cluster?: ClusterSettings;
}

export interface NatsServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly process: OwnProcess;
  stop(): Promise<void>;
}

/**
 * Starts a nats-server with JetStream on 127.0.0.1, and waits until it answers.
 * @throws Error with the end of its log when it does not start.
 */
export async function startNats({ folder, users, name, cluster, ...run }: NatsOptions): Promise<NatsServer> {
  await mkdir(folder, { recursive: true });
  const configuration = join(folder, 'server.conf');
  await stopLeftOverNats(folder);
  const settings = { port: run.port, storeFolder: join(folder, 'store'), pidFile: join(folder, PID_FILE), users };
  const text = natsServerConfig({ ...settings, ...(name && { name }), ...(cluster && { cluster }) });
  await writeFile(configuration, text, { mode: 0o600 });
  return runNats({ ...run, configuration });
}

/** Starts a nats-server with a configuration that is there, and waits until it answers. @throws Error with the end of its log. */
export async function runNats({ program, configuration, port, logFile, env }: NatsRun): Promise<NatsServer> {
  const server = await OwnProcess.start(program, ['-c', configuration], { logFile, env });
  for (let waited = 0; server.alive && waited < READY_WITHIN_MS; waited += 20) {
    if (await answers(port))
      return { url: `nats://127.0.0.1:${port}`, port, pid: server.pid, process: server, stop: async () => void (await server.stop()) };
    await wait(20);
  }
  await server.stop();
  throw new Error(`nats-server did not start:\n${await tailOf(logFile)}`);
}

/** Stops the servers that an earlier starter left behind in this folder, if any still run. */
export async function stopLeftOverNats(folder: string): Promise<void> {
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.pid'));
  await Promise.all(files.map((name) => stopLeftOver(join(folder, name), folder, 'SIGTERM')));
}

/** True once a NATS server with JetStream greets on the port. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('data', (greeting) => {
      resolve(greeting.toString('utf8').includes('"jetstream":true'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false)).once('close', () => resolve(false));
  });
}
