import { openDatabase } from '#database';
import { parseArgs } from 'node:util';
import type { Borough } from '../borough.js';
import { type HistoryPlace, verifyHistory } from './verify-history.js';

const USAGE = 'Use "verify-history", or "verify-history --kept <place>:<hash>" with what it said at an earlier time.';

/** Verifies the history of a borough at its own database. Returns a sentence that says what was found. */
export async function verifyHistoryCommand(
  args: readonly string[],
  { databaseUrl, borough }: { readonly databaseUrl: string; readonly borough: Pick<Borough, 'code'> },
): Promise<string> {
  const kept = keptPlace(args);
  const orm = await openDatabase({ url: databaseUrl, entities: [], connections: 1 }).catch((cause: Error) => {
    throw new Error(`The database cannot be reached, so nothing was verified: ${cause.message}.`, { cause });
  });
  try {
    const { place, hash, erased, unsealed } = await verifyHistory(orm.em, borough.code, kept);
    return [
      `The history of ${borough.code} holds together: ${place} lines sealed, ${erased} of them erased in part, ${unsealed} not sealed yet.`,
      `Keep this elsewhere, for next time: --kept ${place}:${hash}`,
    ].join('\n');
  } finally {
    await orm.close();
  }
}

function keptPlace(args: readonly string[]): HistoryPlace | undefined {
  let written: string | undefined;
  try {
    ({ kept: written } = parseArgs({ args: [...args], options: { kept: { type: 'string' } } }).values);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
  if (written === undefined) return undefined;
  const [, place, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(written) ?? [];
  if (place === undefined || hash === undefined) throw new Error(`"${written}" is no place and hash. ${USAGE}`);
  return { place: Number(place), hash };
}
