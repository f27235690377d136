import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { alteredParts, type ErasablePart, erasedParts, hashAt, historyBegins, LINE_TEXT_SQL, type LineTextRow } from './history-chain.js';
import { lineText, type SealedParts } from './history-chain.js';

const PLACES_AT_ONCE = 1_000;

/** The place that a borough's history has come to. */
export interface HistoryPlace {
  readonly place: number;
  readonly hash: string;
}

export interface VerifiedHistory extends HistoryPlace {
  /** Lines that lost a part since they were sealed, each with a later line that says so. */
  readonly erased: number;
  /** Lines that are not sealed yet. */
  readonly unsealed: number;
}

/** The history is not what was sealed. It says where, and what is wrong there. */
export class AlteredHistory extends Error {
  constructor(where: number | string, fault: string) {
    super(`The history does not hold together at ${typeof where === 'number' ? `place ${where}` : where}: ${fault}`);
  }
}

interface PlaceRow extends LineTextRow {
  readonly place: number;
  readonly historyId: string;
  readonly isThere: boolean;
  readonly sealed: SealedParts;
  readonly hash: string;
  /** The line that this one says was erased in part. */
  readonly saysErased: string | null;
}

const WORDS: Record<ErasablePart, string> = { subject: 'who acted', reason: 'the reason', changes: 'what changed' };

/**
 * Computes the chain of a borough's history anew, from the first line on, and finds lines that never came into it. `kept` is a place that
 * somebody wrote down at an earlier time: only so can it be seen that the whole chain was written anew, or that its end was cut off.
 * @throws AlteredHistory at the first place that is altered, missing, put in, or out of its order.
 */
export async function verifyHistory(em: EntityManager, borough: string, kept?: HistoryPlace): Promise<VerifiedHistory> {
  return em.fork().transactional((read) => verifyIn(read, borough, kept), { isolationLevel: 'repeatable read', readOnly: true });
}

async function verifyIn(em: EntityManager, borough: string, kept?: HistoryPlace): Promise<VerifiedHistory> {
  const [erasures, said] = [new Map<string, number>(), new Set<string>()];
  let at: HistoryPlace = { place: 0, hash: historyBegins(borough) };
  for (let rows: PlaceRow[] | null = null; rows?.length !== 0;) {
    rows = await placesAfter(em, at.place);
    for (const row of rows) {
      at = { place: at.place + 1, hash: checked(row, at) };
      if (kept?.place === at.place && kept.hash !== at.hash) throw new AlteredHistory(at.place, 'its hash is not the one that was kept.');
      if (erasedParts(row.sealed).length > 0) erasures.set(row.historyId, at.place);
      if (row.saysErased !== null) said.add(row.saysErased);
    }
  }
  if (kept && kept.place > at.place) {
    throw new AlteredHistory(at.place + 1, `it is missing. The history went on to place ${kept.place} when that was kept.`);
  }
  for (const [line, place] of erasures) {
    if (!said.has(line)) throw new AlteredHistory(place, `a part of the line ${line} is gone, and no line says that it was erased.`);
  }
  return { ...at, erased: erasures.size, unsealed: await unsealedLines(em) };
}

/** @returns the hash of a row that follows on. */
function checked(row: PlaceRow, { place: before, hash: hashBefore }: HistoryPlace): string {
  const place = before + 1;
  const { historyId, sealed } = row;
  if (row.place !== place) throw new AlteredHistory(place, 'it is missing from the chain.');
  if (!row.isThere) throw new AlteredHistory(place, `the line ${historyId} is gone.`);
  const line = lineText(row);
  const altered = alteredParts(line, sealed);
  if (altered.length > 0) {
    const what = altered.map((part) => WORDS[part]).join(' and ');
    throw new AlteredHistory(place, `${what} of the line ${historyId} is not what was sealed.`);
  }
  const hash = hashAt(place, hashBefore, line.stays, sealed);
  if (hash !== row.hash) {
    throw new AlteredHistory(place, `the line ${historyId} or its seal was altered, or is not in its place.`);
  }
  return hash;
}

async function placesAfter(em: EntityManager, place: number): Promise<PlaceRow[]> {
  return sql<PlaceRow>(
    em,
    `select c.place::float8 as place, c.history_id as "historyId", c.parts as sealed, c.hash, h.id is not null as "isThere",
       case when h.act = 'erased' then h.changes ->> 'line' end as "saysErased", ${LINE_TEXT_SQL}
     from history_chain c left join history h on h.id = c.history_id where c.place > $1 order by c.place limit $2`,
    [place, PLACES_AT_ONCE],
  );
}

/** How many lines wait for their place. What neither has one nor waits was not written by the program, or its seal was taken away. */
async function unsealedLines(em: EntityManager): Promise<number> {
  const [stray] = await sql<{ id: string; isThere: boolean }>(
    em,
    `select coalesce(h.id, u.history_id) as id, h.id is not null as "isThere"
     from history h full join history_unsealed u on u.history_id = h.id
     where h.id is null or u.history_id is null and not exists (select from history_chain c where c.history_id = h.id)
     order by 1 limit 1`,
  );
  if (stray) {
    const fault = stray.isThere ? 'it has no place in the chain, and waits for none.' : 'it waits for its place in the chain, and is gone.';
    throw new AlteredHistory(`the line ${stray.id}`, fault);
  }
  const [waiting] = await sql<{ count: number }>(em, 'select count(*)::int as count from history_unsealed');
  return waiting?.count ?? 0;
}
