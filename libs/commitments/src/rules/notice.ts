import { dateInWords, daysBetween } from '#clock';
import { IsCivilDate, type Measure } from '#contracts';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { after, before, measureInWords } from '../measure.js';
import { measured, type Rule } from '../rule.js';
import { exempt, met, metExplained, notAssessable, notDue, notMet, type Verdict } from '../verdict.js';

/** What becomes of the support: it ends, also by running out; is less; its terms are worse; stays as it is; is more. */
export const DIRECTIONS = ['ending', 'reduction', 'adverse-term', 'neutral', 'increase'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** A change or an ending of funding or other support, as far as notice of it goes. Support in kind is support. */
export class NoticeFacts {
  @IsIn(DIRECTIONS) readonly direction!: Direction;
  /** The first day of changed or ended support. */
  @IsCivilDate() readonly effectiveOn!: string;
  /** When the organisation had the latest unconditional notice in writing; null where there was none. */
  @IsOptional() @IsCivilDate() readonly receivedOn?: string | null;
  /** Only a letter that names a condition was sent, such as "subject to the budget". It starts no clock. */
  @IsBoolean() readonly isConditional!: boolean;
  @IsBoolean() readonly reasonGiven!: boolean;
  /** A ground for less notice is recorded, and an office that approved it. */
  @IsBoolean() readonly exceptionGrounded!: boolean;
  @IsBoolean() readonly exceptionApproved!: boolean;
  /** The organisation agreed in writing to shorter notice. */
  @IsBoolean() readonly agreedShorter!: boolean;
  /** The agreement was marked as one-off when it was made, and runs out. */
  @IsBoolean() readonly oneOffRanOut!: boolean;
  /** Stopped on a ground that stays private, such as fraud or safeguarding. */
  @IsBoolean() readonly privateGround!: boolean;
  /** The same organisation goes on without a gap under a contract. */
  @IsBoolean() readonly movedToContract!: boolean;
}

/**
 * R-NOTICE (undertaking 4.4): so much notice in writing before funding or other support ends or changes for the worse, and a reason.
 * Where the promise is broken by a recorded and approved exception, or with the organisation's written consent, that explains it.
 */
export const NOTICE: Rule<NoticeFacts> = {
  id: 'R-NOTICE',
  version: 1,
  says: 'The organisation had notice in writing so long before support changed or ended. A conditional letter starts no clock.',
  facts: NoticeFacts,
  units: ['months', 'weeks', 'days'],
  stronger: 'more',
  decidedOn: ({ receivedOn, effectiveOn }) => receivedOn ?? effectiveOn,
  judge(facts, asked, today) {
    const measure = measured(this, asked);
    const { direction, effectiveOn, receivedOn } = facts;
    if (direction === 'increase' || direction === 'neutral') return exempt('Nothing is lost by this change, so it needs no notice.');
    if (facts.privateGround) return exempt('A ground is held on which notice is not owed. It stays private.');
    if (facts.oneOffRanOut) return exempt('The agreement was marked as one-off when it was made, and ran out.');
    if (receivedOn === undefined) return notAssessable('when the organisation had notice in writing');
    if (receivedOn === null && today <= before(effectiveOn, measure)) {
      const condition = facts.isConditional ? 'Only a conditional letter was sent, which starts no clock. ' : '';
      return notDue(`${condition}Notice is due by ${dateInWords(before(effectiveOn, measure))}.`);
    }
    if (receivedOn !== null && after(receivedOn, measure) <= effectiveOn) {
      return met(`Told by ${dateInWords(receivedOn)}, from ${dateInWords(effectiveOn)}.`, facts.movedToContract && 'moved-to-contract');
    }
    return late(facts, measure, receivedOn);
  },
};

function late(facts: NoticeFacts, measure: Measure, receivedOn: string | null): Verdict {
  const mark = facts.movedToContract && ('moved-to-contract' as const);
  const clash = clashOf(facts, measure, receivedOn);
  if (facts.agreedShorter) return metExplained(`${clash} The organisation agreed to shorter notice in writing.`, mark);
  if (facts.exceptionGrounded && facts.exceptionApproved && facts.reasonGiven)
    return metExplained(`${clash} A ground for less notice is recorded and approved.`, mark);
  if (facts.exceptionGrounded) return notMet(`${clash} A ground is named, and ${lacking(facts)}.`, mark);
  return notMet(clash, mark);
}

const lacking = ({ exceptionApproved }: NoticeFacts): string =>
  exceptionApproved ? 'the organisation was given no reason' : 'nobody approved it';

function clashOf({ effectiveOn, isConditional }: NoticeFacts, measure: Measure, receivedOn: string | null): string {
  const promise = `the promise is ${measureInWords(measure)}`;
  if (receivedOn === null) {
    const told = isConditional ? 'only a conditional letter was sent' : 'no notice was given in writing';
    return `From ${dateInWords(effectiveOn)}, and ${told}; ${promise}.`;
  }
  const days = daysBetween(receivedOn, effectiveOn);
  const long = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}${days < 0 ? ' too late to be notice' : ''}`;
  return `Told by ${dateInWords(receivedOn)}, from ${dateInWords(effectiveOn)}: ${long}; ${promise}.`;
}
