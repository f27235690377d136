import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isWorkingDay, workingDaysAfter } from './index.js';

const LISTED = resolve('../shared/data/reference/uk-bank-holidays_england-and-wales_2019-2028.csv');

test.each([
  ['2026-11-23', 10, '2026-12-07', 'two weeks'],
  ['2026-12-18', 10, '2027-01-06', 'over Christmas, Boxing Day on a Saturday, and New Year'],
  ['2026-03-27', 10, '2026-04-14', 'over Easter'],
  ['2022-05-27', 4, '2022-06-06', 'over the Platinum Jubilee, with a spring holiday moved into June'],
  ['2026-11-21', 1, '2026-11-23', 'from a Saturday'],
])('from %s, %i working days go to %s: %s', (from, days, to) => {
  expect(workingDaysAfter(from, days)).toBe(to);
});

test('no bank holiday that the government lists is a working day', () => {
  if (!existsSync(LISTED)) {
    process.stdout.write('The list of bank holidays beside the checkout is missing: its test passes without a look.\n');
    return;
  }
  const listed = readFileSync(LISTED, 'utf8').trim().split('\n').slice(1);
  expect(listed.length).toBeGreaterThan(50);
  expect(listed.map((line) => line.slice(0, 10)).filter(isWorkingDay)).toEqual([]);
});
