import { decodeCursor, ListQuery, page, type Page } from '#api';
import { basisOf, type Commitment, MARK_BASES, type MarkBasis, marksInWords } from '#commitments';
import { CaseReply, IsCivilDate, IsCommitmentId, PublishedMark } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { actorsWith, type Person, type Side, SIDES, sideOf } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator';
import { askForSide, marksIn } from './mark-rows.js';
import type { GivenMark, MarkRound } from './mark-round.entity.js';
import { ROUND_STATES, type RoundState, stateOf } from './round-states.js';
import { allMarkedOf, NO_SUCH_ROUND } from './mark-rounds.service.js';

/** A round of marks. Until it is published it is for the chairs alone. */
@Label('public')
export class MarkRoundView {
  @IsString() readonly name!: string;
  @IsIn(ROUND_STATES) readonly state!: RoundState;
  @IsString() readonly catalogueVersion!: string;
  @IsCivilDate() readonly begunOn!: string;
  @IsIn(SIDES) readonly begunSide!: Side;
  @IsOptional() @IsCivilDate() readonly councilDoneOn!: string | null;
  @IsOptional() @IsCivilDate() readonly sectorDoneOn!: string | null;
  /** When both sides were done, and each read the other’s marks. */
  @IsOptional() @IsCivilDate() readonly openedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly replyUntil!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => CaseReply) readonly replies!: readonly CaseReply[];
  @IsOptional() @IsCivilDate() readonly publishedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawnBecause!: string | null;
}

/** The marks of both sides for one commitment, side by side. */
@Label('public')
export class MarksView {
  @IsCommitmentId() readonly commitmentId!: string;
  @IsString() readonly title!: string;
  @IsIn(MARK_BASES) readonly basis!: MarkBasis;
  /** What they come to: “2 of 3, Joint assessment”, “Views differ: council 3, VCS 1”. */
  @IsString() readonly says!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PublishedMark) readonly marks!: readonly PublishedMark[];
}

/** What one side marked of one commitment, for that side alone until the round is open. */
@Label('borough')
export class OwnMarkView {
  @IsCommitmentId() readonly commitmentId!: string;
  @IsString() readonly title!: string;
  /** Null where the side leaves it out. */
  @IsOptional() @ValidateNested() @Type(() => PublishedMark) readonly mark!: PublishedMark | null;
}

/** A round for the program’s own use, with the ids under which its acts are remembered. */
export interface KnownRound {
  readonly view: MarkRoundView;
  readonly id: string;
  readonly sheets: MarkRound['sheets'];
}

type Row = Omit<MarkRoundView, 'state' | 'councilDoneOn' | 'sectorDoneOn'> & Pick<MarkRound, 'id' | 'sheets'>;

const ROUNDS = `
  select id, name, catalogue_version as "catalogueVersion", begun_on::text as "begunOn", begun_side as "begunSide", sheets,
    opened_on::text as "openedOn", reply_until::text as "replyUntil", replies, published_on::text as "publishedOn",
    withdrawn_on::text as "withdrawnOn", withdrawn_because as "withdrawnBecause"
  from mark_rounds where ($1 or published_on is not null)`;

/** The side that a person chairs for; null for everybody else, to whom a round is there once it is published. */
export function sideOfChair(person: Person | null): Side | null {
  const [chair] = actorsWith(person, 'marks.give');
  return chair ? sideOf(chair.role) : null;
}

@Injectable()
export class MarkRoundsQueries {
  constructor(private readonly em: EntityManager) {}

  /** The latest first. */
  async list(side: Side | null, { limit, cursor }: ListQuery): Promise<Page<MarkRoundView>> {
    const [before] = decodeCursor(cursor, 'uuid') ?? [];
    const rows = await sql<Row>(this.em.fork(), `${ROUNDS} and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`, [
      side !== null,
      before ?? null,
      limit + 1,
    ]);
    const { items, next } = page(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => known(row).view), next };
  }

  /** @throws NotFound, also where it is not for whoever asks. */
  async one(name: string, side: Side | null): Promise<KnownRound> {
    const [row] = await sql<Row>(this.em.fork(), `${ROUNDS} and name = $2`, [side !== null, name]);
    if (!row) throw new NotFound(NO_SUCH_ROUND);
    return known(row);
  }

  /** Every commitment that is marked, with the marks of both sides. @throws NotFound before both sides are done. */
  async results(name: string, side: Side | null): Promise<MarksView[]> {
    const { id, view } = await this.one(name, side);
    if (view.openedOn === null) throw new NotFound('The marks of this round open when both sides are done, and not before.');
    const marks = await marksIn(this.em.fork(), id);
    return allMarkedOf(view.catalogueVersion).map((commitment) => besideEachOther(commitment, marks));
  }

  /** Every commitment that is marked, with what this side marked. */
  async own(name: string, side: Side): Promise<OwnMarkView[]> {
    const { id, view } = await this.one(name, side);
    const marks = await this.em.fork().transactional(async (em) => {
      await askForSide(em, side);
      return marksIn(em, id);
    });
    return allMarkedOf(view.catalogueVersion).map(({ id: commitmentId, title }) => {
      const mark = marks.find((one) => one.side === side && one.commitmentId === commitmentId) ?? null;
      return shown(OwnMarkView, { commitmentId, title, mark }, 'borough');
    });
  }
}

/** What was done in a round, for the chair of a side: of the other side what stands on its sheet only once the round is open. */
export const recordsFor = ({ id, sheets, view }: KnownRound, side: Side): string[] => [
  id,
  ...SIDES.filter((one) => one === side || view.openedOn !== null).map((one) => sheets[one].id),
];

function known({ id, sheets, ...row }: Row): KnownRound {
  const done = { councilDoneOn: sheets.council.doneOn, sectorDoneOn: sheets.sector.doneOn };
  return { id, sheets, view: shown(MarkRoundView, { ...row, ...done, state: stateOf(row) }, 'public') };
}

function besideEachOther({ id: commitmentId, title }: Commitment, all: readonly GivenMark[]): MarksView {
  const marks = all.filter((one) => one.commitmentId === commitmentId);
  const of = (side: Side): number | null => marks.find((one) => one.side === side)?.mark ?? null;
  const both = { council: of('council'), sector: of('sector') };
  return shown(MarksView, { commitmentId, title, basis: basisOf(both), says: marksInWords(both), marks }, 'public');
}
