import { type Column, columnsNamed, decodeCursor, page, type Page } from '#api';
import {
  CONCERN_CAUSES,
  CONCERN_KINDS,
  CONCERN_OUTCOMES,
  type ConcernCause,
  type ConcernKind,
  type ConcernOutcome,
  IsCivilDate,
  IsCommitmentId,
  IsFinancialYear,
} from '#contracts';
import { sql } from '#database';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import type { LearningQuery } from './learning-query.js';

/** What a borough learnt from a concern; of what it withdrew, that it did, and why. */
@Label('public')
export class LearningItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly learningId!: string;
  @IsOptional() @IsCommitmentId() readonly commitmentId!: string | null;
  @IsOptional() @IsIn(CONCERN_KINDS) readonly kind!: ConcernKind | null;
  @IsOptional() @IsIn(CONCERN_CAUSES) readonly cause!: ConcernCause | null;
  @IsOptional() @IsIn(CONCERN_OUTCOMES) readonly outcome!: ConcernOutcome | null;
  @IsOptional() @IsString() readonly lesson!: string | null;
  @IsOptional() @IsFinancialYear() readonly financialYear!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawnBecause!: string | null;
}

export const LEARNING_COLUMNS: readonly Column<LearningItem>[] = [
  ...columnsNamed<LearningItem>('borough', 'learningId', 'commitmentId', 'kind', 'cause', 'outcome', 'lesson', 'financialYear'),
  ...columnsNamed<LearningItem>('withdrawnOn', 'withdrawnBecause'),
];

const ITEMS = `
  select borough, learning_id as "learningId", commitment_id as "commitmentId", kind, cause, outcome, lesson,
    financial_year as "financialYear", withdrawn_on::text as "withdrawnOn", withdrawn_because as "withdrawnBecause"
  from concern_learning
  where (cardinality($1::text[]) = 0 or borough = any($1)) and (cardinality($2::text[]) = 0 or commitment_id = any($2))
    and (cardinality($3::text[]) = 0 or cause = any($3)) and ($4::uuid is null or (learning_id, borough) < ($4::uuid, $5::text))
  order by learning_id desc, borough desc limit $6`;

@Injectable()
export class LearningQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly boroughs: BoroughsService,
  ) {}

  /** What was published last comes first. */
  async page({ borough, commitment, cause, cursor, limit }: LearningQuery): Promise<Page<LearningItem>> {
    this.boroughs.refuseUnknown(borough);
    const [id, code] = decodeCursor(cursor, 'uuid', 'text') ?? [null, null];
    const rows = await sql<LearningItem>(this.em.fork(), ITEMS, [borough, commitment, cause, id, code, limit + 1]);
    const { items, next } = page(rows, limit, (row) => [row.learningId, row.borough]);
    return { items: items.map((row) => shown(LearningItem, row, 'public')), next };
  }
}
