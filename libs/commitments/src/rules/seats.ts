import { dateInWords } from '#clock';
import { IsCivilDate } from '#contracts';
import { IsBoolean, IsInt, Min } from 'class-validator';
import { measureInWords } from '../measure.js';
import { MayBeAbsent, measured, type Rule } from '../rule.js';
import { met, metExplained, notAssessable, notMet } from '../verdict.js';

/** The seats of the voluntary sector in one body on one day. */
export class SeatsFacts {
  @IsCivilDate() readonly on!: string;
  @IsInt() @Min(0) readonly seats!: number;
  @MayBeAbsent() @IsInt() @Min(0) readonly filled?: number;
}

export const SEATS_FILLED: Rule<SeatsFacts> = {
  id: 'R-SEATS',
  version: 1,
  says: 'So many of every hundred seats of the voluntary sector in the body were filled on the day.',
  facts: SeatsFacts,
  units: ['per cent'],
  stronger: 'more',
  decidedOn: ({ on }) => on,
  judge({ on, seats, filled }, asked) {
    const measure = measured(this, asked);
    if (filled === undefined || seats === 0) return notAssessable('which seats there are and are filled');
    const says = `${filled} of ${seats} seats filled on ${dateInWords(on)}`;
    return filled * 100 >= measure.number * seats ? met(`${says}.`) : notMet(`${says}; the promise is ${measureInWords(measure)}.`);
  },
};

/** Who may vote in one body on one day. */
export class VotingShareFacts {
  @IsCivilDate() readonly on!: string;
  @IsInt() @Min(0) readonly votingSeats!: number;
  @MayBeAbsent() @IsInt() @Min(0) readonly ofSector?: number;
}

export const VOTING_SHARE: Rule<VotingShareFacts> = {
  id: 'R-SHARE',
  version: 1,
  says: 'So many of every hundred voting seats of the body were of the voluntary sector on the day.',
  facts: VotingShareFacts,
  units: ['per cent'],
  stronger: 'more',
  decidedOn: ({ on }) => on,
  judge({ on, votingSeats, ofSector }, asked) {
    const measure = measured(this, asked);
    if (ofSector === undefined || votingSeats === 0) return notAssessable('which voting seats there are, and of which sector');
    const says = `${ofSector} of ${votingSeats} voting seats on ${dateInWords(on)}`;
    return ofSector * 100 >= measure.number * votingSeats ? met(`${says}.`) : notMet(`${says}; the promise is ${measureInWords(measure)}.`);
  },
};

/** The members of one sub-group on one day. */
export class SubGroupFacts {
  @IsCivilDate() readonly on!: string;
  @MayBeAbsent() @IsInt() @Min(0) readonly ofSector?: number;
  /** The body agreed to fewer, and it is recorded why. */
  @IsBoolean() readonly waived!: boolean;
}

export const SUB_GROUP: Rule<SubGroupFacts> = {
  id: 'R-SUB-GROUP',
  version: 1,
  says: 'The sub-group had at least so many members of the voluntary sector on the day, or it is recorded that the body agreed to fewer.',
  facts: SubGroupFacts,
  units: ['members'],
  stronger: 'more',
  decidedOn: ({ on }) => on,
  judge({ on, ofSector, waived }, asked) {
    const measure = measured(this, asked);
    if (ofSector === undefined) return notAssessable('who its members are');
    const says = `${ofSector} of the voluntary sector on ${dateInWords(on)}`;
    if (ofSector >= measure.number) return met(`${says}.`);
    const clash = `${says}; the promise is ${measureInWords(measure)}`;
    return waived ? metExplained(`${clash}. The body agreed to fewer, and it is recorded why.`) : notMet(`${clash}.`);
  },
};
