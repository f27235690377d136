import type { CorrectGrant } from './correct-grant.command.js';
import type { IncreaseGrant } from './increase-grant.command.js';
import type { ReduceGrant } from './reduce-grant.command.js';
import type { WarnEarly } from './warn-early.command.js';
import { openCallOf } from './award-forms.js';
import { sumOf } from './grant-years.js';
import type { VaryAnswers } from './vary-journey.js';
import type { WrongPart } from './vary-forms.js';

type Days = Pick<ReduceGrant, 'toldInWritingOn' | 'receivedOn' | 'madePublicOn'>;

/** The answers about a change of the sum, as its command. */
export function sumChangeOf({ years, amountPence = 0, effectiveOn = '', reason }: VaryAnswers): IncreaseGrant {
  return years ? { amountPence: sumOf(years), years, effectiveOn, reason } : { amountPence, effectiveOn, reason };
}

/** Who was told when, and by what right it came sooner than promised. What was typed and does not count any more is left out. */
export function noticeOf(answers: VaryAnswers): Omit<ReduceGrant, keyof IncreaseGrant> {
  const { shorter, exceptionGround, exceptionApprovedBy } = answers;
  const exception = shorter === 'exception' ? { exceptionGround, exceptionApprovedBy } : {};
  return { ...daysOf(answers), ...exception, agreedShorter: shorter === 'agreed' };
}

export function warningOf(answers: VaryAnswers): WarnEarly {
  const { kind, expectedOn = '', reason } = answers;
  const warnedOf = kind === 'warn' ? answers.warnedOf : kind === 'end' ? 'ending' : 'reduction';
  return { warnedOf: warnedOf ?? 'reduction', expectedOn, reason, ...daysOf(answers) };
}

function daysOf({ toldInWritingOn, receivedOn, isPublic, madePublicOn }: VaryAnswers): Days {
  return { toldInWritingOn, receivedOn, ...(isPublic === 'yes' ? { madePublicOn } : {}) };
}

/** What is put right, and nothing else: an answer to another question than the one that was chosen does not count. */
export function correctionOf(answers: VaryAnswers): CorrectGrant {
  const part = answers.wrongPart;
  return { ...(part ? RIGHT[part](answers) : {}), reason: answers.reason };
}

const RIGHT: Record<WrongPart, (answers: VaryAnswers) => Omit<CorrectGrant, 'reason'>> = {
  title: ({ title }) => ({ title }),
  description: ({ description }) => ({ description }),
  organisation: ({ organisation }) => ({ organisation: organisation?.id }),
  department: ({ department, programmeId }) => ({ department, programmeId: typeof programmeId === 'object' ? programmeId.id : null }),
  amount: ({ years, amountAwardedPence }) => (years ? { amountAwardedPence: sumOf(years), years } : { amountAwardedPence }),
  'awarded-on': ({ awardedOn }) => ({ awardedOn }),
  period: ({ startsOn = null, endsOn = null }) => ({ startsOn, endsOn }),
  'paid-in-advance': ({ paidInAdvance }) => ({ paidInAdvance }),
  'open-call': ({ openCall }) => ({ openCall: openCall ? (openCallOf(openCall) ?? null) : null }),
};
