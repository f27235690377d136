import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 1_000;

/** What was asked of the database; null where it fails or does not answer within a second, since status and figures stand without it. */
export async function answeredSoon<T>(asked: Promise<T>): Promise<T | null> {
  const enough = new AbortController();
  try {
    return await Promise.race([asked.catch(() => null), pause(PATIENCE_MILLISECONDS, null, { signal: enough.signal })]);
  } finally {
    enough.abort();
  }
}
