import { decodeCursor, ListQuery, page, type Page } from '#api';
import { Clock } from '#clock';
import { commitmentOf, OWN_PROMISES, type OwnPromise, VERDICTS, type VerdictValue } from '#commitments';
import {
  CASE_RECORD_KINDS,
  CaseRecord,
  type CaseRecordKind,
  CaseReply,
  IsCivilDate,
  IsFinancialYear,
  OrganisationRef,
  REPLY_KINDS,
  type ReplyKind,
  REPLYING_SIDES,
} from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** How far a result has come: nobody may be told yet, the chairs may reply, or it is published. */
export const CASE_STATES = ['not-public', 'reply-open', 'published'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What one chair said. */
@Label('borough')
export class ReplyView {
  @IsIn(REPLYING_SIDES) readonly side!: CaseReply['side'];
  @IsIn(REPLY_KINDS) readonly kind!: ReplyKind;
  @IsOptional() @IsString() readonly text?: string;
}

/** A case that a commitment applies to, as the borough's own records show it, by both measures. It is for the chairs until it is told. */
@Label('borough')
export class CaseView {
  @IsUUID() readonly id!: string;
  @IsString() readonly commitmentId!: string;
  @IsString() readonly title!: string;
  @IsFinancialYear() readonly financialYear!: string;
  @IsOptional() @IsCivilDate() readonly decidedOn!: string | null;
  @IsIn(CASE_STATES) readonly state!: CaseState;
  @IsOptional() @IsCivilDate() readonly replyUntil!: string | null;
  /** What the borough's own promise asks for on the day that decides. */
  @IsIn(OWN_PROMISES) readonly promise!: OwnPromise['state'];
  @IsOptional() @IsIn(VERDICTS) readonly ownWord!: VerdictValue | null;
  @IsOptional() @IsString() readonly ownWordSays!: string | null;
  @IsIn(VERDICTS) readonly commonMeasure!: VerdictValue;
  @IsString() readonly commonMeasureSays!: string;
  @IsOptional() @IsString() readonly organisation!: string | null;
  @IsOptional() @IsString() readonly department!: string | null;
  /** The record that it is about; the title where the record has one. */
  @IsOptional() @IsIn(CASE_RECORD_KINDS) readonly recordKind!: CaseRecordKind | null;
  @IsOptional() @IsUUID() readonly recordId!: string | null;
  @IsOptional() @IsString() readonly recordTitle!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReplyView) readonly replies!: readonly ReplyView[];
}

/** With what its rule reads. */
@Label('borough')
export class CaseInFull extends CaseView {
  @IsObject() readonly facts!: Readonly<Record<string, unknown>>;
}

export class CasesAsked extends ListQuery {
  @IsOptional() @IsIn(CASE_STATES, { message: `state must be one of ${CASE_STATES.join(', ')}` }) state?: CaseState;
}

interface Row extends Omit<CaseInFull, 'title' | 'organisation' | 'department' | 'recordKind' | 'recordId' | 'recordTitle' | 'state'> {
  readonly state: CaseState;
  readonly named: {
    readonly organisation?: OrganisationRef;
    readonly department?: { readonly name: string };
    readonly record?: CaseRecord;
  };
}

const STATE = `case
  when asked_about is not null then 'reply-open'
  when told is not null then 'published'
  else 'not-public' end`;
const VIEW = `id, commitment_id as "commitmentId", financial_year as "financialYear", decided_on::text as "decidedOn", ${STATE} as state,
  reply_until::text as "replyUntil", promise, own_value as "ownWord", own_says as "ownWordSays", common_value as "commonMeasure",
  common_says as "commonMeasureSays", named, replies, facts`;

@Injectable()
export class CasesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Those that were found last come first. */
  async list({ state, limit, cursor }: CasesAsked, clearance: Label): Promise<Page<CaseView>> {
    const [before] = decodeCursor(cursor, 'uuid') ?? [];
    const rows = await sql<Row>(
      this.em.fork(),
      `select ${VIEW} from commitment_cases
       where ($1::text is null or ${STATE} = $1) and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`,
      [state ?? null, before ?? null, limit + 1],
    );
    const { items, next } = page(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => shown(CaseView, viewOf(row), clearance)), next };
  }

  async one(id: string, clearance: Label): Promise<CaseInFull> {
    const [row] = await sql<Row>(this.em.fork(), `select ${VIEW} from commitment_cases where id = $1`, [id]);
    if (!row) throw new NotFound('There is no such result. Look under “Results”.');
    return shown(CaseInFull, viewOf(row), clearance);
  }

  get today(): string {
    return this.clock.today();
  }
}

function viewOf({ named, ...row }: Row): CaseInFull {
  return {
    ...row,
    title: commitmentOf(row.commitmentId).title,
    organisation: named.organisation?.name ?? null,
    department: named.department?.name ?? null,
    recordKind: named.record?.kind ?? null,
    recordId: named.record?.id ?? null,
    recordTitle: named.record?.title ?? null,
  };
}
