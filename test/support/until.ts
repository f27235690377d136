import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so, asking again and again, at most `seconds`; then fails with what it last was. */
export async function until<T>(read: () => Promise<T> | T, isSo: (value: T) => boolean, seconds = 15): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (performance.now() > end) throw new Error(`It did not come to be within ${seconds} seconds. It was last: ${JSON.stringify(value)}`);
    await pause(10);
  }
}
