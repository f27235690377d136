import { type Column, columnsNamed } from '#api';
import { addDays, Clock } from '#clock';
import { CATALOGUES } from '#commitments';
import { IsCivilDate } from '#contracts';
import { sql } from '#database';
import { otherSide, type Person, sideOf } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import type { ChangedSince } from '../changed-since.js';
import { ChangedResults } from '../commitment-cases/changed-results.queries.js';
import { ChangedMappings } from '../mappings/changed-mappings.queries.js';
import { isLate, type WaitingLine, WaitingLines } from '../waiting-lines.js';

export const GROUPS = ['you', 'co-chair', 'to-come'] as const;
export type Group = (typeof GROUPS)[number];

/** Something that waits for whoever asks, or for their co-chair, or is to come. */
@Label('borough')
export class WaitingView {
  @IsIn(GROUPS) readonly group!: Group;
  /** What a reminder names it by. */
  @IsString() readonly thing!: string;
  @IsString() readonly what!: string;
  /** The path of its page. */
  @IsString() readonly href!: string;
  @IsOptional() @IsCivilDate() readonly since!: string | null;
  @IsOptional() @IsCivilDate() readonly dueOn!: string | null;
  @IsBoolean() readonly isLate!: boolean;
  /** The last day on which the one who has to do it was reminded. */
  @IsOptional() @IsCivilDate() readonly remindedOn!: string | null;
}

export const WAITING_COLUMNS: readonly Column<WaitingView>[] = columnsNamed<WaitingView>(
  'group',
  'thing',
  'what',
  'href',
  'since',
  'dueOn',
  'isLate',
  'remindedOn',
);

/** What of a commitment is another than it was. */
@Label('borough')
export class ChangeView {
  @IsString() readonly commitmentId!: string;
  @IsString() readonly title!: string;
  @IsString() readonly what!: string;
  @IsString() readonly before!: string;
  @IsString() readonly now!: string;
  @IsString() readonly because!: string;
  @IsString() readonly becauseHref!: string;
  @IsISO8601() readonly at!: string;
}

export const CHANGE_COLUMNS: readonly Column<ChangeView>[] = columnsNamed<ChangeView>(
  'commitmentId',
  'title',
  'what',
  'before',
  'now',
  'because',
  'becauseHref',
  'at',
);

const WEEKS_BACK = 8;

@Injectable()
export class TodayQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly lines: WaitingLines,
    private readonly results: ChangedResults,
    private readonly mappings: ChangedMappings,
  ) {}

  get today(): string {
    return this.clock.today();
  }

  get usualSince(): string {
    return addDays(this.clock.today(), -7 * WEEKS_BACK);
  }

  /** What is due first comes first in each group. */
  async waitingFor(person: Person): Promise<WaitingView[]> {
    const { forReader, forCoChair, toCome } = await this.lines.of(person);
    const reminded = await this.remindersFor(person);
    const view = (group: Group, { thing, what, href, since, dueOn }: WaitingLine): WaitingView => {
      const way = group === 'co-chair' ? 'given' : 'received';
      const remindedOn = group === 'to-come' ? null : (reminded[way].get(thing) ?? null);
      return shown(WaitingView, { group, thing, what, href, since, dueOn, isLate: isLate({ dueOn }, this.today), remindedOn }, 'borough');
    };
    return [
      ...forReader.map((line) => view('you', line)),
      ...forCoChair.map((line) => view('co-chair', line)),
      ...toCome.map((line) => view('to-come', line)),
    ];
  }

  /** The latest first. */
  async changedSince(day: string, most: number): Promise<ChangeView[]> {
    const lines = [...(await this.results.since(day, most)), ...(await this.mappings.since(day))];
    lines.sort((one, other) => (one.at < other.at ? 1 : -1));
    return lines.slice(0, most).map(changeOf);
  }

  /** By thing, the last day on which the reader reminded, and on which they were reminded. */
  private async remindersFor(person: Person): Promise<Record<'given' | 'received', ReadonlyMap<string, string>>> {
    const sides = person.roles.flatMap(({ role }) => sideOf(role) ?? []);
    const rows =
      sides.length === 0
        ? []
        : await sql<{ thing: string; side: string; on: string }>(
            this.em.fork(),
            `select thing, side, max(reminded_on)::text as "on" from reminders where reminded_on >= $1::date group by thing, side`,
            [this.usualSince],
          );
    const of = (wanted: readonly string[]) => new Map(rows.filter(({ side }) => wanted.includes(side)).map(({ thing, on }) => [thing, on]));
    return { received: of(sides), given: of(sides.map(otherSide)) };
  }
}

const TITLES = new Map(CATALOGUES.flatMap(({ commitments }) => commitments).map(({ id, title }) => [id, title]));

function changeOf({ because, ...line }: ChangedSince): ChangeView {
  const title = TITLES.get(line.commitmentId) ?? '';
  return shown(ChangeView, { ...line, title, because: because.text, becauseHref: because.href }, 'borough');
}
