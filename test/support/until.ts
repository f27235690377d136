import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 90_000;

/**
 * Waits until something is so, asking again and again.
 * @throws Error after a minute and a half, or the patience given, with what it last was or what `otherwise` says.
 */
export async function until<T>(
  read: () => Promise<T> | T,
  isSo: (value: T) => boolean = Boolean,
  otherwise = (last: T): string => JSON.stringify(last),
  patienceMilliseconds = PATIENCE_MILLISECONDS,
): Promise<T> {
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (performance.now() > end) throw new Error(`It did not come to be in time. It was last: ${otherwise(value)}`);
    await pause(10);
  }
}
