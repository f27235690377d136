import { address, date, NOT_RECORDED, plural, pounds } from '#pages';
import type { LevelChange } from './programmes-query.js';
import type { LevelRow } from './programmes.queries.js';

export const CHANGE_WORDS: Record<LevelChange | 'protected', string> = {
  new: 'New',
  raised: 'Raised',
  cut: 'Cut',
  ended: 'Ended',
  unchanged: 'Unchanged',
  protected: 'Protected by a pledge',
};

export const LEVEL_TABLE = [
  { text: 'Year' },
  { text: 'Level', isNumber: true },
  { text: 'Year before', isNumber: true },
  { text: 'Difference', isNumber: true },
  { text: 'Pledge' },
];

/** A programme with its years, as the page shows it. */
export interface ShownProgramme {
  readonly title: string;
  /** Its borough, and its department where one is known. */
  readonly of: string;
  readonly grants: string;
  readonly ownPage: string | null;
  readonly rows: readonly object[];
}

interface Places {
  nameOf(borough: string): string;
  ownPage(borough: string, path: string): string | null;
}

/**
 * The levels of one part of the list that the page can show without breaking a programme in two: of the last programme none where more
 * of its years follow, unless it is the only one.
 */
export function wholeProgrammes(rows: readonly LevelRow[], limit: number): readonly LevelRow[] {
  const [shown, following] = [rows.slice(0, limit), rows[limit]];
  if (!following) return shown;
  const whole = shown.filter((row) => !isSame(row, following));
  return whole.length === 0 ? shown : whole;
}

/** The levels by programme, in the order they come. */
export function programmesOf(rows: readonly LevelRow[], places: Places): ShownProgramme[] {
  const groups: LevelRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0] && isSame(last[0], row)) last.push(row);
    else groups.push([row]);
  }
  return groups.flatMap((years) => {
    const [first] = years;
    if (!first) return [];
    const { borough, programmeId, title, departmentName } = first;
    return [
      {
        title: title ?? 'A programme without a name',
        of: [places.nameOf(borough), departmentName].filter(Boolean).join(', '),
        grants: `/grants${address({ borough, programme: programmeId })}`,
        ownPage: places.ownPage(borough, `/programmes/${programmeId}`),
        rows: years.map(cellsOf),
      },
    ];
  });
}

/** "12 programmes, 41 levels"; of a part of a longer list it says so. */
export function countOf(programmes: number, levels: number, isPart: boolean): string {
  return `${plural(programmes, 'programme')}, ${plural(levels, 'level')}${isPart ? ' on this page' : ''}`;
}

const isSame = (one: LevelRow, other: LevelRow): boolean => one.borough === other.borough && one.programmeId === other.programmeId;

function cellsOf(row: LevelRow): object[] {
  const { financialYear, amountPence, setPence, reason, previousPence, differencePence, change } = row;
  const isChanged = setPence !== null && setPence !== amountPence;
  const changed = isChanged ? `Set at ${pounds(setPence)}, changed on ${date(row.decidedOn)}: ${reason ?? NOT_RECORDED}` : '';
  return [
    { text: financialYear },
    { text: amountPence === null ? 'No level published' : pounds(amountPence), hint: changed },
    { text: previousPence === null ? 'No data' : pounds(previousPence) },
    {
      text: differencePence === null ? 'No data' : pounds(differencePence),
      hint: change ? CHANGE_WORDS[change] : 'Nothing published for the year before',
    },
    { text: row.pledge === null ? 'No pledge' : pledgeWords(row), hint: row.pledge ?? '' },
  ];
}

function pledgeWords({ isKept, pledgedOn }: LevelRow): string {
  const outcome = isKept === null ? 'cannot be told, a level is missing' : isKept ? 'kept' : 'not kept';
  return `Pledged on ${date(pledgedOn)}: ${outcome}`;
}
