import { otherSide, type Side, SIDES } from '#identity';
import { decodeCursor, ListQuery, page, type Page } from '#api';
import { Clock } from '#clock';
import { sql } from '#database';
import { NotFound } from '#errors';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { type State, STATES } from './states.js';
import { TwoKeyActs } from './two-key-acts.service.js';

/** One thing that would be done. */
@Label('borough')
export class ActDetail {
  @IsString() readonly text!: string;
  @IsString() readonly value!: string;
}

/** An act that needs both co-chairs, and how it stands. */
@Label('borough')
export class TwoKeyActView {
  @IsUUID() readonly id!: string;
  @IsString() readonly kind!: string;
  @IsString() readonly inWords!: string;
  @IsString() readonly reason!: string;
  @IsIn(STATES) readonly state!: State;
  @IsIn(SIDES) readonly proposedSide!: Side;
  @IsString() readonly proposedBy!: string;
  @IsString() readonly proposedAt!: string;
  /** Who has to answer, while it is open. */
  @IsIn(SIDES) readonly answeringSide!: Side;
  @IsString() readonly expiresAt!: string;
  @IsOptional() @IsString() readonly decidedBy!: string | null;
  @IsOptional() @IsString() readonly decidedAt!: string | null;
  @IsOptional() @IsString() readonly decidedReason!: string | null;
}

/** With everything that would be done. */
@Label('borough')
export class TwoKeyActInFull extends TwoKeyActView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ActDetail) readonly details!: readonly ActDetail[];
}

export class TwoKeyActsAsked extends ListQuery {
  @IsOptional() @IsIn(STATES, { message: `state must be one of ${STATES.join(', ')}` }) state?: State;
}

type Row = Omit<TwoKeyActView, 'inWords' | 'answeringSide'> & { readonly content: Record<string, unknown> };

const at = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const STATE = `case when state = 'proposed' and expires_at <= $1 then 'expired' else state end`;
const VIEW = `id, kind, content, reason, ${STATE} as state, proposed_side as "proposedSide", proposed_name as "proposedBy",
  ${at('proposed_at')} as "proposedAt", ${at('expires_at')} as "expiresAt", decided_name as "decidedBy", ${at('decided_at')} as "decidedAt",
  decided_reason as "decidedReason"`;

@Injectable()
export class TwoKeyActsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly acts: TwoKeyActs,
  ) {}

  /** The latest first: ids are in the order of time. */
  async list({ state, limit, cursor }: TwoKeyActsAsked, clearance: Label): Promise<Page<TwoKeyActView>> {
    const [before] = decodeCursor(cursor, 'uuid') ?? [];
    const rows = await sql<Row>(
      this.em.fork(),
      `select ${VIEW} from two_key_acts
       where ($2::text is null or ${STATE} = $2) and ($3::uuid is null or id < $3::uuid) and kind <> all($5)
       order by id desc limit $4`,
      [this.clock.now().toISOString(), state ?? null, before ?? null, limit + 1, this.acts.hiddenFrom(clearance)],
    );
    const { items, next } = page(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => shown(TwoKeyActView, this.view(row), clearance)), next };
  }

  async one(id: string, clearance: Label): Promise<TwoKeyActInFull> {
    const [row] = await sql<Row>(this.em.fork(), `select ${VIEW} from two_key_acts where id = $2 and kind <> all($3)`, [
      this.clock.now().toISOString(),
      id,
      this.acts.hiddenFrom(clearance),
    ]);
    if (!row) throw new NotFound('There is no such proposal. Look under “Both co-chairs”.');
    const details = await this.acts.kindOf(row).details(this.em.fork(), row.content);
    return shown(TwoKeyActInFull, { ...this.view(row), details }, clearance);
  }

  private view({ content, ...row }: Row): TwoKeyActView {
    return { ...row, inWords: this.acts.kindOf(row).inWords(content), answeringSide: otherSide(row.proposedSide) };
  }
}
