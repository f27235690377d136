import { addDays, addMonths, MONTHS } from '#clock';

/** The halves of financial years that are shown: no more, so that a first concern shows nowhere in how many there are. */
const SHOWN = 4;
const BANDS = [
  { from: 20, text: '20 or more' },
  { from: 10, text: '10 to 19' },
  { from: 5, text: '5 to 9' },
  { from: 0, text: 'Fewer than 5' },
] as const;

export interface HalfYear {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly text: string;
}

/** The halves of financial years that are over, the latest first. */
export function halfYearsBefore(today: string): HalfYear[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const running = month < 4 ? `${year - 1}-10-01` : month < 10 ? `${year}-04-01` : `${year}-10-01`;
  return Array.from({ length: SHOWN }, (_, back) => {
    const firstDay = addMonths(running, -6 * (back + 1));
    const lastDay = addDays(addMonths(firstDay, 6), -1);
    return { firstDay, lastDay, text: `${monthOf(firstDay)} to ${monthOf(lastDay)}` };
  });
}

/** A count as everyone may read it. No total stands beside it, and none is exact: from no two of them a third can be worked out. */
export const inBand = (count: number): string => BANDS.find(({ from }) => count >= from)?.text ?? '';

const monthOf = (date: string): string => `${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
