import { addDays, firstDayOf } from '#clock';
import type { SignatoryEnding } from '#contracts';
import { type AdoptedVersion, type SaidStanding, standingOn } from './standing.js';

/** How a body stands to the Compact (domain.md 3.2). All of it follows from what was recorded and the day: nobody sets it. */
export const SIGNATORY_STATES = [
  'invited',
  'pledged',
  'active',
  'reaffirm-due',
  'lapsed',
  'suspended',
  'withdrawn',
  'succeeded',
  'dissolved',
] as const;
export type SignatoryState = (typeof SIGNATORY_STATES)[number];

/** What is recorded of a body that was asked to sign. */
export interface RecordedSignatory {
  /** The version that it signed last; null while it has signed none. */
  readonly versionId: string | null;
  readonly confirmedOn?: string | null | undefined;
  readonly suspendedOn?: string | null | undefined;
  readonly withdrawnOn?: string | null | undefined;
  readonly endedAs?: SignatoryEnding | null | undefined;
  /** For how many days after a newer version is in force the signature still counts. */
  readonly reaffirmWithinDays: number;
}

export interface SignatoryStanding {
  readonly state: SignatoryState;
  /** The last day for signing the newer version; null where none is in force. */
  readonly reaffirmBy: string | null;
}

/** The Compact over time. */
interface CompactOverTime {
  readonly versions: readonly AdoptedVersion[];
  readonly said: readonly SaidStanding[];
}

export const SIGNATORY_STATE_WORDS: Readonly<Record<SignatoryState, { readonly text: string; readonly classes: string }>> = {
  invited: { text: 'Invited', classes: 'govuk-tag--blue' },
  pledged: { text: 'Pledged', classes: 'govuk-tag--blue' },
  active: { text: 'Signed', classes: 'govuk-tag--green' },
  'reaffirm-due': { text: 'Has to sign the newer version', classes: 'govuk-tag--yellow' },
  lapsed: { text: 'Lapsed', classes: 'govuk-tag--grey' },
  suspended: { text: 'Suspended', classes: 'govuk-tag--orange' },
  withdrawn: { text: 'Withdrew', classes: 'govuk-tag--grey' },
  succeeded: { text: 'Succeeded by another body', classes: 'govuk-tag--grey' },
  dissolved: { text: 'Dissolved', classes: 'govuk-tag--grey' },
};

/** How a body stands on a day. Where it signed an older version than the one in force, it has to sign that one in time. */
export function signatoryStandingOn(signatory: RecordedSignatory, compact: CompactOverTime, day: string): SignatoryStanding {
  const over = overAs(signatory);
  if (over) return { state: over, reaffirmBy: null };
  if (signatory.suspendedOn) return { state: 'suspended', reaffirmBy: null };
  if (!signatory.confirmedOn) return { state: 'pledged', reaffirmBy: null };
  const since = outOfDateSince(signatory.versionId, compact, day);
  if (since === null) return { state: 'active', reaffirmBy: null };
  const reaffirmBy = addDays(since, signatory.reaffirmWithinDays);
  return { state: day > reaffirmBy ? 'lapsed' : 'reaffirm-due', reaffirmBy };
}

function overAs({ versionId, withdrawnOn, endedAs }: RecordedSignatory): SignatoryState | null {
  if (endedAs) return endedAs;
  if (withdrawnOn) return 'withdrawn';
  return versionId === null ? 'invited' : null;
}

/** The first day on which a newer version than the one signed was in force; null where none is today. */
function outOfDateSince(versionId: string | null, { versions, said }: CompactOverTime, day: string): string | null {
  const signed = versions.find((version) => version.versionId === versionId);
  const { inForce } = standingOn(versions, said, day);
  if (!signed || !inForce) return null;
  const newer = versions.map(({ inForceFrom }) => firstDayOf(inForceFrom)).filter((from) => from > firstDayOf(signed.inForceFrom));
  return newer.filter((from) => from <= day).toSorted()[0] ?? null;
}
