import { programmesOf, wholeProgrammes } from './programmes.page.js';
import type { LevelRow } from './programmes.queries.js';

const level = (programmeId: string, financialYear: string, more: Partial<LevelRow> = {}): LevelRow => ({
  borough: 'westminster',
  programmeId,
  title: `Programme ${programmeId}`,
  code: null,
  departmentName: 'Housing',
  financialYear,
  amountPence: 1_000_00,
  decidedOn: '2026-03-01',
  setPence: 1_000_00,
  setOn: '2026-03-01',
  reason: null,
  previousPence: 900_00,
  differencePence: 100_00,
  change: 'raised',
  pledge: null,
  pledgedOn: null,
  isKept: null,
  sortTitle: `programme ${programmeId}`,
  ...more,
});

const places = { nameOf: () => 'Westminster', ownPage: (_: string, path: string) => `https://grants.westminster.example${path}` };

test('the years of a programme stand under it, with every figure', () => {
  const shown = programmesOf([level('a', '2025/26'), level('a', '2026/27'), level('b', '2026/27')], places);

  expect(shown.map(({ title, of, grants, rows }) => [title, of, grants, rows.length])).toEqual([
    ['Programme a', 'Westminster, Housing', '/grants?borough=westminster&programme=a', 2],
    ['Programme b', 'Westminster, Housing', '/grants?borough=westminster&programme=b', 1],
  ]);
  expect(shown[0]?.ownPage).toBe('https://grants.westminster.example/programmes/a');
  expect(shown[0]?.rows[0]).toMatchObject([
    { text: '2025/26' },
    { text: '£1,000' },
    { text: '£900' },
    { text: '£100', hint: 'Raised' },
    { text: 'No pledge' },
  ]);
});

test('programmes of one id in two boroughs are two', () => {
  expect(programmesOf([level('a', '2026/27'), level('a', '2026/27', { borough: 'kensington-and-chelsea' })], places)).toHaveLength(2);
});

test('a part of the list ends with the last whole programme, or in the middle of one that is longer than a part', () => {
  const rows = [level('a', '2025/26'), level('b', '2025/26'), level('b', '2026/27')];

  expect(wholeProgrammes(rows, 3)).toEqual(rows);
  expect(wholeProgrammes(rows, 2)).toEqual(rows.slice(0, 1));
  expect(wholeProgrammes(rows, 1)).toEqual(rows.slice(0, 1));
  expect(wholeProgrammes(rows.slice(1), 1)).toEqual(rows.slice(1, 2));
});
