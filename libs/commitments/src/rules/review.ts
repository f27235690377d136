import { dateInWords } from '#clock';
import { IsCivilDate } from '#contracts';
import { IsOptional } from 'class-validator';
import { after, measureInWords } from '../measure.js';
import { measured, type Rule } from '../rule.js';
import { met, notAssessable, notMet } from '../verdict.js';

/** The Compact of a borough on one day. */
export class ReviewFacts {
  @IsCivilDate() readonly on!: string;
  /** Since when the version in force is; null where none is. */
  @IsOptional() @IsCivilDate() readonly inForceSince?: string | null;
  /** When it was last reviewed; null where it was not since it is in force. */
  @IsOptional() @IsCivilDate() readonly reviewedOn?: string | null;
}

/** The Compact is in force and was adopted or reviewed within its own limit. */
export const REVIEW: Rule<ReviewFacts> = {
  id: 'R-REVIEW',
  version: 1,
  says: 'A Compact was in force on the day, and it was adopted or reviewed within so long before.',
  facts: ReviewFacts,
  units: ['years', 'months'],
  stronger: 'less',
  decidedOn: ({ on }) => on,
  judge({ on, inForceSince, reviewedOn }, asked) {
    const measure = measured(this, asked);
    if (inForceSince === undefined) return notAssessable('since when the Compact is in force');
    if (inForceSince === null) return notMet(`No Compact was in force on ${dateInWords(on)}.`);
    const last = reviewedOn && reviewedOn > inForceSince ? reviewedOn : inForceSince;
    const says = `In force since ${dateInWords(inForceSince)}${reviewedOn ? `, reviewed on ${dateInWords(reviewedOn)}` : ''}`;
    const due = after(last, measure);
    return on <= due ? met(`${says}.`) : notMet(`${says}; the promise is ${measureInWords(measure)}, so by ${dateInWords(due)}.`);
  },
};
