import { decodeCursor, ListQuery, page, type Page } from '#api';
import { type Disposition, type DispositionCount, DISPOSITIONS, IsCivilDate } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { AnswersWithoutReason } from './consultation.errors.js';
import { CHANNELS, ON_BEHALF_OF, type OnBehalfOf, SECTORS, type Sector, type Stance, STANCES } from './answer-kinds.js';

/** How an answer came. */
export const ALL_CHANNELS = ['online', ...CHANNELS] as const;

/** What everyone reads of an answer once the outcome is published: what was said, in the borough's words, what was done, and why. */
@Label('public')
export class AnsweredView {
  @IsInt() readonly number!: number;
  /** The clause it is about, as the draft numbers it; null where it is about the whole. */
  @IsOptional() @IsString() readonly clause!: string | null;
  @IsIn(STANCES) readonly stance!: Stance;
  @IsIn(ON_BEHALF_OF) readonly onBehalfOf!: OnBehalfOf;
  /** Null where nobody is to be named. */
  @IsOptional() @IsString() readonly groupName!: string | null;
  @IsOptional() @IsInt() readonly people!: number | null;
  @IsIn(SECTORS) readonly sector!: Sector;
  @IsString() readonly summary!: string;
  @IsIn(DISPOSITIONS) readonly disposition!: Disposition;
  @IsString() readonly because!: string;
}

/** An answer as those read it who run the consultation. */
@Label('borough')
export class AnswerView {
  @IsUUID() readonly id!: string;
  @IsInt() readonly number!: number;
  @IsOptional() @IsUUID() readonly clauseId!: string | null;
  @IsOptional() @IsString() readonly clause!: string | null;
  @IsIn(STANCES) readonly stance!: Stance;
  @IsString() readonly text!: string;
  @IsIn(ON_BEHALF_OF) readonly onBehalfOf!: OnBehalfOf;
  @IsOptional() @IsString() readonly groupName!: string | null;
  @IsBoolean() readonly mayBeNamed!: boolean;
  @IsOptional() @IsInt() readonly people!: number | null;
  @IsIn(SECTORS) readonly sector!: Sector;
  @IsIn(ALL_CHANNELS) readonly channel!: (typeof ALL_CHANNELS)[number];
  @IsOptional() @IsString() readonly notedBy!: string | null;
  @IsCivilDate() readonly receivedOn!: string;
  @IsOptional() @IsIn(DISPOSITIONS) readonly disposition!: Disposition | null;
  @IsOptional() @IsString() readonly summary!: string | null;
  @IsOptional() @IsString() readonly because!: string | null;
}

/** How many answers came, from where. */
export interface SectorCount {
  readonly sector: Sector;
  readonly answers: number;
}

export class AnswersAsked extends ListQuery {
  /** Only those that wait to be answered. */
  @IsOptional() @IsIn(['waiting'], { message: 'state must be waiting' }) state?: 'waiting';
}

/** The clause of the text that people were asked about. */
const CLAUSE = `(select clause ->> 'number' from compact_versions v, jsonb_array_elements(v.consulted_clauses) clause
  where v.id = c.compact_version_id and clause ->> 'clauseId' = a.clause_id::text)`;
const FROM = 'from standing_answers a join consultations c on c.id = a.consultation_id';
const ANSWER = `a.id, a.number, a.clause_id as "clauseId", ${CLAUSE} as clause, a.stance, a.text, a.on_behalf_of as "onBehalfOf",
  a.group_name as "groupName", a.may_be_named as "mayBeNamed", a.people, a.sector, a.channel, a.noted_by as "notedBy",
  a.received_on::text as "receivedOn", a.disposition, a.summary, a.because`;

/** How many of those without a reason are named. */
const MOST_NAMED = 10;

@Injectable()
export class AnswersQueries {
  constructor(private readonly em: EntityManager) {}

  /** In the order in which they came. For those alone who run the consultation. */
  async list(consultationId: string, { state, limit, cursor }: AnswersAsked): Promise<Page<AnswerView>> {
    const [after] = decodeCursor(cursor, 'number') ?? [];
    const rows = await sql<AnswerView>(
      this.em.fork(),
      `select ${ANSWER} ${FROM} where a.consultation_id = $1 and a.number > $2 and ($3::text is null or a.disposition is null)
       order by a.number limit $4`,
      [consultationId, after ?? 0, state ?? null, limit + 1],
    );
    const { items, next } = page(rows, limit, ({ number }) => [number]);
    return { items: items.map((row) => shown(AnswerView, row, 'borough')), next };
  }

  async one(consultationId: string, answerId: string): Promise<AnswerView> {
    const [row] = await sql<AnswerView>(this.em.fork(), `select ${ANSWER} ${FROM} where a.consultation_id = $1 and a.id = $2`, [
      consultationId,
      answerId,
    ]);
    if (!row) throw new NotFound('There is no such answer to this consultation.');
    return shown(AnswerView, row, 'borough');
  }

  /** What was said, done and why; nothing before the outcome is published. */
  async answered(consultationId: string, { limit, cursor }: ListQuery): Promise<Page<AnsweredView>> {
    const [after] = decodeCursor(cursor, 'number') ?? [];
    const rows = await sql<AnsweredView>(
      this.em.fork(),
      `select a.number, ${CLAUSE} as clause, a.stance, a.on_behalf_of as "onBehalfOf",
         case when a.may_be_named then a.group_name end as "groupName", a.people, a.sector, a.summary, a.disposition, a.because
       ${FROM} where a.consultation_id = $1 and a.number > $2 and c.outcome_published_on is not null
       order by a.number limit $3`,
      [consultationId, after ?? 0, limit + 1],
    );
    const { items, next } = page(rows, limit, ({ number }) => [number]);
    return { items: items.map((row) => shown(AnsweredView, row, 'public')), next };
  }

  /** From where answers came, each once. */
  async bySector(consultationId: string): Promise<SectorCount[]> {
    const counts = await sql<SectorCount>(
      this.em.fork(),
      'select sector, count(*)::int as answers from standing_answers where consultation_id = $1 group by sector',
      [consultationId],
    );
    return SECTORS.map((sector) => counts.find((one) => one.sector === sector) ?? { sector, answers: 0 });
  }

  /** In the open transaction. @throws AnswersWithoutReason where an answer to it, or about a version of the Compact, waits for one. */
  async refuseUndecided(em: EntityManager, ofWhat: { consultationId: string } | { versionId: string }): Promise<void> {
    const where = 'versionId' in ofWhat ? 'c.compact_version_id = $1 and c.withdrawn_on is null' : 'a.consultation_id = $1';
    const rows = await sql<{ number: number; all: number }>(
      em,
      `select a.number, count(*) over ()::int as all ${FROM} where ${where} and a.disposition is null order by 1 limit ${MOST_NAMED}`,
      ['versionId' in ofWhat ? ofWhat.versionId : ofWhat.consultationId],
    );
    const [first] = rows;
    if (first)
      throw new AnswersWithoutReason(
        rows.map(({ number }) => number),
        first.all,
      );
  }

  /** In the open transaction: how many answers came to what, those alone that there are. */
  async dispositions(em: EntityManager, consultationId: string): Promise<DispositionCount[]> {
    const counts = await sql<DispositionCount>(
      em,
      `select disposition, count(*)::int as answers from standing_answers
       where consultation_id = $1 and disposition is not null group by disposition`,
      [consultationId],
    );
    return DISPOSITIONS.flatMap((disposition) => counts.find((one) => one.disposition === disposition) ?? []);
  }
}
