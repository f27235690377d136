import { dateInWords } from '#clock';
import { agreedSince, type CheckInLine, type CheckInLineKind, type CheckIns, whyInactive } from './check-ins.js';

export const CHECK_IN_WORDS: Readonly<Record<CheckInLineKind, string>> = {
  held: 'Held',
  agreed: 'Agreed to hold one every year',
  'not-held': 'Not held on this day, as was recorded wrongly',
  ended: 'Not agreed any more',
};

/** How they stand, and what comes next. */
export function checkInsInWords(lines: readonly CheckInLine[], standing: CheckIns | null, today: string): string {
  const agreed = agreedSince(lines, today);
  if (agreed === null)
    return 'Yearly check-ins are not agreed here. Where they are, and two in a row are missed, the Compact becomes inactive.';
  const since = `Both sides agreed on ${dateInWords(agreed)} to check in on the Compact every year.`;
  if (!standing) return `${since} None is due, since nobody works by a Compact.`;
  const day = dateInWords(standing.dueOn);
  if (standing.missed === 2) return `${since} ${whyInactive(standing)}`;
  if (standing.missed === 0) return `${since} The next check-in is due by ${day}.`;
  return `${since} One was missed. If none is held by ${day}, either, nobody counts as working by the Compact from then on.`;
}
