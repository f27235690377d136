import { CATALOGUES } from '#commitments';
import type { ConcernCause, ConcernKind, ConcernOutcome } from '#contracts';
import { Public } from '#identity';
import { address, date, plural } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { BoroughsService } from '../boroughs/boroughs.service.js';
import { type LearningItem, LearningQueries } from './learning.queries.js';
import { LearningQuery } from './learning-query.js';

const CAUSE_WORDS: Readonly<Record<ConcernCause, string>> = {
  'did-not-know': 'Did not know the Compact',
  'decided-too-late': 'The decision came too late',
  'budget-timetable': 'The timetable of the budget',
  'unclear-clause': 'An unclear clause',
  other: 'Another cause',
};
const KIND_WORDS: Readonly<Record<ConcernKind, string>> = {
  'short-notice': 'Short notice of a change or an end',
  'no-consultation': 'No consultation, or too short a one',
  'late-payment': 'Late payment',
  'terms-changed': 'Terms were changed',
  'left-out': 'Left out of a meeting',
  other: 'Something else',
};
const OUTCOME_WORDS: Readonly<Record<ConcernOutcome, string>> = {
  'put-right': 'Put right',
  'partly-put-right': 'Partly put right',
  'not-a-breach': 'Not a breach of the Compact',
  unresolved: 'Unresolved',
};
const COLUMNS = [{ text: 'Lesson' }, { text: 'Borough' }, { text: 'Commitment' }, { text: 'What happened, and why' }, { text: 'Outcome' }];
const COMMITMENTS = CATALOGUES.flatMap(({ commitments }) => commitments);

/** What boroughs learnt from concerns, so that others need not. */
@Public()
@Controller('learning')
export class LearningController {
  constructor(
    private readonly queries: LearningQueries,
    private readonly boroughs: BoroughsService,
  ) {}

  @Get()
  @Render('concerns/learning.njk')
  async page(@Query() query: LearningQuery) {
    const [{ items, next }, strip] = await Promise.all([this.queries.page(query), this.boroughs.strip(['concerns'])]);
    const asked = { ...query, limit: null };
    return {
      strip,
      asked,
      next,
      columns: COLUMNS,
      rows: items.map((item) => cellsOf(item, this.boroughs.nameOf(item.borough))),
      count: `${plural(items.length, 'lesson')}${next !== null || query.cursor ? ' on this page' : ''}`,
      filters: [
        { name: 'commitment', legend: 'Commitment', kind: 'text', hint: 'Like N-07' },
        { name: 'cause', legend: 'Cause', kind: 'checkboxes', options: options(CAUSE_WORDS) },
        {
          name: 'borough',
          legend: 'Borough',
          kind: 'checkboxes',
          options: this.boroughs.all.map(({ code, name }) => ({ value: code, text: name })),
        },
      ],
      downloads: [
        { text: 'CSV', href: `/api/v1/concern-learning.csv${address(asked)}` },
        { text: 'JSON', href: `/api/v1/concern-learning${address(asked, { limit: 500 })}` },
      ],
    };
  }
}

const options = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, text]) => ({ value, text }));

/** What was withdrawn is marked, with why. */
function cellsOf(item: LearningItem, name: string) {
  const { lesson, commitmentId, kind, cause, outcome, financialYear, withdrawnOn, withdrawnBecause } = item;
  if (withdrawnOn) {
    const tag = { text: 'Withdrawn', classes: 'govuk-tag--orange' };
    return [{ text: withdrawnBecause, hint: date(withdrawnOn), tag }, { text: name }, { text: '' }, { text: '' }, { text: '' }];
  }
  const commitment = COMMITMENTS.find(({ id }) => id === commitmentId);
  return [
    { text: lesson, hint: financialYear },
    { text: name },
    commitment ? { text: `${commitment.id} ${commitment.title}`, href: `/compare/${commitment.id}` } : { text: 'None named' },
    { text: kind ? KIND_WORDS[kind] : '', hint: cause ? CAUSE_WORDS[cause] : '' },
    { text: outcome ? OUTCOME_WORDS[outcome] : '' },
  ];
}
