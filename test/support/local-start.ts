import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { freePort } from '../../deploy/local/free-port.js';
import { inheritedEnvironment, testSettings } from './test.config.js';
import { until } from './until.js';

/** Where a network of a spec's own lives: its folder and its ports. */
export interface NetworkPlace {
  readonly varFolder: string;
  readonly portBase: number;
  readonly env: NodeJS.ProcessEnv;
}

/** A folder and ports for a network beside the one that may run on this machine. As under npm, it ends with whoever started it. */
export async function networkPlace(): Promise<NetworkPlace> {
  const { folder, natsServer } = testSettings();
  const varFolder = mkdtempSync(join(folder, 'var-'));
  chmodSync(varFolder, 0o755);
  const portBase = await freePort(10);
  const inherited = inheritedEnvironment();
  const searchPath = `${dirname(natsServer)}:${inherited.PATH}`;
  const own = { PORT_BASE: String(portBase), VAR_FOLDER: varFolder, npm_lifecycle_event: 'start' };
  return { varFolder, portBase, env: { ...inherited, PATH: searchPath, ...own } };
}

/** A whole network with its content comes up beside everything else that is tested. */
const PATIENCE_MILLISECONDS = 165_000;

/** `npm start` without the build, as a process whose words can be waited for. */
export class LocalStart {
  output = '';
  readonly ended: Promise<number | null>;

  private constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (this.output += part.toString('utf8')));
    this.ended = new Promise((done) => child.once('close', done));
  }

  static begin(env: NodeJS.ProcessEnv, args: readonly string[] = [], user: { uid?: number; gid?: number } = {}): LocalStart {
    return new LocalStart(spawn(process.execPath, [resolve('dist/deploy/local/start.js'), ...args], { env, ...user, stdio: 'pipe' }));
  }

  /** Resolves once a line of its output matches; the output so far is in the error when it ends or takes too long before. */
  async says(line: RegExp): Promise<void> {
    await until(
      () => {
        if (line.test(this.output)) return true;
        if (this.child.exitCode !== null) throw new Error(`It ended with ${this.child.exitCode} and said:\n${this.output}`);
        return false;
      },
      Boolean,
      () => `${String(line)} was not said, but:\n${this.output}`,
      PATIENCE_MILLISECONDS,
    );
  }

  /** Asks it to stop; its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** All living processes that belong to a network, found by its folder and addresses in their arguments and settings. */
export function processesOf({ varFolder, portBase }: NetworkPlace): { pid: number; command: string }[] {
  const dataElsewhere = readIfThere(join(varFolder, 'postgres', 'made'));
  const services = [0, 1, 2, 3, 8].map((offset) => `PUBLIC_URL=http://127.0.0.1:${portBase + offset}\0`);
  const signs = [varFolder, dataElsewhere, ...services].filter((sign) => sign !== '');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && !readIfThere(`/proc/${name}/stat`).includes(') Z '))
    .map((name) => ({ pid: Number(name), command: readIfThere(`/proc/${name}/cmdline`), settings: readIfThere(`/proc/${name}/environ`) }))
    .filter(({ command, settings }) => signs.some((sign) => command.includes(sign) || settings.includes(sign)))
    .map(({ pid, command }) => ({ pid, command: command.replaceAll('\0', ' ').trim() }));
}

function readIfThere(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
