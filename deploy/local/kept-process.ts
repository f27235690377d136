import { setTimeout as wait } from 'node:timers/promises';
import { tailOf, type OwnProcess, type ProcessEnd } from './processes.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
const STEADY_AFTER_MS = 30_000;

export interface KeptProgram {
  readonly name: string;
  readonly logFile: string;
  start(): Promise<OwnProcess>;
  stop(running: OwnProcess): Promise<unknown>;
}

/** A program that is started again, after a pause that grows, when it ends without having been asked to. */
export class KeptProcess {
  private running: OwnProcess | null = null;
  private readonly ending = new AbortController();
  private watching: Promise<void> = Promise.resolve();

  constructor(
    private readonly program: KeptProgram,
    private readonly report: (line: string) => void,
    private readonly changed: () => Promise<void>,
  ) {}

  get name(): string {
    return this.program.name;
  }

  get pid(): number | null {
    return this.running?.alive ? this.running.pid : null;
  }

  /** @throws Error when it does not start the first time. */
  async begin(): Promise<void> {
    this.running = await this.program.start();
    await this.changed();
  }

  /** From now on it is started again whenever it ends. */
  keep(): void {
    this.watching = this.watch();
  }

  /** Stops it for good. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.watching;
    if (this.running) await this.program.stop(this.running);
  }

  /** Why it ended, with the end of its log; null while it runs. */
  async whyEnded(): Promise<string | null> {
    if (!this.running || this.running.alive) return null;
    const { logFile } = this.program;
    return `${this.name} ended (${inWords(await this.running.ended)}). The end of ${logFile}:\n${await tailOf(logFile)}`;
  }

  private async watch(): Promise<void> {
    const stopped = new Promise<'stopped'>((resolve) =>
      this.ending.signal.addEventListener('abort', () => resolve('stopped'), { once: true }),
    );
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const since = performance.now();
      if ((await Promise.race([this.running?.ended, stopped])) === 'stopped') return;
      if (performance.now() - since > STEADY_AFTER_MS) pause = FIRST_PAUSE_MS;
      this.report(`${await this.whyEnded()}\n${this.name} is started again in ${pause / 1000} s.`);
      await wait(pause, null, { signal: this.ending.signal }).catch(() => null);
      if (this.ending.signal.aborted) return;
      await this.begin().catch((error: Error) => this.report(`${this.name}: ${error.message}`));
    }
  }
}

function inWords({ code, signal }: ProcessEnd): string {
  return signal ? `by ${signal}` : `with code ${code}`;
}
