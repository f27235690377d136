import { dateInWords } from '#clock';
import { IsCivilDate } from '#contracts';
import { IsBoolean, IsInt, IsOptional, Min } from 'class-validator';
import { before, measureInWords } from '../measure.js';
import { MayBeAbsent, measured, type Rule } from '../rule.js';
import { met, metExplained, notAssessable, notDue, notMet } from '../verdict.js';

/** When papers of a meeting were out. */
export class AgendaFacts {
  @IsCivilDate() readonly meetingOn!: string;
  /** Null where it was not sent, or not published. */
  @IsOptional() @IsCivilDate() readonly outOn?: string | null;
  /** The chair's reason for a late one is recorded. */
  @IsBoolean() readonly lateReasonRecorded!: boolean;
}

const agendaRule = (id: string, says: string, what: string): Rule<AgendaFacts> => ({
  id,
  version: 1,
  says,
  facts: AgendaFacts,
  units: ['weeks', 'days'],
  stronger: 'more',
  decidedOn: ({ meetingOn }) => meetingOn,
  judge({ meetingOn, outOn, lateReasonRecorded }, asked, today) {
    const measure = measured(this, asked);
    const due = before(meetingOn, measure);
    if (outOn === undefined) return notAssessable(`when ${what} was out`);
    if (outOn === null && today <= due) return notDue(`Due by ${dateInWords(due)}.`);
    const says = `Meeting on ${dateInWords(meetingOn)}, ${what} ${outOn === null ? 'not out' : `out on ${dateInWords(outOn)}`}`;
    if (outOn !== null && outOn <= due) return met(`${says}.`);
    const clash = `${says}; the promise is ${measureInWords(measure)} before`;
    return lateReasonRecorded ? metExplained(`${clash}. The chair’s reason is recorded.`) : notMet(`${clash}.`);
  },
});

/** The agenda is public a week before. */
export const AGENDA = agendaRule('R-AGENDA', 'The agenda was published so long before the meeting.', 'the agenda');

/** The draft goes to those who plan the agenda two weeks before. */
export const DRAFT_AGENDA = agendaRule(
  'R-DRAFT',
  'The draft agenda was with those who plan it so long before the meeting.',
  'the draft agenda',
);

/** A paper for a meeting. */
export class PaperFacts {
  @IsCivilDate() readonly meetingOn!: string;
  @MayBeAbsent() @IsInt() @Min(1) readonly pages?: number;
  @IsBoolean() readonly reasonRecorded!: boolean;
}

export const PAPERS: Rule<PaperFacts> = {
  id: 'R-PAPERS',
  version: 1,
  says: 'The paper has at most so many pages, or says why it needs more.',
  facts: PaperFacts,
  units: ['pages'],
  stronger: 'less',
  decidedOn: ({ meetingOn }) => meetingOn,
  judge({ pages, reasonRecorded }, asked) {
    const measure = measured(this, asked);
    if (pages === undefined) return notAssessable('how many pages it has');
    const says = `${pages} ${pages === 1 ? 'page' : 'pages'}`;
    if (pages <= measure.number) return met(`${says}.`);
    const clash = `${says}; the promise is at most ${measureInWords(measure)}`;
    return reasonRecorded ? metExplained(`${clash}. The reason is recorded.`) : notMet(`${clash}.`);
  },
};

/** Where the meetings of one body were, over a year. Those that were online alone are left out. */
export class VenueFacts {
  @IsCivilDate() readonly yearEndsOn!: string;
  @IsInt() @Min(0) readonly away!: number;
  @IsInt() @Min(0) readonly atTownHall!: number;
}

export const VENUES: Rule<VenueFacts> = {
  id: 'R-VENUES',
  version: 1,
  says: 'So many of every hundred meetings of the year were away from the town hall. It is judged when the year is over.',
  facts: VenueFacts,
  units: ['per cent'],
  stronger: 'more',
  decidedOn: ({ yearEndsOn }) => yearEndsOn,
  judge({ yearEndsOn, away, atTownHall }, asked, today) {
    const measure = measured(this, asked);
    const says = `${away} of ${away + atTownHall} meetings away from the town hall`;
    if (today <= yearEndsOn) return notDue(`${says} so far; the year ends on ${dateInWords(yearEndsOn)}.`);
    if (away + atTownHall === 0) return notAssessable('any meeting with a place');
    return away * 100 >= measure.number * (away + atTownHall)
      ? met(`${says}.`)
      : notMet(`${says}; the promise is ${measureInWords(measure)}.`);
  },
};

/** How often a body met in a year. */
export class MeetingsHeldFacts {
  @IsCivilDate() readonly yearEndsOn!: string;
  /** With enough members to decide. */
  @IsInt() @Min(0) readonly held!: number;
}

export const MEETINGS_HELD: Rule<MeetingsHeldFacts> = {
  id: 'R-MEETINGS',
  version: 1,
  says: 'The Compact Implementation Group met so often in the year, with enough members to decide. It is judged when the year is over.',
  facts: MeetingsHeldFacts,
  units: ['meetings'],
  stronger: 'more',
  decidedOn: ({ yearEndsOn }) => yearEndsOn,
  judge({ yearEndsOn, held }, asked, today) {
    const measure = measured(this, asked);
    const says = `${held} ${held === 1 ? 'meeting' : 'meetings'} held`;
    if (held >= measure.number) return met(`${says}.`);
    if (today <= yearEndsOn) return notDue(`${says} so far; the year ends on ${dateInWords(yearEndsOn)}.`);
    return notMet(`${says}; the promise is ${measureInWords(measure)}.`);
  },
};
