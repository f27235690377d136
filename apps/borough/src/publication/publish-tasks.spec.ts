import { dutiesOf, type PublishFigures } from './publish-tasks.js';

const NOTHING_LACKS = {
  grants: 77,
  withoutProgramme: 0,
  withoutEndDate: 0,
  overYears: 9,
  withoutYears: 0,
  organisations: 60,
  withoutNumber: 0,
  ownInYear: 34,
};
const figures = (changes: Partial<PublishFigures> = {}): PublishFigures => {
  const told = { completeTo: '2026-11-10', agreedDays: 92 };
  return {
    today: '2026-11-20',
    complete: { grants: told, programmes: told, organisations: told, compacts: told, commitments: told, consultations: told },
    refused: 0,
    lastYear: '2025/26',
    usefulness: NOTHING_LACKS,
    officers: { heldBack: 0, tested: { says: '77 of 77 grants valid.', isDone: true } },
    ...changes,
  };
};
const tasks = (changes?: Partial<PublishFigures>) => dutiesOf(figures(changes)).flatMap((duty) => duty.tasks);
const task = (title: string, changes: Partial<PublishFigures>) => tasks(changes).find((one) => one.title === title);

test('everything that is in order is done, in three duties', () => {
  expect(dutiesOf(figures()).map(({ title }) => title)).toEqual(['Agreed to publish', 'Expected', 'Can']);
  expect(tasks().map(({ isDone }) => isDone)).not.toContain(false);
  expect(tasks().at(-1)?.says).toBe('Nothing is missing in 60 organisations.');
});

test.each([
  ['2026-08-20', true, 'Complete to 20 August 2026, 92 days ago. Agreed: at least every 92 days.'],
  [
    '2026-08-19',
    false,
    'Complete to 19 August 2026, 93 days ago. Agreed: at least every 92 days. Record what is missing, or say that nothing new came.',
  ],
  ['2026-11-20', true, 'Complete to 20 November 2026, today. Agreed: at least every 92 days.'],
])('grants that are complete to %s are within the agreed days: %p', (completeTo, isDone, says) => {
  expect(task('Keep grants complete', { complete: { grants: { completeTo, agreedDays: 92 } } })).toMatchObject({ isDone, says });
});

test('a kind of record of which nothing was published is to do', () => {
  expect(task('Keep programmes complete', { complete: { programmes: null } })?.isDone).toBe(false);
});

test.each([
  [null, null, 'The hub cannot be asked now. Nothing is lost: what waits here leaves when the link is back.'],
  [1, false, 'The hub has refused 1 fact, so others do not see it.'],
  [2, false, 'The hub has refused 2 facts, so others do not see them.'],
])('with %p refused by the hub, that it takes everything is done: %p', (refused, isDone, says) => {
  expect(task('See that the hub takes it', { refused })).toMatchObject({ isDone, says });
});

test('a year without a grant in the yearly file is to do, and leads officers to the import', () => {
  const usefulness = { ...NOTHING_LACKS, ownInYear: 0 };
  expect(task('Publish the grants of 2025/26', { usefulness })).toMatchObject({ isDone: false, href: '/grants/import' });
  expect(task('Publish the grants of 2025/26', {})).toMatchObject({ href: '/api/v1/grants/transparency-code/2025-26.csv' });
});

test('what is held back and how the test went is for officers alone', () => {
  expect(tasks({ officers: null }).map(({ title }) => title)).toEqual(
    expect.not.arrayContaining(['Pass the 360Giving test', 'Let changes out that are held back']),
  );
  expect(task('Let changes out that are held back', { officers: { heldBack: 2, tested: { says: '', isDone: true } } })).toMatchObject({
    isDone: false,
    says: '2 changes held back by our own rule: the organisation is to know first, and the decision is to be public.',
  });
});

test('what others miss is counted of how many, and leads to the grants that lack it', () => {
  const usefulness = { ...NOTHING_LACKS, withoutProgramme: 1, withoutEndDate: 12, withoutYears: 5, withoutNumber: 3 };

  expect(dutiesOf(figures({ usefulness })).at(-1)?.tasks).toMatchObject([
    { says: '1 of 77 grants names no programme.', href: '/grants?lacks=programme' },
    { says: '12 of 77 grants have no end date.', href: '/grants?lacks=end-date' },
    { says: '5 of 9 grants that run over several financial years have no amounts by year.', href: '/grants?lacks=amounts-by-year' },
    { says: '3 of 60 organisations have only a number that a publisher made itself.', href: '/grants?lacks=organisation-number' },
  ]);
});

test('of nothing, nothing can be missed', () => {
  const usefulness = { ...NOTHING_LACKS, grants: 0, overYears: 0, organisations: 0 };
  expect(dutiesOf(figures({ usefulness })).at(-1)?.tasks).toEqual([]);
});
