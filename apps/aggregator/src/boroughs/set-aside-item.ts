import { type Column, columnsNamed, ListQuery } from '#api';
import { IsText } from '#contracts';
import { AsList } from '#pages';
import { Label, shown } from '#visibility';
import { ArrayMaxSize, IsDateString, IsInt, IsString } from 'class-validator';
import type { SetAsideRow } from './set-aside.queries.js';

/** Why an event is set aside, for whoever reads the figures it is not in. The technical words stay with the borough and in our log. */
const WHY: Record<string, string> = {
  waits: 'An earlier fact of the same record is set aside, so this one waits.',
  newer: 'It is newer than we know: the borough’s program is newer than ours. It is kept, and taken once ours knows this kind of fact.',
  'not-in-form': 'A value in it is not in the form that was agreed.',
  'not-applied': 'We could not store it. The fault is ours.',
  misaddressed: 'It was told under an address that does not fit it.',
  unreadable: 'We could not read it.',
};

export const whySetAside = (kind: string): string => WHY[kind] ?? 'We could not take it.';

/** What is asked of the facts that are set aside. Each part may be repeated. */
export class SetAsideQuery extends ListQuery {
  /** Codes of boroughs. */
  @AsList() @ArrayMaxSize(400) @IsText(60, { each: true }) borough: string[] = [];
  /** `newer`: newer than we know; `waits`, `not-in-form`, `not-applied`, `misaddressed`, `unreadable`. */
  @AsList() @ArrayMaxSize(10) @IsText(60, { each: true }) kind: string[] = [];
}

/** A fact that a borough told and that is not in our figures yet. */
@Label('public')
export class SetAsideItem {
  @IsString() readonly borough!: string;
  /** Its place in the borough's log. */
  @IsInt() readonly position!: number;
  /** Feature, fact and major version; `unknown` where it does not read. */
  @IsString() readonly type!: string;
  /** The id of the record; empty where it does not read. */
  @IsString() readonly subject!: string;
  @IsString() readonly kind!: string;
  /** Why, in a sentence. */
  @IsString() readonly why!: string;
  @IsDateString() readonly at!: string;
}

export const setAsideItemOf = (row: SetAsideRow): SetAsideItem => shown(SetAsideItem, { ...row, why: whySetAside(row.kind) }, 'public');

export const SET_ASIDE_COLUMNS: readonly Column<SetAsideItem>[] = columnsNamed<SetAsideItem>(
  'borough',
  'position',
  'type',
  'subject',
  'kind',
  'why',
  'at',
);
