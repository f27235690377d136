import type { Clock } from '#clock';
import { contracts } from '#contracts';
import { prepared, sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type CheckedEvent, reread } from './checked-event.js';
import { type Refusal, refusal } from './set-aside.js';

/** PostgreSQL writes no text with the character of number nought: what cannot be applied for it must not be kept back by it, too. */
const WRITTEN_FOR_NOUGHT = '\u{fffd}';
/** How many records of one borough are replayed at a time. */
const MOST_SUBJECTS = 200;

/** By the type of a fact that takes something back: the field whose value says what. */
const WITHDRAWS = new Map(contracts.flatMap(({ type, withdraws }) => (withdraws === undefined ? [] : [[type, withdraws] as const])));

const CLOSED = prepared(
  `select distinct subject from parked
   where projection_set = $1 and borough = $2 and replayed_at is null and closes_subject and subject = any($3)`,
);

type Content = Readonly<Record<string, unknown>> | null;

/** What is set aside of one projection set: events that could not be applied, and those of the same record that wait behind them. */
export class Parking {
  constructor(
    private readonly clock: Clock,
    private readonly projectionSet: string,
  ) {}

  /** The subjects in a run that later events must wait for, since one of theirs is set aside. */
  async closedAmong(em: EntityManager, borough: string, run: readonly CheckedEvent[]): Promise<Set<string>> {
    const subjects = run.flatMap(({ envelope }) => envelope?.subject ?? []);
    const rows = await sql<{ subject: string }>(em, CLOSED, [this.projectionSet, borough, subjects]);
    return new Set(rows.map(({ subject }) => subject));
  }

  async park(em: EntityManager, borough: string, refused: ReadonlyMap<CheckedEvent, Refusal>): Promise<void> {
    if (refused.size === 0) return;
    const events = [...refused.keys()];
    await sql(
      em,
      `insert into parked (projection_set, borough, position, type, subject, kind, reason, closes_subject, event, parked_at)
       select $1, $2, position, type, subject, kind, reason, closes_subject, event, $10
       from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[], $9::text[])
         as event (position, type, subject, kind, reason, closes_subject, event)
       on conflict do nothing`,
      [
        this.projectionSet,
        borough,
        events.map(({ position }) => position),
        events.map(({ envelope }) => envelope?.type ?? 'unknown'),
        events.map(({ envelope }) => envelope?.subject ?? ''),
        events.map((event) => refused.get(event)?.kind),
        events.map((event) => refused.get(event)?.reason.replaceAll('\0', WRITTEN_FOR_NOUGHT)),
        events.map((event) => event.closesSubject || event.refusal === null),
        events.map(({ text }) => text.replaceAll('\0', WRITTEN_FOR_NOUGHT)),
        this.clock.now().toISOString(),
      ],
    );
  }

  /**
   * Applied withdrawals take their content out of what is set aside, too. What is left of that record is then tried again: it may have
   * waited for nothing else.
   */
  async erase(em: EntityManager, borough: string, applied: readonly CheckedEvent[]): Promise<void> {
    const marks = applied.filter((event) => isWithdrawal(event) && event.envelope?.data);
    if (marks.length === 0) return;
    const rows = await sql<{ position: string; subject: string; event: string }>(
      em,
      `select position, subject, event from parked
       where projection_set = $1 and borough = $2 and replayed_at is null and kind <> 'unreadable' and subject = any($3)`,
      [this.projectionSet, borough, marks.map(({ envelope }) => envelope?.subject)],
    );
    const erased = rows.flatMap(({ position, subject, event }) => {
      const told = JSON.parse(event) as { readonly data: Content };
      const isTaken = marks.some(
        (mark) => mark.envelope?.subject === subject && mark.position > Number(position) && takes(mark, told.data),
      );
      return isTaken ? [{ position, event: JSON.stringify({ ...told, data: null }) }] : [];
    });
    if (erased.length === 0) return;
    await sql(
      em,
      `update parked p set event = e.event, reason = 'It was taken back', replay_asked_at = $5
       from unnest($3::bigint[], $4::text[]) as e (position, event)
       where p.projection_set = $1 and p.borough = $2 and p.position = e.position`,
      [
        this.projectionSet,
        borough,
        erased.map(({ position }) => position),
        erased.map(({ event }) => event),
        this.clock.now().toISOString(),
      ],
    );
  }

  /** What is set aside of a borough is gone with the rows that it was kept beside. */
  async forget(em: EntityManager, borough: string): Promise<void> {
    await sql(em, 'delete from parked where projection_set = $1 and borough = $2', [this.projectionSet, borough]);
  }

  /** The records of a borough whose events are asked to be tried again, the longest waiting first. */
  async asked(em: EntityManager, borough: string): Promise<string[]> {
    const rows = await sql<{ subject: string }>(
      em,
      `select subject from parked
       where projection_set = $1 and borough = $2 and replayed_at is null and replay_asked_at is not null
       group by subject order by min(position) limit ${MOST_SUBJECTS}`,
      [this.projectionSet, borough],
    );
    return rows.map(({ subject }) => subject);
  }

  /** The events of one record that are set aside, in the order of their positions, each checked by the contracts of today. */
  async of(em: EntityManager, borough: string, subject: string): Promise<CheckedEvent[]> {
    const rows = await sql<{ position: string; event: string; kind: string; reason: string }>(
      em,
      `select position, event, kind, reason from parked
       where projection_set = $1 and borough = $2 and replayed_at is null and subject = $3 order by position`,
      [this.projectionSet, borough, subject],
    );
    return rows.map(({ position, event, kind, reason }) => {
      const stays = kind === 'misaddressed' || kind === 'unreadable' ? { kind, reason } : null;
      return reread(Number(position), event, stays as Refusal | null);
    });
  }

  /** They were applied, up to a position. Their text is not needed here any more, and a later withdrawal need not look for it. */
  async taken(em: EntityManager, borough: string, subject: string, position: number): Promise<void> {
    await sql(
      em,
      `update parked set replayed_at = $5, replay_asked_at = null, event = ''
       where projection_set = $1 and borough = $2 and subject = $3 and position <= $4 and replayed_at is null`,
      [this.projectionSet, borough, subject, position, this.clock.now().toISOString()],
    );
  }

  /** They are not tried again until they are asked for again; the first of them says why it cannot be applied. */
  async stay(em: EntityManager, borough: string, subject: string, first: number, { kind, reason }: Refusal): Promise<void> {
    await sql(
      em,
      `update parked set replay_asked_at = null,
         kind = case when position = $4 then $5 else kind end, reason = case when position = $4 then $6 else reason end
       where projection_set = $1 and borough = $2 and subject = $3 and replayed_at is null`,
      [this.projectionSet, borough, subject, first, kind, reason.replaceAll('\0', WRITTEN_FOR_NOUGHT)],
    );
  }
}

/**
 * Which events of a run cannot be applied, each with why: its own refusal, what was found by trying (`poison`, where the run is one
 * event), or that one of the same subject waits before it, in this run or among the `closed`. A withdrawal waits for none: what it takes
 * back must go at once, and stays away whatever is applied after.
 */
export function refusedAmong(
  run: readonly CheckedEvent[],
  closed: ReadonlySet<string>,
  poison: Refusal | null,
): Map<CheckedEvent, Refusal> {
  const waitedFor = new Set(closed);
  const refused = new Map<CheckedEvent, Refusal>();
  for (const event of run) {
    const subject = event.envelope?.subject;
    const waits = subject !== undefined && waitedFor.has(subject) && !isWithdrawal(event) ? refusal('waits') : null;
    const why = waits ?? poison ?? event.refusal;
    if (why === null) continue;
    refused.set(event, why);
    if (subject !== undefined && (event.closesSubject || poison !== null || waits !== null)) waitedFor.add(subject);
  }
  return refused;
}

const isWithdrawal = ({ envelope }: CheckedEvent): boolean => envelope !== null && WITHDRAWS.has(envelope.type);

/** As the borough's own log takes it back: by the value of one field, whatever the type. */
function takes({ envelope }: CheckedEvent, told: Content): boolean {
  const field = WITHDRAWS.get(envelope?.type ?? '');
  return field !== undefined && told?.[field] !== undefined && told[field] === (envelope?.data as Content)?.[field];
}
