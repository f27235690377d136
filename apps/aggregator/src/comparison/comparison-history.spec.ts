import { CATALOGUE, commitmentOf, NOTHING_DECLARED, type Promises } from '#commitments';
import { CaseReportedV1 } from '#contracts';
import { byCommitment, type BoroughState, type CaseCount, comparisonOf } from './comparison.js';
import { historyOf } from './comparison-history.js';
import { type CaseValues, valuesOf } from './comparison.rows.js';

const [FIRST, LATER] = ['0198c0de-0000-7000-8000-0000000002e1', '0198c0de-0000-7000-8000-0000000002e2'] as const;
const NOTICE = commitmentOf('N-07');
const asked = { today: '2027-05-12', catalogue: CATALOGUE };

/** Three months at first; from October 2025 a version with six. */
const promises: Promises = {
  compact: {
    versions: [
      { versionId: FIRST, inForceFrom: '2012-06-01' },
      { versionId: LATER, inForceFrom: '2025-10-01' },
    ],
    said: [],
  },
  mappings: [
    {
      mappingId: 'three',
      commitmentId: 'N-07',
      versionId: FIRST,
      relation: 'same',
      measure: { number: 3, unit: 'months' },
      from: '2012-06-01',
    },
    {
      mappingId: 'six',
      commitmentId: 'N-07',
      versionId: LATER,
      relation: 'stronger',
      measure: { number: 6, unit: 'months' },
      from: '2025-10-01',
    },
  ],
};

/** So many cuts told on a day, each with four months of notice. */
const told = (receivedOn: string, effectiveOn: string, n: number, by = promises): CaseCount => {
  const facts = { ...CaseReportedV1.sample.facts, direction: 'reduction', receivedOn, effectiveOn };
  const values: CaseValues = valuesOf({ commitmentId: 'N-07', facts }, by);
  const year = receivedOn >= '2026-04-01' ? '2026/27' : receivedOn >= '2025-04-01' ? '2025/26' : '2023/24';
  return { commitmentId: 'N-07', financialYear: year, state: 'reported', values, open: [], replyUntil: null, n };
};
const state = (counts: readonly CaseCount[], by = promises): BoroughState => ({
  borough: 'westminster',
  counts: byCommitment(counts),
  promises: { ...by, ...NOTHING_DECLARED },
  marks: new Map(),
  complete: {},
});
const of = (counts: readonly CaseCount[], by = promises) => {
  const [history] = historyOf(NOTICE, [state(counts, by)], asked);
  if (!history) throw new Error('no history');
  return history;
};

const CASES = [told('2023-06-01', '2023-10-01', 6), told('2025-05-01', '2025-09-01', 5), told('2025-11-01', '2026-03-01', 7)];

test('before and after a change of the words stand apart, and the common measure does not know of it', () => {
  const year = of(CASES).years.find(({ financialYear }) => financialYear === '2025/26');
  expect(year?.ownWord.map(({ from, promise, result }) => [from, promise.measure?.number, result.figure?.kept, result.n])).toEqual([
    [null, 3, 5, 5],
    ['2025-10-01', 6, 0, 7],
  ]);
  expect([year?.commonMeasure.figure?.kept, year?.commonMeasure.n]).toEqual([12, 12]);
});

test('no case is lost or counted twice between the parts of a year', () => {
  for (const year of of(CASES).years) expect(year.ownWord.reduce((sum, { result }) => sum + result.n, 0)).toBe(year.commonMeasure.n);
});

test('a year without a case is there and says so, from the first that was told of to the one that runs', () => {
  const { years } = of(CASES);
  expect(years.map(({ financialYear }) => financialYear)).toEqual(['2023/24', '2024/25', '2025/26', '2026/27', '2027/28']);
  expect(years[1]?.commonMeasure.excluded?.state).toBe('no-data');
  expect(years[1]?.ownWord.map(({ result }) => result.excluded?.state)).toEqual(['no-data']);
});

test('a change of the words is told with its day, and what stood before and after', () => {
  expect(of(CASES).breaks).toEqual([
    {
      on: '2025-10-01',
      before: { relation: 'same', measure: { number: 3, unit: 'months' }, mappingId: 'three' },
      after: { relation: 'stronger', measure: { number: 6, unit: 'months' }, mappingId: 'six' },
    },
  ]);
});

test('a time without a Compact is a run of its own, and changes the common measure in nothing', () => {
  const inactive: Promises = { ...promises, compact: { ...promises.compact, said: [{ standing: 'inactive', from: '2025-07-01' }] } };
  const counts = [told('2025-05-01', '2025-09-01', 5, inactive), told('2025-08-01', '2025-12-01', 6, inactive)];
  const { years, breaks } = of(counts, inactive);
  expect(years[0]?.ownWord.map(({ from, result }) => [from, result.excluded?.state ?? 'figure', result.n])).toEqual([
    [null, 'figure', 5],
    ['2025-07-01', 'no-compact', 0],
  ]);
  expect(breaks.map(({ on, after }) => [on, after.relation])).toEqual([
    ['2025-07-01', 'no-compact'],
    ['2025-10-01', 'stronger'],
  ]);
  expect(years[0]?.commonMeasure.n).toBe(11);
});

test('what the chairs still reply to is in no part of the year', () => {
  const open: CaseCount = {
    commitmentId: 'N-07',
    financialYear: '2025/26',
    state: 'reply-open',
    values: null,
    open: ['own-word', 'common-measure'],
    replyUntil: '2027-05-20',
    n: 1,
  };
  const year = of([...CASES, open]).years.find(({ financialYear }) => financialYear === '2025/26');
  expect([year?.commonMeasure, ...(year?.ownWord.map(({ result }) => result) ?? [])].map((one) => one?.excluded?.state)).toEqual([
    'reply-open',
    'reply-open',
    'reply-open',
  ]);
});

test('where nothing was ever told there is no year', () => {
  expect(of([]).years).toEqual([]);
});

test('a year whose cases are all with the borough for its reply is held against what the Compact said then, not what it says today', () => {
  const begun: Promises = {
    compact: { versions: [{ versionId: LATER, inForceFrom: '2025-10-01' }], said: [] },
    mappings: promises.mappings,
  };
  const replied: CaseCount = {
    commitmentId: 'N-07',
    financialYear: '2023/24',
    state: 'reply-open',
    values: null,
    open: ['common-measure'],
    replyUntil: '2027-06-01',
    n: 1,
  };
  const { result } = of([replied], begun).years[0]?.ownWord[0] ?? {};
  expect(result?.excluded).toEqual({
    state: 'no-compact',
    says: 'No Compact in force between 1 April 2023 and 31 March 2024',
  });
});

describe('that the words changed between cases is told with the day on which they did', () => {
  const changed = (by: Promises, counts: readonly CaseCount[], financialYears: string[]) => {
    const notice = comparisonOf([state(counts, by)], { ...asked, financialYears }).find(({ id }) => id === NOTICE.id);
    return notice?.cells[0]?.ownWord.excluded?.says;
  };
  const says = (day: string) => `The clause or the catalogue changed on ${day}; before and after are shown apart`;

  test('and not with that of a version since', () => {
    const since = { versionId: '0198c0de-0000-7000-8000-0000000002e3', inForceFrom: '2027-01-01' };
    const by: Promises = { ...promises, compact: { ...promises.compact, versions: [...promises.compact.versions, since] } };
    for (const years of [['2025/26'], []]) expect(changed(by, CASES, years)).toBe(says('1 October 2025'));
  });

  test('also where it was said that nobody works by the Compact any more', () => {
    const by: Promises = { ...promises, compact: { ...promises.compact, said: [{ standing: 'inactive', from: '2025-07-01' }] } };
    const counts = [told('2025-05-01', '2025-09-01', 5, by), told('2025-08-01', '2025-12-01', 6, by)];
    expect(changed(by, counts, [])).toBe(says('1 July 2025'));
  });
});
