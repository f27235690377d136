import {
  addMonths,
  civilDateIn,
  dateInWords,
  daysBetween,
  financialYearOf,
  financialYearStarting,
  instantInWords,
  isCivilDate,
  isFinancialYear,
  SetClock,
  TimeOrderedIds,
} from './index.js';

describe('civil dates', () => {
  test.each([
    ['2026-12-31', 3, '2027-03-31'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-01-01', 3, '2026-04-01'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test('a day begins at midnight in London, also in summer', () => {
    expect(civilDateIn(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
    expect(civilDateIn(new Date('2026-12-31T23:30:00Z'))).toBe('2026-12-31');
    expect(new SetClock('2026-06-30T23:30:00Z').today()).toBe('2026-07-01');
  });

  test('the day of one hour is not given for another, whichever was asked for before', () => {
    const days = ['22:59:59.999', '23:00:00.000', '23:59:59.999', '22:59:59.999'].map((time) =>
      civilDateIn(new Date(`2026-06-30T${time}Z`)),
    );
    expect(days).toEqual(['2026-06-30', '2026-07-01', '2026-07-01', '2026-06-30']);
  });

  test('a clock change does not alter a count of days', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2009-01-14', '2009-04-01')).toBe(77);
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
    expect(() => daysBetween('', '2026-10-24')).toThrow(RangeError);
    expect(() => daysBetween('2026-02-30', '2026-03-02')).toThrow(RangeError);
  });

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-32',
    '2026-1-1',
    '01/04/2026',
    '',
    null,
    20260401,
  ])('%p is not a civil date', (value) => {
    expect(isCivilDate(value)).toBe(false);
  });

  test('dates and instants are written as people read them', () => {
    expect(dateInWords('2026-04-01')).toBe('1 April 2026');
    expect(instantInWords(new Date('2026-06-30T23:05:00Z'))).toBe('1 July 2026 at 00:05');
    expect(instantInWords('2026-09-30T23:05:59.999Z')).toBe('1 October 2026 at 00:05');
    for (const wrong of ['2026-13-01', '', '2026-00-01', '2026-02-45', '2026-02-30']) expect(() => dateInWords(wrong)).toThrow(RangeError);
    expect(() => instantInWords('soon')).toThrow(RangeError);
  });
});

describe('financial years', () => {
  test.each([
    ['2026-03-31', '2025/26'],
    ['2026-04-01', '2026/27'],
    ['1999-04-01', '1999/00'],
  ])('%s lies in %s', (date, year) => {
    expect(financialYearOf(date)).toBe(year);
  });

  test('a year is written with the one that follows it', () => {
    expect(financialYearStarting(2099)).toBe('2099/00');
    expect(isFinancialYear('2026/27')).toBe(true);
    expect(isFinancialYear('2026/28')).toBe(false);
    expect(isFinancialYear('2026-27')).toBe(false);
  });
});

test('ids of one instant are all different, also beyond what random bytes are had for at once', () => {
  const ids = new TimeOrderedIds(new SetClock('2026-06-30T23:05:00Z'));
  const minted = Array.from({ length: 1_000 }, () => ids.next());
  expect(new Set(minted).size).toBe(1_000);
  expect(new Set(minted.map((id) => id.slice(0, 15)))).toEqual(new Set([minted[0]?.slice(0, 15)]));
});
