import { genesisOf, nextHash, dataHashOf } from '#events';
import type { Client } from 'pg';
import { loggedEvent, READ_LOG, type EventRow } from '../../libs/events/src/sequencer/event-log.js';
import type { LoggedEvent } from '../../libs/events/src/envelope.js';
import { isCaseFact, wrongCases } from './case-check.js';
import type { Answered } from './load.js';

const EVERYTHING = 10_000_000;

/** A borough's log, whole. */
export async function logOf(client: Client): Promise<LoggedEvent[]> {
  const { rows } = await client.query<EventRow>(READ_LOG, [0, EVERYTHING]);
  return rows.map(loggedEvent);
}

/** The event that tells each act of the borough's history, by its type. */
const TOLD_BY: Readonly<Record<string, string>> = {
  awarded: 'grants.grant-awarded.v1',
  increased: 'grants.grant-increased.v1',
  reduced: 'grants.grant-reduced.v1',
  corrected: 'grants.grant-corrected.v1',
  withdrawn: 'grants.grant-withdrawn.v1',
  'change withdrawn': 'grants.variation-withdrawn.v1',
  registered: 'organisations.organisation-registered.v1',
  opened: 'programmes.programme-opened.v1',
  'level set': 'programmes.level-set.v1',
  'standing changed': 'compacts.standing-changed.v1',
  adopted: 'compacts.version-adopted.v1',
  'recorded afterwards': 'consultations.consultation-published.v1',
  'mapping agreed': 'commitments.mapping-agreed.v1',
};

interface Act {
  readonly act: string;
  readonly record_id: string;
  readonly reason: string | null;
}

/** What is wrong with a borough's log and record, in sentences. What was told of `foreign` subjects, the record does not know. */
export async function checkBorough(
  borough: string,
  client: Client,
  answered: readonly Answered[],
  foreign: ReadonlySet<string>,
): Promise<string[]> {
  const log = await logOf(client);
  const { rows: history } = await client.query<Act>(
    `select act, record_id, reason from history
     where record_type not in ('role', 'two-key-act') and act not in ('document begun', 'version begun', 'clause written')`,
  );
  const { rows: outbox } = await client.query('select id from outbox');
  const own = log.filter(({ subject }) => !foreign.has(subject));
  return [
    ...(outbox.length > 0 ? [`${outbox.length} facts wait in the outbox`] : []),
    ...wrongInChain(borough, log),
    ...wrongInRecord(
      history,
      own.filter((event) => !isCaseFact(event)),
    ),
    ...(await wrongCases(client, own)),
    ...missingAnswers(history, answered),
    ...wrongOrder(own),
    ...(await wrongSums(client, own)),
  ].map((fault) => `${borough}: ${fault}`);
}

/** Positions count from one without a gap, and each hash follows from the one before. */
function wrongInChain(borough: string, log: readonly LoggedEvent[]): string[] {
  let hash = genesisOf(borough);
  for (const [index, event] of log.entries()) {
    if (event.position !== index + 1) return [`the log has position ${event.position} where ${index + 1} belongs`];
    if (event.dataText !== null && dataHashOf(event.dataText) !== event.dataHash)
      return [`the data at ${event.position} is not what was told`];
    hash = nextHash(hash, event);
    if (hash !== event.hash) return [`the chain breaks at position ${event.position}`];
  }
  return [];
}

/** Each act that the record knows was told exactly once, and nothing was told that the record does not know. */
function wrongInRecord(history: readonly Act[], log: readonly LoggedEvent[]): string[] {
  const counts = new Map<string, number>();
  const count = (key: string, by: number): void => void counts.set(key, (counts.get(key) ?? 0) + by);
  for (const { act, record_id } of history) count(`${TOLD_BY[act] ?? act} of ${record_id}`, 1);
  for (const { type, subject } of log) count(`${type} of ${subject}`, -1);
  const wrong = [...counts].filter(([, difference]) => difference !== 0);
  return wrong
    .slice(0, 5)
    .map(([key, difference]) => `${key}: ${difference > 0 ? `${difference} not told` : `${-difference} told too often`}`);
}

/** What was answered as done stands in the history, once. */
function missingAnswers(history: readonly Act[], answered: readonly Answered[]): string[] {
  const kept = new Map<string, number>();
  for (const { act, reason } of history) if (reason !== null) kept.set(`${act} ${reason}`, (kept.get(`${act} ${reason}`) ?? 0) + 1);
  const wrong = answered.filter(({ act, token }) => kept.get(`${act} ${token}`) !== 1);
  return wrong
    .slice(0, 5)
    .map(
      ({ act, token }) => `"${act}" was answered as done (${token}), and is ${kept.has(`${act} ${token}`) ? 'there twice' : 'not there'}`,
    );
}

interface SumFact {
  readonly amountAwardedPence?: number;
  readonly previousAmountPence?: number;
  readonly amountPence?: number;
}

/** The facts of each grant come as they were decided: each change begins from the sum that the one before it left. */
function wrongOrder(log: readonly LoggedEvent[]): string[] {
  const sums = new Map<string, number | null>();
  const wrong: string[] = [];
  for (const { position, type, subject, dataText } of log) {
    if (!type.startsWith('grants.')) continue;
    const isAward = type === 'grants.grant-awarded.v1';
    if (isAward === sums.has(subject))
      wrong.push(`${type} of ${subject} at position ${position} is ${isAward ? 'a second award' : 'before its award'}`);
    const data = dataText === null ? null : (JSON.parse(dataText) as SumFact);
    const before = sums.get(subject);
    const { previousAmountPence } = data ?? {};
    if (typeof before === 'number' && previousAmountPence !== undefined && previousAmountPence !== before) {
      wrong.push(`the change of ${subject} at position ${position} begins from ${previousAmountPence}, not ${before}`);
    }
    // What was erased says no sum: the next one begins anew.
    sums.set(subject, data === null ? null : (data.amountPence ?? (isAward ? (data.amountAwardedPence ?? null) : (before ?? null))));
  }
  return wrong.slice(0, 5);
}

/** Each grant comes to what its facts say. */
async function wrongSums(client: Client, log: readonly LoggedEvent[]): Promise<string[]> {
  const sums = new Map<string, number>();
  for (const { type, subject, dataText } of log) {
    if (dataText === null || !type.startsWith('grants.')) continue;
    const { amountPence, amountAwardedPence } = JSON.parse(dataText) as SumFact;
    const sum = amountPence ?? (type === 'grants.grant-awarded.v1' ? amountAwardedPence : undefined);
    if (sum !== undefined) sums.set(subject, sum);
  }
  const { rows } = await client.query<{ id: string; amount_pence: string }>(
    'select id, amount_pence from grants where withdrawn_on is null',
  );
  const wrong = rows.filter(({ id, amount_pence }) => sums.get(id) !== Number(amount_pence));
  return wrong.slice(0, 5).map(({ id, amount_pence }) => `grant ${id} comes to ${amount_pence}, and its facts say ${sums.get(id)}`);
}
