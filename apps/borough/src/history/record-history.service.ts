import { type Column, columnsNamed, decodeCursor, page, type Page } from '#api';
import { sql } from '#database';
import { isRole, roleInWords } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsBoolean, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { Borough } from '../borough.js';
import { DepartmentsService } from '../departments/departments.service.js';

/** What changed, as a line of history keeps it. */
type Changes = Readonly<Record<string, unknown>>;

/** How an act on a kind of record reads. */
export interface ActInWords {
  /** As a sentence goes on after who did it. Of an act for everyone, it says nothing that was not told to the network. */
  readonly says: (changes: Changes) => string;
  /**
   * What everyone sees of it, once its fact was told: without this, nothing. The reason only where the fact has it too; the reason of an
   * award stays in the borough.
   */
  readonly everyoneSees?: 'the act' | 'the act and why';
  /** Tells that the record has something labelled `case`: seen by those alone who may read that. */
  readonly isCase?: boolean;
  /** Where the reason is kept instead, since history holds nothing that only some may see. */
  readonly whyElsewhere?: string;
}

/** The acts of one kind of record. What is not here is shown to nobody outside, and to officers by its bare name. */
export type ActsInWords = Readonly<Record<string, ActInWords>>;

/** One act in words; the person appears by role only. */
@Label('public')
export class HistoryItem {
  @IsUUID() readonly id!: string;
  @IsISO8601() readonly at!: string;
  @IsString() readonly role!: string;
  /** The role in words, and what it is held for: Funding officer for Housing. */
  @IsString() readonly who!: string;
  @IsString() readonly act!: string;
  @IsString() readonly what!: string;
  /** Null where none was given, or it is not public. */
  @IsOptional() @IsString() readonly why!: string | null;
  /** Whether everyone sees this act. */
  @IsBoolean() readonly isPublic!: boolean;
}

export const HISTORY_COLUMNS: readonly Column<HistoryItem>[] = columnsNamed<HistoryItem>(
  'at',
  'who',
  'what',
  'why',
  'act',
  'role',
  'isPublic',
);

interface Row {
  readonly id: string;
  readonly at: string;
  readonly role: string;
  readonly heldFor: string | null;
  readonly act: string;
  readonly reason: string | null;
  readonly changes: Changes | null;
  readonly isPublic: boolean;
  readonly isTakenBack: boolean;
}

/** Which part of the history is asked for, and whether by somebody who may see what is not public of the record. */
export interface HistoryPart {
  readonly seesAll: boolean;
  /** Whether they may read what is labelled `case`, too. */
  readonly seesCase?: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** On the page of a record. */
const ON_A_PAGE = 20;
const ALL_ON_A_PAGE = 500;

/** A record's history as its page shows it. */
export interface HistoryOnPage {
  readonly items: readonly HistoryItem[];
  /** Whether there are older acts than these. */
  readonly hasMore: boolean;
  readonly showsAll: boolean;
}

/** The history of one record in words. Nobody outside sees, or can count, an act that was not told to the network. */
@Injectable()
export class RecordHistory {
  constructor(
    private readonly em: EntityManager,
    private readonly departments: DepartmentsService,
    private readonly borough: Borough,
  ) {}

  /** As the record's page shows it; `shown` is what its address asks for: all, or the latest. */
  async onPage(
    recordId: string | readonly string[],
    acts: ActsInWords,
    sees: Pick<HistoryPart, 'seesAll' | 'seesCase'>,
    shown?: string,
  ): Promise<HistoryOnPage> {
    const showsAll = shown === 'all';
    const { items, next } = await this.of(recordId, acts, { ...sees, limit: showsAll ? ALL_ON_A_PAGE : ON_A_PAGE });
    return { items, hasMore: next !== null, showsAll };
  }

  /** Of one record, or of several together; the latest first. */
  async of(
    recordId: string | readonly string[],
    acts: ActsInWords,
    { seesAll, seesCase = false, limit, cursor }: HistoryPart,
  ): Promise<Page<HistoryItem>> {
    const em = this.em.fork();
    const [after] = decodeCursor(cursor, 'uuid') ?? [null];
    const forEveryone = Object.keys(acts).filter((act) => acts[act]?.everyoneSees);
    const hidden = seesCase ? [] : Object.keys(acts).filter((act) => acts[act]?.isCase);
    const rows = await sql<Row>(em, LINES, [[recordId].flat(), forEveryone, seesAll, after, limit + 1, hidden]);
    const found = page(rows, limit, ({ id }) => [id]);
    const names = await this.namesOf(
      em,
      found.items.flatMap(({ heldFor }) => (heldFor === null ? [] : [heldFor])),
    );
    return { ...found, items: found.items.map((row) => inWords(row, acts[row.act], { seesAll, names })) };
  }

  /** What roles were held for, by key: departments, bodies, and organisations, whose register is everyone's to read. */
  private async namesOf(em: EntityManager, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const named = [...(await this.departments.own(em)), ...this.borough.bodies];
    const names = new Map(named.map(({ key, name }) => [key, name]));
    const others = keys.filter((key) => !names.has(key));
    if (others.length === 0) return names;
    const rows = await sql<{ key: string; name: string }>(em, ORGANISATIONS, [others]);
    return new Map([...names, ...rows.map(({ key, name }) => [key, name] as const)]);
  }
}

const ORGANISATIONS = 'select id::text as key, name from organisations where id::text = any($1::text[])';

/**
 * An act is public if it is one of those that may be, and its fact was told. Of a record that was withdrawn only that is left, and of a
 * change that was taken back only that there was one.
 */
const LINES = `
  with lines as (
    select h.id, h.at, h.role, h.held_for, h.act, h.reason, h.changes,
      h.act <> 'change withdrawn' and exists (
        select from history w where w.record_id = h.record_id and w.told and w.act = 'change withdrawn'
          and w.changes ->> 'variationId' = h.changes ->> 'variationId'
      ) as is_taken_back,
      h.told and h.act = any($2::text[]) and (h.act = 'withdrawn' or not exists (
        select from history w where w.record_id = h.record_id and w.told and w.act = 'withdrawn'
      )) as is_public
    from history h where h.record_id = any($1)
  )
  select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, role, held_for as "heldFor", act, reason,
    changes, is_public as "isPublic", is_taken_back as "isTakenBack"
  from lines where (is_public or $3) and act <> all($6::text[])
    and ($4::uuid is null or (at, id) < (select l.at, l.id from lines l where l.id = $4))
  order by at desc, id desc limit $5`;

function inWords(
  { id, at, role, heldFor: key, act, reason, changes, isPublic, isTakenBack }: Row,
  words: ActInWords | undefined,
  { seesAll, names }: { seesAll: boolean; names: ReadonlyMap<string, string> },
): HistoryItem {
  const isBare = isTakenBack && !seesAll;
  const heldFor = key === null ? null : { kind: 'department' as const, key, name: names.get(key) ?? null };
  const seesWhy = seesAll || (words?.everyoneSees === 'the act and why' && !isBare);
  const item = {
    id,
    at,
    role,
    who: isRole(role) ? roleInWords({ role, heldFor }) : role,
    act,
    what: words?.says(isBare ? {} : (changes ?? {})) ?? act,
    why: seesWhy ? (reason ?? words?.whyElsewhere ?? null) : null,
    isPublic,
  };
  return shown(HistoryItem, item, 'public');
}
