import { type BarChart, plural, pounds } from '#pages';
import { type BoroughYear, type Figure, KINDS_OF_CHANGE, type KindOfChange } from './grant-changes.js';

interface Cell {
  readonly text: string;
  readonly href?: string;
  readonly hint?: string;
}

const NO_DATA = 'No data';

const WORDS: Record<KindOfChange, string> = { new: 'New', raised: 'Raised', cut: 'Cut', ended: 'Ended' };

type LabelOf = (entry: BoroughYear) => string;

/** What awards and variations came to, side by side. Cuts and endings go down. */
export function awardsChart(entries: readonly BoroughYear[], categoryName: string, labelOf: LabelOf, when: string): BarChart {
  return {
    id: 'awards',
    title: titleOf(entries, ({ awards }) => awards?.cut.count, 'Grants were cut', when),
    description: `Awards, and changes of grants by what they added or took away, ${when}. Public records of the boroughs’ own funding.`,
    categoryName,
    categories: entries.map(labelOf),
    series: KINDS_OF_CHANGE.map((kind) => ({ name: WORDS[kind], values: entries.map(({ awards }) => awards?.[kind].amountPence ?? null) })),
    unit: 'pounds',
  };
}

/** What the levels of programmes came to, and how they changed. */
export function levelsChart(entries: readonly BoroughYear[], categoryName: string, labelOf: LabelOf, when: string): BarChart {
  return {
    id: 'levels',
    title: titleOf(entries, ({ levels }) => levels?.cut?.count, 'Levels of programmes were cut', when),
    description: `Levels of programmes, and their differences to the year before, ${when}. Public records of the boroughs’ own funding.`,
    categoryName,
    categories: entries.map(labelOf),
    series: [
      { name: 'All levels', values: entries.map(({ levels }) => levels?.programmes.amountPence ?? null) },
      ...KINDS_OF_CHANGE.map((kind) => ({ name: WORDS[kind], values: entries.map(({ levels }) => levels?.[kind]?.amountPence ?? null) })),
    ],
    unit: 'pounds',
  };
}

/** A sentence that says what is seen: in how many of the entries something happened, and of how many nothing is known. */
function titleOf(entries: readonly BoroughYear[], count: (entry: BoroughYear) => number | undefined, what: string, when: string): string {
  const known = entries.filter((entry) => count(entry) !== undefined);
  const [first] = entries;
  const areBoroughs = first !== undefined && entries.every(({ financialYear }) => financialYear === first.financialYear);
  const noun = areBoroughs ? 'borough' : 'year';
  if (known.length === 0) return `No data to show ${when}`;
  const some = known.filter((entry) => (count(entry) ?? 0) > 0).length;
  const missing = entries.length - known.length;
  const rest = missing > 0 ? `; no data for ${plural(missing, noun)}` : '';
  return `${what} in ${some} of ${plural(known.length, noun)} ${when}${rest}`;
}

export const AWARD_TABLE = (first: string) => [{ text: first }, ...KINDS_OF_CHANGE.map((kind) => ({ text: WORDS[kind], isNumber: true }))];

/** Awards and their changes, each figure with the grants behind it. */
export function awardCells({ borough, financialYear, awards }: BoroughYear, label: string): Cell[] {
  const behind = (kind: KindOfChange) =>
    `/grants?borough=${borough}&funding=own&change=${kind}&financialYear=${encodeURIComponent(financialYear)}`;
  return [{ text: label }, ...KINDS_OF_CHANGE.map((kind) => figureCell(awards?.[kind], 'grant', behind(kind)))];
}

export const LEVEL_TABLE = (first: string) => [
  { text: first },
  { text: 'All levels', isNumber: true },
  ...KINDS_OF_CHANGE.map((kind) => ({ text: WORDS[kind], isNumber: true })),
  { text: 'Unchanged', isNumber: true },
  { text: 'Protected', isNumber: true },
];

/** Levels and their changes, each figure with the programmes behind it. */
export function levelCells({ borough, financialYear, levels }: BoroughYear, label: string): Cell[] {
  const behind = (change?: string) =>
    `/programmes?borough=${borough}&financialYear=${encodeURIComponent(financialYear)}${change ? `&change=${change}` : ''}`;
  const changed = [...KINDS_OF_CHANGE, 'unchanged' as const].map((kind) => figureCell(levels?.[kind], 'programme', behind(kind)));
  return [{ text: label }, figureCell(levels?.programmes, 'programme', behind()), ...changed, protectedCell(levels, behind('protected'))];
}

function figureCell(figure: Figure | null | undefined, noun: string, href: string): Cell {
  if (!figure) return { text: NO_DATA };
  return { text: pounds(figure.amountPence), hint: plural(figure.count, noun), ...(figure.count > 0 && { href }) };
}

function protectedCell(levels: BoroughYear['levels'], href: string): Cell {
  if (!levels) return { text: NO_DATA };
  const { count, amountPence, kept, notKept, notKnown } = levels.protected;
  if (count === 0) return { text: 'No pledge' };
  const outcome = [`${kept} kept`, `${notKept} not kept`, ...(notKnown > 0 ? [`${notKnown} cannot be told`] : [])].join(', ');
  return { text: pounds(amountPence), hint: `${plural(count, 'pledge')}: ${outcome}`, href };
}
