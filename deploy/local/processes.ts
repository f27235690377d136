import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process as it can be found again later: its number, and when it started, since numbers are used again. */
export interface ProcessMark {
  readonly pid: number;
  readonly started: string;
}

/** How a process ended: its exit code, or the signal that ended it. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface StartOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Where its output goes, appended. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** A process of our own, in a session of its own: Ctrl-C at the terminal reaches the starter alone, which then stops all in order. */
export class OwnProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly pid: number,
    readonly ended: Promise<ProcessEnd>,
  ) {}

  /** @throws Error when the program cannot be started at all. */
  static async start(program: string, args: readonly string[], options: StartOptions): Promise<OwnProcess> {
    const log = openSync(options.logFile, 'a');
    try {
      const { env, cwd, uid, gid } = options;
      const child = spawn(program, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', log, log] });
      const ended = new Promise<ProcessEnd>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
      await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
      return new OwnProcess(child, child.pid ?? 0, ended);
    } finally {
      closeSync(log);
    }
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.alive) this.child.kill(signal);
  }

  /** Asks it to stop, and ends it by force when it has not stopped after the grace time (milliseconds). */
  async stop(signal: NodeJS.Signals = 'SIGTERM', graceMs = 8000, force: NodeJS.Signals = 'SIGKILL'): Promise<ProcessEnd> {
    this.signal(signal);
    const end = await withinTime(this.ended, graceMs);
    if (end) return end;
    this.signal(force);
    return this.ended;
  }
}

/** The result of a promise, or null once the time (milliseconds) is over. */
export async function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  const over = new AbortController();
  try {
    return await Promise.race([promise, wait(milliseconds, null, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}

/** The mark of a living process, null when there is none with this number. A zombie counts as dead. */
export async function markOf(pid: number): Promise<ProcessMark | null> {
  if (!Number.isInteger(pid) || pid < 1) return null;
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : { pid, started: fields[19] ?? '' };
  } catch {
    return markByPs(pid);
  }
}

async function markByPs(pid: number): Promise<ProcessMark | null> {
  try {
    process.kill(pid, 0);
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() === '' ? null : { pid, started: stdout.trim() };
  } catch {
    return null;
  }
}

/** True while the very process that was marked still lives. */
export async function lives(mark: ProcessMark): Promise<boolean> {
  return (await markOf(mark.pid))?.started === mark.started;
}

/**
 * Stops the server that an earlier starter left behind, and waits until it is gone. A number that belongs to another program by now is
 * told by its command line, which does not name the server's own folder or file.
 * @returns false when the number belongs to another program.
 */
export async function stopLeftOver(pidFile: string, ownArgument: string, signal: NodeJS.Signals, graceMs = 15_000): Promise<boolean> {
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  const mark = await markOf(pid);
  if (!mark) return true;
  if (!(await commandLine(pid)).includes(ownArgument)) return false;
  await stopMarked(mark, signal, graceMs);
  return true;
}

/** Stops the very process that was marked, by force after the grace time (milliseconds), and waits until it is gone. */
export async function stopMarked(mark: ProcessMark, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  for (const [attempt, milliseconds] of [
    [signal, graceMs],
    ['SIGKILL', 5000],
  ] as const) {
    if (!(await lives(mark))) return;
    process.kill(mark.pid, attempt);
    for (let waited = 0; waited < milliseconds && (await lives(mark)); waited += 25) await wait(25);
  }
}

async function commandLine(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return run('ps', ['-o', 'args=', '-p', String(pid)]).then(
      ({ stdout }) => stdout,
      () => '',
    );
  }
}

/** What our services log while all is well: lines of JSON below the level of a warning (pino's 40). */
const ROUTINE = /^\{"level":[123]0,/;

/** The last lines of a log file, for an error that shows why a process ended; without routine, where there is anything else. */
export async function tailOf(logFile: string, count = 20): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n');
  const telling = lines.filter((line) => !ROUTINE.test(line));
  return (telling.length > 0 ? telling : lines).slice(-count).join('\n');
}
