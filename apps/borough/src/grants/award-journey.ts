import { dateInWords } from '#clock';
import { type Journey, NOT_RECORDED, pounds, type Step } from '#pages';
import {
  AmountForm,
  AwardedOnForm,
  ByYearForm,
  DepartmentForm,
  DescriptionForm,
  OpenCallForm,
  openCallOf,
  OrganisationForm,
  PaidInAdvanceForm,
  PeriodForm,
  ProgrammeForm,
  TitleForm,
  YearsForm,
} from './award-forms.js';
import { ADVANCE_WORDS, openCallInWords, periodInWords, yearsInWords } from './grant-facts.js';

export type AwardAnswers = OrganisationForm &
  DepartmentForm &
  ProgrammeForm &
  TitleForm &
  DescriptionForm &
  AmountForm &
  AwardedOnForm &
  PeriodForm &
  ByYearForm &
  Partial<YearsForm> &
  PaidInAdvanceForm &
  OpenCallForm;

const organisation: Step<AwardAnswers> = {
  name: 'organisation',
  template: 'grants/questions/organisation.njk',
  form: OrganisationForm,
  summary: ({ organisation }) => [{ question: 'Organisation', answer: organisation.name }],
};

const award: Step<AwardAnswers>[] = [
  {
    name: 'programme',
    template: 'grants/questions/programme.njk',
    form: ProgrammeForm,
    summary: ({ programmeId }) => [{ question: 'Programme', answer: programmeId === 'none' ? 'None' : programmeId.name }],
  },
  {
    name: 'title',
    template: 'grants/questions/title.njk',
    form: TitleForm,
    summary: ({ title }) => [{ question: 'Title', answer: title }],
  },
  {
    name: 'description',
    template: 'grants/questions/description.njk',
    form: DescriptionForm,
    summary: ({ description }) => [{ question: 'What it is for', answer: description }],
  },
  {
    name: 'amount',
    template: 'grants/questions/amount.njk',
    form: AmountForm,
    summary: ({ amountAwardedPence }) => [{ question: 'Amount', answer: pounds(amountAwardedPence) }],
  },
  {
    name: 'awarded-on',
    template: 'grants/questions/awarded-on.njk',
    form: AwardedOnForm,
    summary: ({ awardedOn }) => [{ question: 'Awarded on', answer: dateInWords(awardedOn) }],
  },
];

const terms: Step<AwardAnswers>[] = [
  {
    name: 'period',
    template: 'grants/questions/period.njk',
    form: PeriodForm,
    summary: ({ startsOn = null, endsOn = null }) => [
      { question: 'Period', answer: periodInWords({ startsOn, endsOn, durationMonths: null }) },
    ],
  },
  {
    name: 'by-year',
    template: 'grants/questions/by-year.njk',
    form: ByYearForm,
    summary: ({ byYear }) => (byYear === 'no' ? [{ question: 'What each year pays', answer: NOT_RECORDED }] : []),
    next: ({ byYear }) => (byYear === 'yes' ? 'years' : 'paid-in-advance'),
  },
  {
    name: 'years',
    template: 'grants/questions/years.njk',
    form: YearsForm,
    summary: ({ years = [] }) => [{ question: 'What each year pays', answer: yearsInWords(years) }],
  },
  {
    name: 'paid-in-advance',
    template: 'grants/questions/paid-in-advance.njk',
    form: PaidInAdvanceForm,
    summary: ({ paidInAdvance }) => [{ question: 'Paid in advance', answer: ADVANCE_WORDS[paidInAdvance] }],
  },
  {
    name: 'open-call',
    template: 'grants/questions/open-call.njk',
    form: OpenCallForm,
    summary: ({ openCall }) => [{ question: 'Open to all who meet the criteria', answer: openCallInWords(openCallOf(openCall)) }],
  },
];

/** Awarding a grant, one question a page. `departments` gives the names of the borough's departments by key. */
export function awardJourney(departments: ReadonlyMap<string, string>): Journey<AwardAnswers> {
  const department: Step<AwardAnswers> = {
    name: 'department',
    template: 'grants/questions/department.njk',
    form: DepartmentForm,
    summary: ({ department }) => [{ question: 'Department', answer: departments.get(department) ?? department }],
  };
  return { name: 'award-grant', steps: [organisation, department, ...award, ...terms] };
}
