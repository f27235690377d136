import { dateInWords } from '#clock';
import { type Journey, pounds, type Step, type SummaryRow } from '#pages';
import {
  AwardedOnForm,
  DepartmentForm,
  DescriptionForm,
  OpenCallForm,
  openCallOf,
  OrganisationForm,
  PaidInAdvanceForm,
  PeriodForm,
  ProgrammeForm,
  TitleForm,
} from './award-forms.js';
import { ADVANCE_WORDS, openCallInWords, periodInWords, yearsInWords } from './grant-facts.js';
import { isFullNotice, noticeLength } from './grant-timeline.js';
import { sumOf } from './grant-years.js';
import {
  CertaintyForm,
  EffectiveForm,
  ExpectedForm,
  type HappeningKind,
  KindForm,
  PublicForm,
  ReasonForm,
  RightSumForm,
  ShorterForm,
  SumForm,
  ToldForm,
  WarnedOfForm,
  type WrongPart,
  WrongPartForm,
} from './vary-forms.js';

export type VaryAnswers = KindForm &
  Partial<CertaintyForm & WarnedOfForm & EffectiveForm & ExpectedForm & SumForm & ToldForm & ShorterForm & PublicForm> &
  Partial<WrongPartForm & RightSumForm & TitleForm & DescriptionForm & OrganisationForm & DepartmentForm & ProgrammeForm> &
  Partial<AwardedOnForm & PeriodForm & PaidInAdvanceForm & OpenCallForm> &
  ReasonForm;

export const KIND_WORDS: Record<HappeningKind, string> = {
  increase: 'It is increased',
  reduce: 'It is reduced',
  end: 'It ends before its time',
  warn: 'An early warning is given',
  correct: 'The record is wrong and is put right',
  withdraw: 'The grant is withdrawn',
};

export const PART_WORDS: Record<WrongPart, string> = {
  title: 'The title',
  description: 'What it is for',
  organisation: 'The organisation',
  department: 'The department or programme',
  amount: 'The sum awarded',
  'awarded-on': 'The day of the award',
  period: 'The first or last day',
  'paid-in-advance': 'Payment in advance',
  'open-call': 'Whether anyone could apply',
};

const NOT_YET = 'Not yet';
const day = (date: string | undefined): string => (date ? dateInWords(date) : NOT_YET);

/** Whether this is a warning: chosen as such, or a cut or an ending whose decision may still change. */
export const isWarning = ({ kind, certainty }: Pick<VaryAnswers, 'kind' | 'certainty'>): boolean =>
  kind === 'warn' || (certainty === 'early-warning' && (kind === 'reduce' || kind === 'end'));

const AFTER_KIND: Record<HappeningKind, string> = {
  increase: 'effective',
  reduce: 'certainty',
  end: 'certainty',
  warn: 'warned-of',
  correct: 'wrong-part',
  withdraw: 'reason',
};

const lacksNotice = ({ receivedOn, effectiveOn }: VaryAnswers): boolean =>
  !receivedOn || !effectiveOn || !isFullNotice(receivedOn, effectiveOn);

const sumRow = (question: string, years: SumForm['years'], amountPence: number | undefined): SummaryRow[] =>
  years
    ? [
        { question, answer: pounds(sumOf(years)) },
        { question: 'What each year pays', answer: yearsInWords(years) },
      ]
    : [{ question, answer: pounds(amountPence) }];

const SHORTER_WORDS: Record<ShorterForm['shorter'], string> = {
  exception: 'An exception was approved',
  agreed: 'The organisation agreed to shorter notice in writing',
  neither: 'Neither: notice is short without an approved exception',
};

const change: Step<VaryAnswers>[] = [
  {
    name: 'effective',
    template: 'grants/questions/effective.njk',
    form: EffectiveForm,
    summary: ({ kind, effectiveOn }) => [{ question: kind === 'end' ? 'No support from' : 'Takes effect on', answer: day(effectiveOn) }],
    next: () => 'sum',
  },
  {
    name: 'sum',
    template: 'grants/questions/sum.njk',
    form: SumForm,
    summary: ({ kind, years, amountPence }) => sumRow(kind === 'end' ? 'Given in all' : 'The whole grant from then on', years, amountPence),
    next: ({ kind }) => (kind === 'increase' ? 'reason' : 'told'),
  },
];

const notice: Step<VaryAnswers>[] = [
  {
    name: 'certainty',
    template: 'grants/questions/certainty.njk',
    form: CertaintyForm,
    summary: ({ certainty }) => [
      {
        question: 'The decision',
        answer: certainty === 'early-warning' ? 'May still change: early warning' : 'Stands: unconditional notice',
      },
    ],
    next: ({ certainty }) => (certainty === 'early-warning' ? 'expected' : 'effective'),
  },
  {
    name: 'warned-of',
    template: 'grants/questions/warned-of.njk',
    form: WarnedOfForm,
    summary: ({ warnedOf }) => [{ question: 'Warned of', answer: warnedOf === 'ending' ? 'An ending' : 'A cut' }],
    next: () => 'expected',
  },
  {
    name: 'expected',
    template: 'grants/questions/expected.njk',
    form: ExpectedForm,
    summary: ({ expectedOn }) => [{ question: 'May take effect from', answer: day(expectedOn) }],
    next: () => 'told',
  },
  {
    name: 'told',
    template: 'grants/questions/told.njk',
    form: ToldForm,
    summary: (answers) => {
      const { toldInWritingOn, receivedOn, effectiveOn } = answers;
      const length = receivedOn && effectiveOn && !isWarning(answers) ? ` (${noticeLength(receivedOn, effectiveOn)})` : '';
      return [
        { question: 'Told in writing on', answer: day(toldInWritingOn) },
        { question: 'Received on', answer: `${day(receivedOn)}${length}` },
      ];
    },
    next: (answers) => (!isWarning(answers) && lacksNotice(answers) ? 'shorter' : 'public'),
  },
  {
    name: 'shorter',
    template: 'grants/questions/shorter.njk',
    form: ShorterForm,
    summary: ({ shorter, exceptionGround, exceptionApprovedBy }) => [
      { question: 'Less than three months of notice', answer: SHORTER_WORDS[shorter ?? 'neither'] },
      ...(shorter === 'exception' ? [{ question: 'Ground and office', answer: `${exceptionGround} (${exceptionApprovedBy})` }] : []),
    ],
    next: () => 'public',
  },
  {
    name: 'public',
    template: 'grants/questions/public.njk',
    form: PublicForm,
    summary: ({ isPublic, madePublicOn }) => [
      { question: 'Public since', answer: isPublic === 'yes' ? day(madePublicOn) : 'Not public yet' },
    ],
    next: () => 'reason',
  },
];

const right: Step<VaryAnswers>[] = [
  {
    name: 'wrong-part',
    template: 'grants/questions/wrong-part.njk',
    form: WrongPartForm,
    summary: ({ wrongPart }) => [{ question: 'What is wrong', answer: wrongPart ? PART_WORDS[wrongPart] : '' }],
    next: ({ wrongPart }) => wrongPart ?? null,
  },
  {
    name: 'title',
    template: 'grants/questions/title.njk',
    form: TitleForm,
    summary: ({ title = '' }) => [{ question: 'Title', answer: title }],
    next: () => 'reason',
  },
  {
    name: 'description',
    template: 'grants/questions/description.njk',
    form: DescriptionForm,
    summary: ({ description = '' }) => [{ question: 'What it is for', answer: description }],
    next: () => 'reason',
  },
  {
    name: 'organisation',
    template: 'grants/questions/organisation.njk',
    form: OrganisationForm,
    summary: ({ organisation }) => [{ question: 'Organisation', answer: organisation?.name ?? '' }],
    next: () => 'reason',
  },
  {
    name: 'programme',
    template: 'grants/questions/programme.njk',
    form: ProgrammeForm,
    summary: ({ programmeId }) => [{ question: 'Programme', answer: typeof programmeId === 'object' ? programmeId.name : 'None' }],
    next: () => 'reason',
  },
  {
    name: 'amount',
    template: 'grants/questions/right-sum.njk',
    form: RightSumForm,
    summary: ({ years, amountAwardedPence }) => sumRow('Sum awarded', years, amountAwardedPence),
    next: () => 'reason',
  },
  {
    name: 'awarded-on',
    template: 'grants/questions/awarded-on.njk',
    form: AwardedOnForm,
    summary: ({ awardedOn }) => [{ question: 'Awarded on', answer: day(awardedOn) }],
    next: () => 'reason',
  },
  {
    name: 'period',
    template: 'grants/questions/period.njk',
    form: PeriodForm,
    summary: ({ startsOn = null, endsOn = null }) => [
      { question: 'Period', answer: periodInWords({ startsOn, endsOn, durationMonths: null }) },
    ],
    next: () => 'reason',
  },
  {
    name: 'paid-in-advance',
    template: 'grants/questions/paid-in-advance.njk',
    form: PaidInAdvanceForm,
    summary: ({ paidInAdvance = 'not-recorded' }) => [{ question: 'Paid in advance', answer: ADVANCE_WORDS[paidInAdvance] }],
    next: () => 'reason',
  },
  {
    name: 'open-call',
    template: 'grants/questions/open-call.njk',
    form: OpenCallForm,
    summary: ({ openCall = 'not-recorded' }) => [
      { question: 'Open to all who meet the criteria', answer: openCallInWords(openCallOf(openCall)) },
    ],
    next: () => 'reason',
  },
];

/** Changing a grant, one question a page. `departments` gives the names of the borough's departments by key. */
export function varyJourney(departments: ReadonlyMap<string, string>): Journey<VaryAnswers> {
  const kind: Step<VaryAnswers> = {
    name: 'kind',
    template: 'grants/questions/kind.njk',
    form: KindForm,
    summary: (answers) => [{ question: 'What happens', answer: KIND_WORDS[answers.kind] }],
    next: (answers) => AFTER_KIND[answers.kind],
  };
  const department: Step<VaryAnswers> = {
    name: 'department',
    template: 'grants/questions/department.njk',
    form: DepartmentForm,
    summary: ({ department: key = '' }) => [{ question: 'Department', answer: departments.get(key) ?? key }],
    next: () => 'programme',
  };
  const reason: Step<VaryAnswers> = {
    name: 'reason',
    template: 'grants/questions/reason.njk',
    form: ReasonForm,
    summary: (answers) => [{ question: 'Why', answer: answers.reason }],
    next: () => null,
  };
  return { name: 'vary-grant', steps: [kind, ...change, ...notice, department, ...right, reason] };
}
