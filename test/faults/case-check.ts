import type { Client } from 'pg';
import { isDeepStrictEqual } from 'node:util';
import type { LoggedEvent } from '../../libs/events/src/envelope.js';

const CASE_FACTS = ['commitments.reply-opened.v1', 'commitments.case-reported.v1', 'commitments.case-withdrawn.v1'];

/** What a borough finds in its records by itself, without anybody's act. */
export const isCaseFact = ({ type }: Pick<LoggedEvent, 'type'>): boolean => CASE_FACTS.includes(type);

interface CaseRow {
  readonly id: string;
  readonly told: object | null;
  readonly asked_about: string | null;
}

/** Of each case the log says last what the record says, nothing twice in a row, and nothing after it was taken back. */
export async function wrongCases(client: Client, log: readonly LoggedEvent[]): Promise<string[]> {
  const { rows } = await client.query<CaseRow>('select id, told, asked_about from commitment_cases');
  const known = new Map(rows.map((row) => [row.id, row]));
  const byCase = Map.groupBy(log.filter(isCaseFact), ({ subject }) => subject);
  const wrong = [...byCase].flatMap(([id, events]) => wrongOf(id, events, known.get(id) ?? null));
  const untold = rows.filter(({ id, told, asked_about }) => (told !== null || asked_about !== null) && !byCase.has(id));
  return [...wrong, ...untold.map(({ id }) => `the case ${id} is told by nothing`)].slice(0, 5);
}

function wrongOf(id: string, events: readonly LoggedEvent[], row: CaseRow | null): string[] {
  const last = events.at(-1);
  const twice = events.some((event, at) => {
    const before = events[at - 1];
    return before?.dataText != null && before.type === event.type && before.dataText === event.dataText;
  });
  if (twice) return [`the case ${id} is told twice alike`];
  if (events.slice(0, -1).some(({ type }) => type === CASE_FACTS[2])) return [`the case ${id} is told after it was taken back`];
  if (row === null) return last?.type === CASE_FACTS[2] ? [] : [`the case ${id} is told, and the record does not know it`];
  if (last?.type === CASE_FACTS[2]) return [`the case ${id} is taken back, and the record has it`];
  if (last?.type === CASE_FACTS[0]) return row.asked_about === null ? [`the case ${id} waits for a reply, and the record does not`] : [];
  const data: unknown = last?.dataText ? JSON.parse(last.dataText) : null;
  return isDeepStrictEqual(data, row.told) ? [] : [`the case ${id} is not told as the record has it`];
}
