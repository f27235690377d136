import { dateInWords } from '#clock';
import { IsCivilDate } from '#contracts';
import { IsBoolean, IsOptional } from 'class-validator';
import { after, measureInWords } from '../measure.js';
import { MayBeAbsent, measured, type Rule } from '../rule.js';
import { met, metExplained, notAssessable, notDue, notMet } from '../verdict.js';

/** What was answered to those who answered a consultation. */
export class ReplyFacts {
  @IsCivilDate() readonly closedOn!: string;
  /** Null where no reply was published. */
  @IsOptional() @IsCivilDate() readonly publishedOn?: string | null;
  /** The reply says which views were not taken, and why. */
  @MayBeAbsent() @IsBoolean() readonly saysWhatWasNotTaken?: boolean;
  /** A reason for a late reply is published. */
  @IsBoolean() readonly lateReasonPublished!: boolean;
}

/** R-FEED (undertaking 2.5): a reply within so long after closing, which says also what was not taken. */
export const REPLY: Rule<ReplyFacts> = {
  id: 'R-FEED',
  version: 1,
  says: 'A reply was published so soon after the consultation closed, and says also which views were not taken.',
  facts: ReplyFacts,
  units: ['weeks', 'days', 'months'],
  stronger: 'less',
  decidedOn: ({ closedOn }) => closedOn,
  judge({ closedOn, publishedOn, saysWhatWasNotTaken, lateReasonPublished }, asked, today) {
    const measure = measured(this, asked);
    const due = after(closedOn, measure);
    if (publishedOn === undefined) return notAssessable('whether a reply was published');
    if (publishedOn === null && today <= due) return notDue(`A reply is due by ${dateInWords(due)}.`);
    const promise = `the promise is ${measureInWords(measure)}, so by ${dateInWords(due)}`;
    if (publishedOn === null) return notMet(`Closed on ${dateInWords(closedOn)}, no reply yet; ${promise}.`);
    if (saysWhatWasNotTaken === undefined) return notAssessable('whether the reply says what was not taken');
    const published = `Closed on ${dateInWords(closedOn)}, reply published on ${dateInWords(publishedOn)}`;
    if (!saysWhatWasNotTaken) return notMet(`${published}; it does not say what was not taken.`);
    if (publishedOn <= due) return met(`${published}.`);
    return lateReasonPublished ? metExplained(`${published}; ${promise}. It says why it is late.`) : notMet(`${published}; ${promise}.`);
  },
};
