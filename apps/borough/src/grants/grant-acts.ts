import { dateInWords } from '#clock';
import type { CorrectableField } from '#contracts';
import { pounds } from '#pages';
import type { ActsInWords } from '../history/record-history.service.js';
import { FIELD_WORDS } from './grant-timeline.js';

type Changes = Readonly<Record<string, unknown>>;

/** An early warning changes no sum. */
function change({ from, to, effectiveOn }: Changes): string {
  const day = typeof effectiveOn === 'string' ? dateInWords(effectiveOn) : null;
  if (typeof from !== 'number' || typeof to !== 'number') return day ? `, to come from ${day}` : '';
  return ` from ${pounds(from)} to ${pounds(to)}${day ? `, with effect from ${day}` : ''}`;
}

function fields({ correctedFields }: Changes): string {
  const words = Array.isArray(correctedFields)
    ? correctedFields.map((field) => FIELD_WORDS[field as CorrectableField]).filter(Boolean)
    : [];
  return words.length > 0 ? `: ${words.join(', ')}` : '';
}

const varied = (what: string) => ({ says: (changes: Changes) => `${what}${change(changes)}`, everyoneSees: 'the act and why' }) as const;

/** What is done to grants, in words. A change reads the same before it is public: then its fact is not told, and nobody outside sees it. */
export const GRANT_ACTS: ActsInWords = {
  awarded: { says: () => 'Recorded the award', everyoneSees: 'the act' },
  corrected: { says: (changes) => `Corrected the record of the award${fields(changes)}`, everyoneSees: 'the act and why' },
  withdrawn: { says: () => 'Withdrew the grant', everyoneSees: 'the act and why' },
  increased: varied('Increased the grant'),
  reduced: varied('Reduced the grant'),
  ended: varied('Ended the grant early'),
  'warned early': varied('Recorded an early warning of a change'),
  'change made public': varied('Made a change public'),
  'change withdrawn': { says: () => 'Took a change back', everyoneSees: 'the act and why' },
  'payment hold recorded': { says: () => 'Recorded a hold of payments', isCase: true, whyElsewhere: 'Kept with the hold' },
  erased: { says: () => 'Erased a part of the history' },
};
