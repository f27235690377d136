import { setTimeout as wait } from 'node:timers/promises';
import type { OwnProcess } from '../../deploy/local/processes.js';

/** A process of the network under test: it is killed and frozen, and comes up again by itself until it is stopped. */
export class Member {
  private running: OwnProcess | null = null;
  private down: Promise<void> = Promise.resolve();
  private over = false;
  private keeping: Promise<void> = Promise.resolve();
  private starts = 0;
  /** One after the other. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly start: (startNumber: number) => Promise<OwnProcess>,
    private readonly pauseMs: () => number,
    private readonly allPidsOf: (pid: number) => Promise<readonly number[]> = (pid) => Promise.resolve([pid]),
  ) {}

  /** How often it was started. */
  get started(): number {
    return this.starts;
  }

  get alive(): boolean {
    return this.running?.alive ?? false;
  }

  /** @throws Error when it does not start the first time. */
  async begin(): Promise<void> {
    this.running = await this.start((this.starts += 1));
    this.keeping = this.keep();
  }

  kill9(): void {
    this.running?.signal('SIGKILL');
  }

  /** Kills it, does something while it is down, and lets it come up again. Resolves when it was started. */
  whileDown(act: () => Promise<void>): Promise<void> {
    const done = this.turn.then(() => this.downOnce(act));
    this.turn = done.catch(() => {});
    return done;
  }

  private async downOnce(act: () => Promise<void>): Promise<void> {
    await this.up();
    const gate = Promise.withResolvers<void>();
    this.down = gate.promise;
    this.kill9();
    try {
      await this.running?.ended;
      await act();
    } finally {
      gate.resolve();
    }
    await this.up();
  }

  /** Stops it with all its own processes for a while, in the middle of whatever they do. */
  async freeze(milliseconds: number): Promise<void> {
    await this.up();
    const pids = this.running ? await this.allPidsOf(this.running.pid) : [];
    for (const pid of pids) signal(pid, 'SIGSTOP');
    try {
      await wait(milliseconds);
    } finally {
      for (const pid of pids) signal(pid, 'SIGCONT');
    }
  }

  /** Waits until it runs; at once where it was ended for good. */
  async up(): Promise<void> {
    while (!this.alive && !this.over) await wait(20);
  }

  /** Ends it for good. */
  async end(how: 'in order' | 'at once' = 'in order'): Promise<void> {
    this.over = true;
    if (how === 'at once') this.kill9();
    await this.running?.stop('SIGTERM', 10_000);
    await this.keeping;
    await this.running?.stop('SIGTERM', 10_000);
  }

  private async keep(): Promise<void> {
    while (!this.over) {
      await this.running?.ended;
      await this.down;
      if (this.over) return;
      await wait(this.pauseMs());
      if (this.over) return;
      // What it needs may be down as well: it is tried again.
      this.running = await this.start((this.starts += 1)).catch(() => this.running);
    }
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
