import { Clock, Ids } from '#clock';
import { sql } from '#database';
import type { Actor } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

export const RECORD_TYPES = ['organisation', 'programme', 'grant', 'role'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** One act on one record, as the borough remembers it. It never leaves the borough. */
export interface HistoryLine {
  /** What was done, past tense: awarded, reduced, corrected. */
  readonly act: string;
  readonly recordType: RecordType;
  readonly recordId: string;
  readonly reason?: string | undefined;
  /** What is worth knowing later, by field. Nothing labelled `case` belongs here. */
  readonly changes?: Readonly<Record<string, unknown>> | undefined;
}

export interface PastAct {
  readonly id: string;
  readonly at: string;
  readonly role: string;
  readonly departmentKey: string | null;
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

  async add(em: EntityManager, actor: Actor, line: HistoryLine): Promise<void> {
    await this.addAll(em, actor, [line]);
  }

  /** Many acts of one person in one statement. */
  async addAll(em: EntityManager, actor: Actor, lines: readonly HistoryLine[]): Promise<void> {
    if (lines.length === 0) return;
    await sql(
      em,
      `insert into history (id, at, issuer, subject, role, department_key, act, record_type, record_id, reason, changes)
       select id, $1, $2, $3, $4, $5, act, record_type, record_id, reason, changes::jsonb
       from unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::text[])
         as line (id, act, record_type, record_id, reason, changes)`,
      [
        this.clock.now().toISOString(),
        actor.issuer,
        actor.subject,
        actor.role,
        actor.departmentKey,
        lines.map(() => this.ids.next()),
        lines.map(({ act }) => act),
        lines.map(({ recordType }) => recordType),
        lines.map(({ recordId }) => recordId),
        lines.map(({ reason }) => reason ?? null),
        lines.map(({ changes }) => (changes ? JSON.stringify(changes) : null)),
      ],
    );
  }

  /** What was done to a record, latest first. People appear by their role only. */
  async of(em: EntityManager, recordId: string): Promise<PastAct[]> {
    return sql<PastAct>(
      em,
      `select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, role,
         department_key as "departmentKey", act, reason, changes
       from history where record_id = $1 order by at desc, id desc limit $2`,
      [recordId, LONGEST_HISTORY],
    );
  }
}
