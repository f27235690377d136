import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

const ANSWERS_WITHIN_MILLISECONDS = 10_000;
const ENDS_WITHIN_MILLISECONDS = 2_000;

/**
 * A session of the pipe's own on PostgreSQL. A database that takes the connection, or a statement, and then says nothing is given up;
 * `lost` is called when the session ends by itself.
 */
export async function openSession(connectionString: string, lost: () => void, settings: ClientConfig): Promise<Client> {
  const session = new Client({
    connectionString,
    keepAlive: true,
    connectionTimeoutMillis: ANSWERS_WITHIN_MILLISECONDS,
    query_timeout: ANSWERS_WITHIN_MILLISECONDS,
    ...settings,
  });
  for (const end of ['error', 'end'] as const) session.on(end, lost); // The next statement says what it was.
  await session.connect();
  return session;
}

/** Ends a session; one whose other end is gone, and would never answer, is left to itself. */
export async function closeSession(session: Client): Promise<void> {
  const enough = new AbortController();
  const ended = session.end().catch(() => undefined);
  await Promise.race([ended, pause(ENDS_WITHIN_MILLISECONDS, undefined, { signal: enough.signal }).catch(() => undefined)]);
  enough.abort();
  (session as Client & { unref(): void }).unref(); // Missing in the library's types.
}
