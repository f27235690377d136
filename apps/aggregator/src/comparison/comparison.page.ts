import { dateInWords } from '#clock';
import {
  type Commitment,
  EVIDENCE_WORDS,
  evidenceInWords,
  HIGHEST_MARK,
  measureInWords,
  NOT_COMPARABLE,
  type NotComparable,
  NO_EVIDENCE,
  NOT_MAPPED,
  NOTHING_ASKED,
  RELATION_WORDS,
  VERDICT_WORDS,
} from '#commitments';
import type { CaseRecordKind, Measure, PublishedMark } from '#contracts';
import { listed } from '#errors';
import { plural, shortened } from '#pages';
import type { ClauseWordsItem } from '../mappings/mappings.queries.js';
import type { ComparedBoroughItem, ComparedCaseItem, ComparedItem, HoldItem, LensItem, PromiseItem } from './comparison-item.js';

/** How each reason reads as a tag; its sentence stands beside it. */
export const STATE_WORDS: Readonly<Record<NotComparable, string>> = {
  'no-data': 'No data',
  'not-provided': 'Not provided',
  withheld: 'Withheld',
  'no-compact': 'No Compact in force',
  silent: 'Silent',
  'no-measure': 'No measure',
  unmapped: 'Not mapped yet',
  stale: 'Stale',
  changed: 'Changed',
  'reply-open': 'Reply open',
  'too-few': 'Too few cases',
};

/** What one lens shows, in words: a figure, or the tag of a reason and its sentence. */
export interface LensOnPage {
  readonly name: string;
  readonly figure: string | null;
  readonly rate: string | null;
  readonly tag: string | null;
  readonly says: string | null;
}

export interface BoroughOnPage {
  readonly code: string;
  readonly name: string;
  readonly promise: string;
  readonly measure: string | null;
  /** That something was withdrawn, of which only the mark stays; why it is not run here, or held back. */
  readonly beside: string | null;
  readonly lenses: readonly LensOnPage[];
}

export interface CommitmentOnPage {
  readonly id: string;
  readonly title: string;
  readonly theme: string;
  readonly measure: string | null;
  readonly comparable: string;
  readonly boroughs: readonly BoroughOnPage[];
}

/** By marks, or by one lens or both. */
export interface ShownBy {
  readonly isMarked: boolean;
  readonly lens?: LensShown;
}

export type LensShown = 'own-word' | 'common-measure' | undefined;

const words = (measure: Measure | null): string | null => measure && measureInWords(measure);

export function lensOnPage(name: string, { state, says, n, met, rate }: LensItem): LensOnPage {
  if (state !== 'comparable') return { name, figure: null, rate: null, tag: STATE_WORDS[state], says };
  return { name, figure: `${met} of ${n} kept`, rate: rate === null ? null : `${rate}%`, tag: null, says: null };
}

export const promiseInWords = ({ relation }: PromiseItem): string => (relation === 'unmapped' ? NOT_MAPPED : RELATION_WORDS[relation].text);

/** What else there is to say of a borough's figure: that something was withdrawn, and why it is not run or held back. */
const besideIn = ({ withdrawn, provision }: ComparedBoroughItem): string | null =>
  [
    withdrawn > 0 && `${plural(withdrawn, 'case')} withdrawn and left out.`,
    provision && `From ${dateInWords(provision.from)}: ${provision.reason}`,
  ]
    .filter(Boolean)
    .join(' ') || null;

/** That a hold runs, as a banner says it. */
export const holdInWords = ({ from, to, reason }: HoldItem, name: string): string =>
  `${name} publishes nothing newly adverse from ${dateInWords(from)} to ${dateInWords(to)}: ${reason}`;

/** What both chairs marked, in place of both lenses: never a number made of two. */
function marksOnPage({ marks, commonMeasure }: ComparedBoroughItem): LensOnPage {
  const name = 'Marks of both chairs';
  if (!marks) return lensOnPage(name, commonMeasure);
  const evidence = marks.marks.map((mark) => {
    const grade = mark.evidence ? EVIDENCE_WORDS[mark.evidence.grade] : NO_EVIDENCE;
    return `${mark.side === 'council' ? 'Council' : 'VCS'}: ${grade.toLowerCase()}.`;
  });
  return { name, figure: marks.says, rate: [`${dateInWords(marks.assessedOn)}.`, ...evidence].join(' '), tag: null, says: null };
}

export function boroughOnPage(item: ComparedBoroughItem, name: string, { isMarked, lens }: ShownBy): BoroughOnPage {
  const checked = [
    ...(lens === 'common-measure' ? [] : [lensOnPage('Own word', item.ownWord)]),
    ...(lens === 'own-word' ? [] : [lensOnPage('Common measure', item.commonMeasure)]),
  ];
  return {
    code: item.borough,
    name,
    promise: promiseInWords(item.promise),
    measure: words(item.promise.measure),
    beside: besideIn(item),
    lenses: isMarked ? [marksOnPage(item)] : checked,
  };
}

/** Words of a clause as they are quoted beside a promise, with where they are read in full. */
export interface QuoteOnPage {
  readonly text: string;
  readonly clause: string;
  readonly href: string;
}

const LONGEST_QUOTE = 240;
const MOST_QUOTES = 3;

/** What the Compact says in its own words, where both chairs agreed that it deals with the commitment. */
export function quotesOf({ borough, promise }: ComparedBoroughItem, words: readonly ClauseWordsItem[]): QuoteOnPage[] {
  const own = words.filter((one) => one.borough === borough && one.mappingId === promise.mappingId);
  return own.slice(0, MOST_QUOTES).map(({ text, number, versionId, clauseId }) => ({
    text: `“${shortened(text, LONGEST_QUOTE)}”`,
    clause: `Clause ${number}`,
    href: `/compacts/${borough}/versions/${versionId}#clause-${clauseId}`,
  }));
}

export function commitmentOnPage(item: ComparedItem, { nameOf, lens, comparableIn }: Showing): CommitmentOnPage {
  return {
    id: item.id,
    title: item.title,
    theme: item.theme,
    measure: words(item.measure),
    comparable: `Comparable in ${comparableIn} of ${plural(item.boroughs.length, 'borough')}`,
    boroughs: item.boroughs.map((one) => boroughOnPage(one, nameOf(one.borough), { isMarked: item.isMarked, lens })),
  };
}

export interface Showing {
  readonly nameOf: (code: string) => string;
  readonly lens: LensShown;
  readonly comparableIn: number;
}

/** The eleven reasons with how often each stands in place of a figure, by the lenses that are shown. */
export function reasonsIn(items: readonly ComparedItem[], lens: LensShown): { readonly text: string; readonly count: number }[] {
  const shown = items.flatMap(({ boroughs }) =>
    boroughs.flatMap(({ ownWord, commonMeasure }) => [
      ...(lens === 'common-measure' ? [] : [ownWord.state]),
      ...(lens === 'own-word' ? [] : [commonMeasure.state]),
    ]),
  );
  return NOT_COMPARABLE.map((state) => ({ text: STATE_WORDS[state], count: shown.filter((one) => one === state).length })).filter(
    ({ count }) => count > 0,
  );
}

/** Of which time figures are, as a page says it beside them. */
export const periodInWords = (financialYears: readonly string[]): string =>
  financialYears.length === 0 ? 'All financial years' : listed(financialYears.toSorted());

const REPLY_WORDS: Readonly<Record<string, string>> = { agree: 'agrees', context: 'adds', disagree: 'disagrees' };
const SIDES: Readonly<Record<string, string>> = { council: 'The council', sector: 'The voluntary sector' };

/** Where the public records that cases are about can be read. */
const PAGE_OF: Readonly<Record<CaseRecordKind, string>> = { grant: '/grants', consultation: '/consultations' };

/** A case as a row: what it is about, what each measure says, and what the chairs replied. */
export function caseCells(item: ComparedCaseItem, name: string) {
  const { organisation, department, programme, borough, decidedOn, commonMeasure } = item;
  const { recordKind, recordId, recordTitle } = item;
  const page = recordKind && recordId && `${PAGE_OF[recordKind]}/${borough}/${recordId}`;
  const about = [department, programme].filter(Boolean).join(', ');
  return [
    { text: organisation ?? recordTitle ?? 'Not named', ...(page && { href: page }), hint: about },
    { text: name },
    { text: decidedOn === null ? 'Not known' : dateInWords(decidedOn), hint: item.financialYear },
    ownWordCell(item),
    { text: VERDICT_WORDS[commonMeasure], hint: item.commonMeasureSays },
    { text: repliesOf(item.replies), hint: item.replies?.some(({ kind }) => kind === 'disagree') ? 'Borough disagrees' : '' },
  ];
}

/** By the borough's own words: what came of it, or why nothing is said. */
function ownWordCell({ promise, ownWord, ownWordSays }: ComparedCaseItem) {
  if (ownWord !== null) return { text: VERDICT_WORDS[ownWord], hint: ownWordSays ?? '' };
  if (promise === 'measured') return { text: STATE_WORDS['reply-open'], hint: 'The chairs may reply to it first.' };
  return { text: STATE_WORDS[promise], hint: NOTHING_ASKED[promise] };
}

function repliesOf(replies: ComparedCaseItem['replies']): string {
  if (replies === null) return 'None needed';
  if (replies.length === 0) return 'No reply received';
  return replies.map(({ side, kind, text }) => `${SIDES[side] ?? side} ${REPLY_WORDS[kind] ?? kind}${text ? `: ${text}` : '.'}`).join(' ');
}

/** The marks of one borough as a row: each side’s with what it rests on, and what was replied. Null where there are none. */
export function markCells({ borough, marks }: ComparedBoroughItem, name: string) {
  if (!marks) return null;
  const of = (side: PublishedMark['side']) => {
    const mark = marks.marks.find((one) => one.side === side);
    if (!mark) return { text: 'Left out' };
    return { text: `${mark.mark} of ${HIGHEST_MARK}`, hint: [mark.comment, evidenceInWords(mark.evidence)].filter(Boolean).join(' ') };
  };
  return [
    { text: name, href: `/compacts/${borough}` },
    { text: marks.round, hint: `Assessed ${dateInWords(marks.assessedOn)}, catalogue ${marks.catalogueVersion}` },
    of('council'),
    of('sector'),
    { text: repliesOf(marks.replies) },
  ];
}

export const measureOf = ({ measure }: Commitment): string | null => words(measure);
