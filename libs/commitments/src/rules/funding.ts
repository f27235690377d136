import { addDays, addMonths, dateInWords, financialYearEndsOn } from '#clock';
import { IsCivilDate, IsFinancialYear, IsPence } from '#contracts';
import { IsBoolean, IsInt, IsOptional, Min } from 'class-validator';
import { after, measureInWords } from '../measure.js';
import { MayBeAbsent, measured, type Rule } from '../rule.js';
import { exempt, met, metExplained, notAssessable, notDue, notMet } from '../verdict.js';

/** For how long an award is firm. Years that are only indicated, and options to extend, do not count. */
export class TermFacts {
  @IsCivilDate() readonly awardedOn!: string;
  @MayBeAbsent() @IsCivilDate() readonly firmFrom?: string;
  @MayBeAbsent() @IsCivilDate() readonly firmTo?: string;
  @IsBoolean() readonly reasonIfShort!: boolean;
  /** One-off, or below the sum up to which the borough makes small grants. */
  @IsBoolean() readonly isSmallOrOneOff!: boolean;
}

const A_YEAR_IN_MONTHS = 12;

/** R-MULTI (undertaking 3.4): funding for several years, or a reason. More than a year and less than promised is partly there. */
export const TERM: Rule<TermFacts> = {
  id: 'R-MULTI',
  version: 1,
  says: 'The award is firm for so long, or says why not. Years that are only indicated do not count.',
  facts: TermFacts,
  units: ['months', 'years'],
  stronger: 'more',
  decidedOn: ({ awardedOn }) => awardedOn,
  judge({ firmFrom, firmTo, reasonIfShort, isSmallOrOneOff }, asked) {
    const measure = measured(this, asked);
    if (isSmallOrOneOff) return exempt('A one-off or small grant.');
    if (firmFrom === undefined || firmTo === undefined) return notAssessable('from when to when the award is firm');
    const over = addDays(firmTo, 1);
    const term = `Firm from ${dateInWords(firmFrom)} to ${dateInWords(firmTo)}`;
    if (after(firmFrom, measure) <= over) return met(`${term}.`);
    const clash = `${term}; the promise is ${measureInWords(measure)}`;
    const mark = addMonths(firmFrom, A_YEAR_IN_MONTHS) < over && ('partial' as const);
    return reasonIfShort ? metExplained(`${clash}. The reason is recorded.`, mark) : notMet(`${clash}.`, mark);
  },
};

/** A decision on an application, and whether the applicant was told why. */
export class ReasonFacts {
  @IsCivilDate() readonly decidedOn!: string;
  @MayBeAbsent() @IsBoolean() readonly reasonRecorded?: boolean;
  /** When the reason was sent to who applied; null where it was not. */
  @IsOptional() @IsCivilDate() readonly reasonSentOn?: string | null;
}

/** R-RAT (undertaking 3.3): each funding decision has a reason, which who applied was sent so soon. */
export const REASON: Rule<ReasonFacts> = {
  id: 'R-RAT',
  version: 1,
  says: 'The decision has a reason, and who applied was sent it so soon after.',
  facts: ReasonFacts,
  units: ['weeks', 'days', 'months'],
  stronger: 'less',
  decidedOn: ({ decidedOn }) => decidedOn,
  judge({ decidedOn, reasonRecorded, reasonSentOn }, asked, today) {
    const measure = measured(this, asked);
    if (reasonRecorded === undefined) return notAssessable('whether there is a reason');
    const decided = `Decided on ${dateInWords(decidedOn)}`;
    if (!reasonRecorded) return notMet(`${decided}, without a reason.`);
    if (reasonSentOn === undefined) return notAssessable('whether the reason was sent');
    const due = after(decidedOn, measure);
    if (reasonSentOn === null && today <= due) return notDue(`The reason is to be sent by ${dateInWords(due)}.`);
    if (reasonSentOn !== null && reasonSentOn <= due) return met(`${decided}, reason sent on ${dateInWords(reasonSentOn)}.`);
    const sent = reasonSentOn === null ? 'not sent yet' : `sent on ${dateInWords(reasonSentOn)}`;
    return notMet(`${decided}, reason ${sent}; the promise is ${measureInWords(measure)}.`);
  },
};

/** What was published of the grants of one financial year. */
export class GrantsDataFacts {
  @IsFinancialYear() readonly financialYear!: string;
  @IsInt() @Min(0) readonly awards!: number;
  /** Of those, published with every required field in order. */
  @IsInt() @Min(0) readonly publishedInOrder!: number;
  /** When the last of them was published; null where nothing was. */
  @IsOptional() @IsCivilDate() readonly publishedOn?: string | null;
}

/** R-DATA (undertaking 1.4, Transparency Code 2015): every award of a year is published in order, so soon after the year ended. */
export const GRANTS_DATA: Rule<GrantsDataFacts> = {
  id: 'R-DATA',
  version: 1,
  says: 'Every award of the financial year is published with all required fields so soon after the year ended.',
  facts: GrantsDataFacts,
  units: ['months', 'weeks', 'days'],
  stronger: 'less',
  decidedOn: ({ financialYear }) => financialYearEndsOn(financialYear),
  judge({ financialYear, awards, publishedInOrder, publishedOn }, asked, today) {
    const due = after(financialYearEndsOn(financialYear), measured(this, asked));
    if (publishedOn === undefined) return notAssessable('when they were published');
    const isWhole = publishedInOrder >= awards;
    const figure = `${publishedInOrder} of ${awards} awards of ${financialYear} published in order`;
    if (isWhole && publishedOn !== null && publishedOn <= due) return met(`${figure} by ${dateInWords(publishedOn)}.`);
    if (today <= due) return notDue(`${figure}; due by ${dateInWords(due)}.`);
    const when = isWhole && publishedOn !== null ? `, on ${dateInWords(publishedOn)}` : '';
    return awards === 0 ? exempt('Nothing was awarded in the year.') : notMet(`${figure}${when}; due by ${dateInWords(due)}.`);
  },
};

/** A payment that was asked for by a valid invoice, or that fell due. */
export class PaymentFacts {
  /** The day a valid invoice was received, or the instalment fell due. */
  @IsCivilDate() readonly dueFrom!: string;
  /** A later day that both agreed on. */
  @IsOptional() @IsCivilDate() readonly agreedDueOn?: string | null;
  /** Null where it is not paid. */
  @IsOptional() @IsCivilDate() readonly paidOn?: string | null;
  /** The invoice was disputed or invalid, and who sent it was told without delay. */
  @IsBoolean() readonly disputedAndTold!: boolean;
}

/** R-PAY (Procurement Act 2023 s.68): paid within so many days, of which the day the invoice was received is the first. */
export const PAYMENT: Rule<PaymentFacts> = {
  id: 'R-PAY',
  version: 1,
  says: 'Paid within so many days, of which the day a valid invoice was received is the first.',
  facts: PaymentFacts,
  units: ['days', 'weeks'],
  stronger: 'less',
  decidedOn: ({ dueFrom }) => dueFrom,
  judge({ dueFrom, agreedDueOn, paidOn, disputedAndTold }, asked, today) {
    const measure = measured(this, asked);
    const last = addDays(after(dueFrom, measure), -1);
    const due = agreedDueOn && agreedDueOn > last ? agreedDueOn : last;
    if (disputedAndTold) return exempt('The invoice was disputed or not valid, and who sent it was told.');
    if (paidOn === undefined) return notAssessable('when it was paid');
    if (paidOn === null && today <= due) return notDue(`To be paid by ${dateInWords(due)}.`);
    if (paidOn !== null && paidOn <= due) return met(`Due by ${dateInWords(due)}, paid on ${dateInWords(paidOn)}.`);
    return notMet(`Due by ${dateInWords(due)}, ${paidOn === null ? 'not paid yet' : `paid on ${dateInWords(paidOn)}`}.`);
  },
};

/** What a council gave to the voluntary sector in a year and the year before, beside its own budget. Pence. */
export class CutFacts {
  @IsFinancialYear() readonly financialYear!: string;
  @IsPence() readonly sectorBeforePence!: number;
  @IsPence() readonly sectorPence!: number;
  /** Given as grants before and by contract now: no cut. */
  @IsPence() readonly movedToContractsPence!: number;
  /** One-off, or passed on for others, in the year before: left out. */
  @IsPence() readonly oneOffBeforePence!: number;
  @IsPence() readonly councilBeforePence!: number;
  @IsPence() readonly councilPence!: number;
}

/** BV-1 (Best Value guidance 2011, revised 2015): funding of the sector is not cut by a larger part than the council's own budget. */
export const CUT: Rule<CutFacts> = {
  id: 'BV-1',
  version: 1,
  says: 'Funding of the voluntary sector was not cut by a larger part than the council’s own budget. What moved to contracts is no cut.',
  facts: CutFacts,
  units: [],
  decidedOn: ({ financialYear }) => `${financialYear.slice(0, 4)}-04-01`,
  judge(facts) {
    const [before, now] = [facts.sectorBeforePence - facts.oneOffBeforePence, facts.sectorPence + facts.movedToContractsPence];
    const [councilBefore, council] = [facts.councilBeforePence, facts.councilPence];
    if (before <= 0 || councilBefore <= 0) return notAssessable('what there was in the year before');
    if (now >= before) return met('Not cut.');
    // Whole numbers of pence multiplied go beyond what a number holds exactly.
    const [ownCut, councilCut] = [BigInt(before - now) * BigInt(councilBefore), BigInt(councilBefore - council) * BigInt(before)];
    const figure = `Sector ${perCent(before, now)}, council ${perCent(councilBefore, council)} beside the year before`;
    return ownCut <= councilCut ? met(`${figure}.`) : notMet(`${figure}.`);
  },
};

const perCent = (before: number, now: number): string => `${(((now - before) / before) * 100).toFixed(1).replace('-', '−')}%`;
