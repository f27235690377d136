/** Sums that a grant comes to, in the bands that registers are filtered by. The lower edge is in the band, the upper is not; in pence. */
export const AMOUNT_BANDS = {
  'under-1000': { text: 'Under £1,000', from: 0, to: 1_000_00 },
  '1000-to-10000': { text: '£1,000 to £9,999', from: 1_000_00, to: 10_000_00 },
  '10000-to-50000': { text: '£10,000 to £49,999', from: 10_000_00, to: 50_000_00 },
  '50000-to-100000': { text: '£50,000 to £99,999', from: 50_000_00, to: 100_000_00 },
  '100000-and-over': { text: '£100,000 and over', from: 100_000_00, to: null },
} as const;
export type AmountBand = keyof typeof AMOUNT_BANDS;

/** That a column in pence lies in a band, in SQL. */
export function inBand(column: string, band: AmountBand): string {
  const { from, to } = AMOUNT_BANDS[band];
  return `${column} >= ${from}${to === null ? '' : ` and ${column} < ${to}`}`;
}
