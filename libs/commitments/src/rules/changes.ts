import { dateInWords } from '#clock';
import { IsCivilDate } from '#contracts';
import { IsBoolean, IsOptional } from 'class-validator';
import { after, measureInWords } from '../measure.js';
import { MayBeAbsent, measured, type Rule } from '../rule.js';
import { exempt, met, metExplained, notAssessable, notMet } from '../verdict.js';

const on = (date: string | null, didNot: string): string => (date === null ? didNot : `on ${dateInWords(date)}`);

/** What was thought of before services were bought. */
export class SocialValueFacts {
  /** The earliest of tender notice, advert, and first approach to a bidder. */
  @IsCivilDate() readonly procurementStartedOn!: string;
  /** Null where social value was not considered. */
  @IsOptional() @IsCivilDate() readonly consideredOn?: string | null;
  /** A contract for services from the threshold up. Below, considering it is advised and not owed. */
  @IsBoolean() readonly isOwed!: boolean;
}

/** R-SV (undertaking 2.1, Public Services (Social Value) Act 2012). */
export const SOCIAL_VALUE: Rule<SocialValueFacts> = {
  id: 'R-SV',
  version: 1,
  says: 'Economic, social and environmental value was considered before the procurement started.',
  facts: SocialValueFacts,
  units: [],
  decidedOn: ({ procurementStartedOn }) => procurementStartedOn,
  judge({ procurementStartedOn, consideredOn, isOwed }) {
    if (!isOwed) return exempt('Below the threshold, or not a contract for services.');
    if (consideredOn === undefined) return notAssessable('when social value was considered');
    const says = `Considered ${on(consideredOn, 'not at all')}, procurement started on ${dateInWords(procurementStartedOn)}.`;
    return consideredOn !== null && consideredOn < procurementStartedOn ? met(says) : notMet(says);
  },
};

/** What was known of the effects when a cut or an ending was decided. */
export class ImpactFacts {
  @IsCivilDate() readonly decidedOn!: string;
  /** Null where the effect on users, beneficiaries and volunteers was not assessed. */
  @IsOptional() @IsCivilDate() readonly assessedOn?: string | null;
  /** It is answered whether funds are to be allocated anew. */
  @MayBeAbsent() @IsBoolean() readonly reallocationAnswered?: boolean;
}

/** Undertaking 4.2. */
export const IMPACT: Rule<ImpactFacts> = {
  id: 'R-IMPACT',
  version: 1,
  says: 'The effect on users and volunteers was assessed before the decision, and it is answered whether funds go elsewhere.',
  facts: ImpactFacts,
  units: [],
  decidedOn: ({ decidedOn }) => decidedOn,
  judge({ decidedOn, assessedOn, reallocationAnswered }) {
    if (assessedOn === undefined) return notAssessable('when the effect was assessed');
    const says = `Assessed ${on(assessedOn, 'not at all')}, decided on ${dateInWords(decidedOn)}`;
    if (assessedOn === null || assessedOn >= decidedOn) return notMet(`${says}.`);
    if (reallocationAnswered === undefined) return notAssessable('whether it was answered if funds go elsewhere');
    return reallocationAnswered ? met(`${says}.`) : notMet(`${says}; not answered whether funds go elsewhere.`);
  },
};

/** How early limits of resources were talked about before a decision. */
export class EarlyTalkFacts {
  @IsCivilDate() readonly decidedOn!: string;
  /** Null where it was not discussed with the organisations. */
  @IsOptional() @IsCivilDate() readonly discussedOn?: string | null;
  /** Until when organisations could respond; null where they could not. */
  @IsOptional() @IsCivilDate() readonly respondBy?: string | null;
  /** It is recorded how responses were considered. */
  @MayBeAbsent() @IsBoolean() readonly responsesConsidered?: boolean;
}

/** Undertaking 4.3: discussed early, time to respond, and responses considered before the decision. */
export const EARLY_TALK: Rule<EarlyTalkFacts> = {
  id: 'R-EARLY-TALK',
  version: 1,
  says: 'Limits were discussed before the decision, organisations had so long to respond, and it is recorded how that was considered.',
  facts: EarlyTalkFacts,
  units: ['weeks', 'days', 'months'],
  stronger: 'more',
  decidedOn: ({ decidedOn }) => decidedOn,
  judge({ decidedOn, discussedOn, respondBy, responsesConsidered }, asked) {
    const measure = measured(this, asked);
    if (discussedOn === undefined) return notAssessable('when it was first discussed');
    if (respondBy === undefined) return notAssessable('until when organisations could respond');
    const decided = `decided on ${dateInWords(decidedOn)}`;
    const says = `Discussed ${on(discussedOn, 'not at all')}, responses by ${on(respondBy, 'no day')}, ${decided}`;
    if (discussedOn === null || respondBy === null || discussedOn >= respondBy || respondBy > decidedOn) return notMet(`${says}.`);
    if (after(discussedOn, measure) > respondBy) return notMet(`${says}; the promise is ${measureInWords(measure)} to respond.`);
    if (responsesConsidered === undefined) return notAssessable('how responses were considered');
    return responsesConsidered ? met(`${says}.`) : notMet(`${says}; not recorded how responses were considered.`);
  },
};

/** What came before ending a service because of how it was run. */
export class ImprovementFacts {
  @IsCivilDate() readonly decidedOn!: string;
  @IsBoolean() readonly becauseOfPerformance!: boolean;
  /** When both agreed on what would improve by when; null where they did not. */
  @IsOptional() @IsCivilDate() readonly timetableAgreedOn?: string | null;
  /** The last day of the timetable, or the day its failure was recorded, if that was earlier. */
  @IsOptional() @IsCivilDate() readonly timetableOverOn?: string | null;
  /** The organisation would not agree on one, and that is recorded. */
  @IsBoolean() readonly organisationRefused!: boolean;
}

/** R-IMPROVE (undertaking 4.1): a timetable of improvement before a decision to end. Private to the borough. */
export const IMPROVEMENT: Rule<ImprovementFacts> = {
  id: 'R-IMPROVE',
  version: 2,
  says: 'A timetable of improvement was agreed and had run out, or had failed, before the decision to end a problem service.',
  facts: ImprovementFacts,
  units: [],
  decidedOn: ({ decidedOn }) => decidedOn,
  judge({ decidedOn, becauseOfPerformance, timetableAgreedOn, timetableOverOn, organisationRefused }) {
    if (!becauseOfPerformance) return exempt('It was not ended because of how it was run.');
    const decided = `decided on ${dateInWords(decidedOn)}`;
    if (organisationRefused) return metExplained(`The organisation would not agree on a timetable, ${decided}.`);
    if (timetableAgreedOn === undefined) return notAssessable('when a timetable was agreed');
    const says = `Timetable agreed ${on(timetableAgreedOn, 'not at all')}, ${decided}`;
    if (timetableAgreedOn === null || timetableAgreedOn >= decidedOn) return notMet(`${says}.`);
    if (timetableOverOn === undefined) return notAssessable('when the timetable ran out');
    const isOver = timetableOverOn !== null && timetableOverOn < decidedOn;
    return isOver ? met(`${says}.`) : notMet(`${says}, before the timetable was over.`);
  },
};

/** Whether effects on equality were known when it was decided. */
export class EqualityFacts {
  @IsCivilDate() readonly decidedOn!: string;
  /** Null where effects on equality were not assessed. */
  @IsOptional() @IsCivilDate() readonly assessedOn?: string | null;
  @MayBeAbsent() @IsBoolean() readonly isPublished?: boolean;
}

/** Undertaking 5.1 (Equality Act 2010, due regard). */
export const EQUALITY: Rule<EqualityFacts> = {
  id: 'R-EQUALITY',
  version: 1,
  says: 'Effects on equality were assessed before the decision, and the assessment is published.',
  facts: EqualityFacts,
  units: [],
  decidedOn: ({ decidedOn }) => decidedOn,
  judge({ decidedOn, assessedOn, isPublished }) {
    if (assessedOn === undefined) return notAssessable('when effects on equality were assessed');
    const says = `Assessed ${on(assessedOn, 'not at all')}, decided on ${dateInWords(decidedOn)}`;
    if (assessedOn === null || assessedOn >= decidedOn) return notMet(`${says}.`);
    if (isPublished === undefined) return notAssessable('whether the assessment is published');
    return isPublished ? met(`${says}.`) : notMet(`${says}; not published.`);
  },
};
