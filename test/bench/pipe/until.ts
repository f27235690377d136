import { setTimeout as pause } from 'node:timers/promises';
import type { BenchProcess } from '../bench-process.js';

const LOOK_EVERY_MILLISECONDS = 5;
const PATIENCE_MILLISECONDS = 900_000;

/** Waits until something is so. @throws Error where one of the processes that work on it ends, or it takes a quarter of an hour. */
export async function until(isSo: () => Promise<boolean>, workers: readonly BenchProcess[]): Promise<void> {
  const end = performance.now() + PATIENCE_MILLISECONDS;
  while (!(await isSo())) {
    for (const worker of workers) worker.mustLive();
    if (performance.now() > end) throw new Error(`Not done after a quarter of an hour: ${workers.map(({ name }) => name).join(', ')}`);
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}
