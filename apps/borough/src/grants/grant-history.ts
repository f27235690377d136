import { isRole, roleInWords } from '#identity';
import { instant } from '#pages';
import type { HistoryView } from './grant.views.js';

const ACTS: Record<string, string> = {
  awarded: 'recorded the award',
  corrected: 'corrected the record of the award',
  withdrawn: 'withdrew the grant',
  increased: 'increased the grant',
  reduced: 'reduced the grant',
  ended: 'ended the grant early',
  'warned early': 'recorded an early warning',
  'change made public': 'recorded that a change is public',
  'change withdrawn': 'withdrew a change',
  'payment hold recorded': 'recorded a hold of payments',
};

/** Reasons that are kept elsewhere, since history holds nothing that only some may see. */
const WHY_NOT: Record<string, string> = { 'payment hold recorded': 'Kept with the hold' };

/** What was done, when, in what role and why, as a sentence each; people appear by their role only. */
export function historyInWords(history: readonly HistoryView[], departments: ReadonlyMap<string, string>) {
  return history.map(({ at, role, heldFor: key, act, reason }) => {
    const heldFor = key === null ? null : { kind: 'department' as const, key, name: departments.get(key) ?? null };
    return {
      when: instant(at),
      who: isRole(role) ? roleInWords({ role, heldFor }) : role,
      what: ACTS[act] ?? act,
      why: reason ?? WHY_NOT[act] ?? 'No reason given',
    };
  });
}
