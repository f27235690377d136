import * as fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { csvText } from './csv-text.js';
import { protectedCell, unprotectedCell } from './formula.js';
import { textOf } from './grant-file.fixture.js';

const risky = fc
  .tuple(fc.constantFrom('', "'", "''", '=', '+', '-', '@', '\t', '\r', '\n', "'=", "''=", '＝'), fc.string({ unit: 'grapheme' }))
  .map((parts) => parts.join(''));

describe('cells that a spreadsheet would run', () => {
  test.each([
    ['=HYPERLINK("http://evil.example")', `'=HYPERLINK("http://evil.example")`],
    ['+44', "'+44"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ["'tis the season", "'tis the season"],
    ['Lunch = company', 'Lunch = company'],
  ])('%j is written as %j, and read back as it was', (text, cell) => {
    expect(protectedCell(text)).toBe(cell);
    expect(unprotectedCell(cell)).toBe(text);
  });

  test('any text comes back exactly, and no cell begins with a sign that runs', () => {
    fc.assert(
      fc.property(risky, (text) => {
        expect(unprotectedCell(protectedCell(text))).toBe(text);
        expect(protectedCell(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
      { numRuns: 1000 },
    );
  });

  test('any table of texts comes back exactly from the CSV that we write', async () => {
    const cell = fc.oneof(risky, fc.constantFrom('a;b', 'a,b', '"', 'line\r\nbreak', 'line\nbreak', 'cr\rcr', ' spaced ', ''));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), async (rows, delimiter) => {
        const protectedRows = rows.map((row) => row.map(protectedCell));
        async function* given(): AsyncGenerator<string[]> {
          yield* protectedRows;
        }
        const read = parse(await textOf(csvText(given(), delimiter)), { delimiter, relax_column_count: true }) as string[][];
        expect(read.map((row) => row.map(unprotectedCell))).toEqual(rows);
      }),
    );
  });
});
