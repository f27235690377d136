import { setTimeout as wait } from 'node:timers/promises';
import { KeptProcess, type KeptProgram } from './kept-process.js';
import { markOf, OwnProcess, tailOf } from './processes.js';
import type { NamedMark } from './var-folder.js';

const READY_WITHIN_MS = 60_000;
const LOOK_AGAIN_AFTER_MS = 150;

/** What is stopped first stands first; what stands in one tier is stopped together. */
const STOP_ORDER = ['services', 'broker', 'database'] as const;
export type Tier = (typeof STOP_ORDER)[number];

/** A Node program of ours that tells by HTTP when it is ready. */
export interface NodeProgram {
  readonly name: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly url: string;
}

/** A program that does its work and ends. */
export interface PassingProgram {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

/** The processes of one network: started side by side, kept running, stopped in order. Once a stop was asked for, nothing starts. */
export class Fleet {
  private readonly kept: { readonly tier: Tier; readonly process: KeptProcess }[] = [];
  private readonly passing = new Set<OwnProcess>();
  private readonly stopping = new AbortController();
  private listing: Promise<void> = Promise.resolve();

  constructor(
    private readonly say: (line: string) => void,
    private readonly list: (marks: readonly NamedMark[]) => Promise<void>,
  ) {}

  /** Aborted once nothing is to be started any more. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  /** Nothing is started from now on, and what works towards an end is asked to give up. */
  giveUp(): void {
    this.stopping.abort();
    for (const program of this.passing) program.signal('SIGTERM');
  }

  /** Waits for all of them, so that nothing goes on unseen; the first that fails makes the others give up, and is thrown. */
  async all(parts: readonly Promise<unknown>[]): Promise<void> {
    const failures: unknown[] = [];
    const failed = (error: unknown): void => {
      failures.push(error);
      this.giveUp();
    };
    await Promise.all(parts.map((part) => part.catch(failed)));
    if (failures.length > 0) throw failures[0];
    this.signal.throwIfAborted();
  }

  /** Starts a program that is to run until the end. */
  async begin(tier: Tier, program: KeptProgram): Promise<KeptProcess> {
    this.signal.throwIfAborted();
    const process = new KeptProcess(program, this.say, () => this.listAll());
    this.kept.push({ tier, process });
    await process.begin();
    return process;
  }

  /** Starts a Node program and waits until it is ready. @throws Error with the end of its log when it ends before. */
  async beginNode(tier: Tier, { name, script, env, logFile, url }: NodeProgram): Promise<void> {
    const start = () => OwnProcess.start(process.execPath, [script], { env, logFile });
    await this.untilReady(await this.begin(tier, { name, logFile, start, stop: (running) => running.stop() }), url);
  }

  /** Runs a program to its end. @throws Error with the end of its log when it fails. */
  async run({ name, script, args = [], env, logFile }: PassingProgram): Promise<void> {
    this.signal.throwIfAborted();
    const program = await OwnProcess.start(process.execPath, [script, ...args], { env, logFile });
    this.passing.add(program);
    if (this.signal.aborted) program.signal('SIGTERM');
    const { code } = await program.ended;
    this.passing.delete(program);
    this.signal.throwIfAborted();
    if (code !== 0) throw new Error(`${name}: failed. The end of ${logFile}:\n${await tailOf(logFile)}`);
  }

  /** From now on, what ends is started again. */
  keep(): void {
    for (const { process } of this.kept) process.keep();
  }

  /** Stops all in order. */
  async stop(): Promise<void> {
    for (const tier of STOP_ORDER) await Promise.all(this.kept.map((each) => each.tier === tier && each.process.end()));
    await this.listing;
  }

  private async untilReady(process: KeptProcess, url: string): Promise<void> {
    let said = 'nothing';
    for (let waited = 0; waited < READY_WITHIN_MS; waited += LOOK_AGAIN_AFTER_MS) {
      this.signal.throwIfAborted();
      const ended = await process.whyEnded();
      if (ended) throw new Error(ended);
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
      if (answer?.ok) return;
      if (answer) said = `${answer.status} ${(await answer.text()).slice(0, 500)}`;
      await wait(LOOK_AGAIN_AFTER_MS);
    }
    throw new Error(`${process.name} did not become ready within ${READY_WITHIN_MS / 1000} s; ${url}/health/ready said ${said}`);
  }

  /** One after the other, so that the last list written is the latest. */
  private async listAll(): Promise<void> {
    const before = this.listing;
    this.listing = (async () => {
      await before;
      const running = this.kept.flatMap(({ process: { name, pid } }) => (pid === null ? [] : [{ name, pid }]));
      const marks = await Promise.all(running.map(async ({ name, pid }) => ({ mark: await markOf(pid), name })));
      await this.list(marks.flatMap(({ name, mark }) => (mark ? [{ name, ...mark }] : [])));
    })();
    await this.listing;
  }
}
