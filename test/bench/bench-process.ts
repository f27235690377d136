import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { localConfig } from '../../deploy/local/local.config.js';

export interface ProcessSettings {
  /** The built program, from the folder `dist`. */
  readonly script: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** What all processes of a measurement have in common. */
export interface ProcessPlace {
  /** Where each leaves its log. */
  readonly folder: string;
  /** Where each leaves a profile of where its time went; null for none. */
  readonly profiles: string | null;
  /** Settings of Node.js itself. */
  readonly nodeOptions: readonly string[];
}

/** What a measured process and the bench tell each other. */
export interface Word {
  readonly word: string;
  readonly [more: string]: unknown;
}

/** A Node process of its own, as each program of the network is one. It ends when the bench ends, however that ends. */
export class BenchProcess {
  private readonly child: ChildProcess;
  private readonly heard: Word[] = [];
  private readonly logFile: string;
  private waiting: (() => void) | null = null;

  constructor(
    readonly name: string,
    { folder, profiles, nodeOptions }: ProcessPlace,
    { script, env = {} }: ProcessSettings,
  ) {
    this.logFile = join(folder, `${name}.log`);
    const log = openSync(this.logFile, 'a');
    this.child = fork(resolve('dist', script), {
      env: { ...localConfig().inherited, ...env },
      execArgv: [
        ...nodeOptions,
        ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${resolve(profiles)}`, `--cpu-prof-name=${name}.cpuprofile`] : []),
      ],
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.child.on('message', (word) => {
      this.heard.push(word as Word);
      this.waiting?.();
    });
    this.child.on('exit', () => this.waiting?.());
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  tell(word: string, more: object = {}): void {
    this.child.send({ word, ...more });
  }

  /** The next word of this kind. @throws Error with the end of its log where the process ends before. */
  async says(word: string): Promise<Word> {
    for (;;) {
      const at = this.heard.findIndex((each) => each.word === word);
      const [found] = at < 0 ? [] : this.heard.splice(at, 1);
      if (found) return found;
      this.mustLive();
      await new Promise<void>((wake) => (this.waiting = wake));
    }
  }

  /** @throws Error with the end of its log where the process has ended. */
  mustLive(): void {
    if (this.child.exitCode === null && this.child.signalCode === null) return;
    throw new Error(`${this.name} ended. Its last words:\n${readFileSync(this.logFile, 'utf8').slice(-3_000)}`);
  }

  /** The resident memory, in megabytes. */
  residentMegabytes(): number {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolveEnd) => this.child.once('exit', resolveEnd));
    this.child.disconnect();
    await ended;
  }
}
