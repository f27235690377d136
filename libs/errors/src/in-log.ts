/** What PostgreSQL says of a statement that it refused: SQLSTATE, and where. Its other words may hold what somebody typed. */
interface Refused extends Error {
  readonly code: string;
  readonly constraint?: string;
  readonly table?: string;
}

/**
 * An error as a log may hold it. Of a database's error that is its name, code, constraint and table, and where in the program it arose:
 * its message, its details and its parameters hold names of people and what is not public.
 */
export function inLog(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stack = String(error) } = error;
  const refused = refusedIn(error);
  if (!refused) return stack;
  const places = stack.split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return [sentenceOf(refused), ...places].join('\n');
}

/** The same in one line, for a program that says what it waits for. */
export function inLogShort(error: unknown): string {
  const refused = refusedIn(error);
  return refused ? sentenceOf(refused) : error instanceof Error ? error.message : String(error);
}

const sentenceOf = ({ name, code, constraint, table }: Refused): string =>
  [`${name} ${code}`, constraint && `constraint ${constraint}`, table && `table ${table}`].filter(Boolean).join(', ');

/** The database's error that this one is, or was caused by. */
function refusedIn(error: unknown): Refused | null {
  if (!(error instanceof Error)) return null;
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  if (typeof code === 'string' && typeof severity === 'string') return error as Refused;
  return refusedIn(error.cause);
}
