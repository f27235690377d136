import { Clock, Ids } from '#clock';
import { insertion, sql, type Statement, together } from '#database';
import type { Actor } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

export const RECORD_TYPES = [
  'organisation',
  'programme',
  'grant',
  'role',
  'two-key-act',
  'consent',
  'compact',
  'compact-version',
  'commitment-mapping',
  'commitment-case',
  'consultation',
  'compact-signatory',
  'mark-round',
  'publication-hold',
  'commitment-provision',
  'change-alert',
  'reminder',
  'discussion-topic',
  'concern',
  'brokering-entry',
] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

const insert = insertion('history', {
  id: 'uuid',
  at: 'timestamptz',
  issuer: 'text',
  subject: 'text',
  role: 'text',
  held_for: 'text',
  act: 'text',
  record_type: 'text',
  record_id: 'uuid',
  reason: 'text',
  changes: 'jsonb',
  told: 'boolean',
});
const insertUnsealed = insertion('history_unsealed', { history_id: 'uuid' });

/** One act on one record, as the borough remembers it. It never leaves the borough. */
export interface HistoryLine {
  /** What was done, past tense: awarded, reduced, corrected. */
  readonly act: string;
  readonly recordType: RecordType;
  readonly recordId: string;
  readonly reason?: string | undefined;
  /** What is worth knowing later, by field. Nothing labelled `case` belongs here. */
  readonly changes?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the network is told of it in the same transaction. */
  readonly told?: boolean;
}

export interface PastAct {
  readonly id: string;
  readonly at: string;
  readonly role: string;
  /** The key of the department or body, or the id of the organisation, that the role was for; null is the whole borough. */
  readonly heldFor: string | null;
  readonly act: string;
  readonly reason: string | null;
  readonly changes: Readonly<Record<string, unknown>> | null;
}

const LONGEST_HISTORY = 1_000;

/** Who did what, in what role, and why: written in the transaction of the act, and never changed. */
@Injectable()
export class History {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async add(em: EntityManager, actor: Actor, lines: readonly HistoryLine[]): Promise<void> {
    if (lines.length > 0) await together(em, this.adding(actor, lines));
  }

  /** Many acts of one person, and that they are to be sealed. */
  adding({ issuer, subject, role, heldFor }: Actor, lines: readonly HistoryLine[]): Statement[] {
    const by = { at: this.clock.now().toISOString(), issuer, subject, role, held_for: heldFor?.key ?? null };
    const rows = lines.map(({ act, recordType, recordId, reason, changes, told = false }) => ({
      id: this.ids.next(),
      ...by,
      act,
      record_type: recordType,
      record_id: recordId,
      reason,
      changes,
      told,
    }));
    return [insert(rows), insertUnsealed(rows.map(({ id }) => ({ history_id: id })))];
  }

  /** What was done to a record, latest first. People appear by their role only. */
  async of(em: EntityManager, recordId: string): Promise<PastAct[]> {
    return sql<PastAct>(
      em,
      `select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, role,
         held_for as "heldFor", act, reason, changes
       from history where record_id = $1 order by at desc, id desc limit $2`,
      [recordId, LONGEST_HISTORY],
    );
  }
}
