import { parse } from 'csv-parse/sync';
import { fileToMend } from './file-to-mend.js';
import { csvOf, GRANT, OPTIONS, ROW, textOf } from './grant-file.fixture.js';
import { LIMITS } from './limits.js';
import { readGrantFile } from './read-grant-file.js';

/** A spreadsheet of 300 rows as people keep them, with eleven faults in ten of them. */
const FAULTS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  12: { 'Award Date': '31/04/2026' },
  33: { 'Amount Awarded': 'about 2000' },
  58: { 'Recipient Org:Identifier': '' },
  90: { Currency: 'EUR' },
  121: { Description: 'Please contact jo@example.org' },
  150: { 'Recipient Org:Identifier': 'GB-CHC-12' },
  177: { Title: '', 'Amount Awarded': '-5' },
  204: { 'From An Open Call?': 'Y' },
  249: { 'Planned Dates:Start Date': '2026-12-01', 'Planned Dates:End Date': '2026-06-01' },
  300: { 'Funding Org:Identifier': '' },
};
const rowNumbers = Array.from({ length: 300 }, (_, at) => at + 2);
const sheet = (faults = FAULTS): string =>
  csvOf(
    rowNumbers.map((row) => ({
      Identifier: `360G-westminster-${row}`,
      'Amount Awarded': `${row}.50`,
      Ward: 'Queen’s Park',
      'From An Open Call?': 'Yes',
      ...faults[row],
    })),
  );

describe('a file of 300 rows with eleven faults', () => {
  test('has each faulty cell named, and its good rows taken', async () => {
    const report = await readGrantFile(Buffer.from(sheet()), 'text/csv', OPTIONS);
    expect(report.refusals.map(({ row, column, value }) => [row, column, value])).toEqual([
      [12, 'Award Date', '31/04/2026'],
      [33, 'Amount Awarded', 'about 2000'],
      [58, 'Recipient Org:Identifier', ''],
      [90, 'Currency', 'EUR'],
      [121, 'Description', 'Please contact jo@example.org'],
      [150, 'Recipient Org:Identifier', 'GB-CHC-12'],
      [177, 'Title', ''],
      [177, 'Amount Awarded', '-5'],
      [204, 'From An Open Call?', 'Y'],
      [249, 'Planned Dates:End Date', '2026-06-01'],
      [300, 'Funding Org:Identifier', ''],
    ]);
    expect(report).toMatchObject({ rowCount: 300, refusalCount: 11, refusedRowCount: 10 });
    expect(report.grants.map(({ row }) => row)).toEqual(rowNumbers.filter((row) => !(row in FAULTS)));
    expect(report.grants.find(({ row }) => row === 13)?.grant.amountAwardedPence).toBe(13_50);
  });

  test('comes back as its ten faulty rows in its own columns, with what to do in the last', async () => {
    const text = await textOf(fileToMend(Buffer.from(sheet()), 'text/csv', OPTIONS));
    expect(text.startsWith('\ufeff')).toBe(true);
    const [headings = [], ...rows] = parse(text, { bom: true }) as string[][];
    expect(headings).toEqual([...(sheet().split('\n')[0] ?? '').split(','), 'To mend']);
    expect(rows).toHaveLength(10);
    expect(rows[6]?.at(-1)).toBe(
      'Title: Title is missing. Write a short title. Amount Awarded: -5 is below zero. Write an amount of 0 or more.',
    );
    expect(rows[0]?.[headings.indexOf('Ward')]).toBe('Queen’s Park');
  });

  test('once mended in that file is taken, whatever its last column says', async () => {
    const toMend = await textOf(fileToMend(Buffer.from(sheet()), 'text/csv', OPTIONS));
    const [headings = [], ...rows] = parse(toMend, { bom: true }) as string[][];
    const mended = rows.map((row) => Object.fromEntries(headings.map((heading, at) => [heading, row[at] ?? ''])));
    const text = csvOf(
      mended.map((row) => ({
        ...row,
        ...ROW,
        Identifier: row['Identifier'] ?? '',
        'From An Open Call?': 'Yes',
        'Planned Dates:Start Date': '',
      })),
    );
    const report = await readGrantFile(Buffer.from(text), 'text/csv', OPTIONS);
    expect(report).toMatchObject({ refusedRowCount: 0, ignoredColumns: ['Ward', 'To mend'] });
    expect(report.grants).toHaveLength(10);
  });

  test('has an earlier column “To mend” replaced, not doubled', async () => {
    const bytes = Buffer.from(csvOf([{ Title: '', 'TO MEND': 'an old reason' }]));
    const [headings, row] = parse(await textOf(fileToMend(bytes, 'text/csv', OPTIONS)), { bom: true }) as string[][];
    expect(headings?.filter((heading) => heading.toLowerCase() === 'to mend')).toEqual(['To mend']);
    expect(row?.join()).not.toContain('an old reason');
  });
});

describe('rows given back', () => {
  test('hold no cell that a spreadsheet would run, and keep their delimiter', async () => {
    const bytes = Buffer.from(csvOf([{ Title: '=1+1', Currency: 'EUR', Own: '@x', Further: "'=kept" }], ';'));
    const [, row = []] = parse(await textOf(fileToMend(bytes, 'text/csv', OPTIONS)), { bom: true, delimiter: ';' }) as string[][];
    expect(row[1]).toBe("'=1+1");
    expect(row.slice(-3, -1)).toEqual(["'@x", "'=kept"]);
  });

  test('include those that only the importer refuses', async () => {
    const bytes = Buffer.from(csvOf([{}, { Identifier: '360G-w-2' }]));
    const further = new Map([[3, ['Your role is for Housing, and this grant is of another department.']]]);
    const [, ...rows] = parse(await textOf(fileToMend(bytes, 'text/csv', OPTIONS, further)), { bom: true }) as string[][];
    expect(rows.map((row) => [row[0], row.at(-1)])).toEqual([['360G-w-2', further.get(3)?.[0]]]);
  });

  test('of JSON are a package of the refused grants as they stood, with the reasons beside them', async () => {
    const bad = '{ "id": "360G-w-2", "amountAwarded": 1.10, "own": [1] }';
    const bytes = Buffer.from(`{"grants":[${JSON.stringify(GRANT)},${bad}]}`);
    const text = await textOf(fileToMend(bytes, 'application/json', OPTIONS));
    expect(text).toContain(bad);
    const file = JSON.parse(text) as { grants: unknown[]; toMend: { grant: number; row: number; reasons: string[] }[] };
    expect(file.grants).toHaveLength(1);
    expect(file.toMend).toMatchObject([{ grant: 1, row: 2 }]);
    expect(file.toMend[0]?.reasons).toContain('/title: /title is missing. Write a short title.');
    const again = await readGrantFile(Buffer.from(text), 'application/json', OPTIONS);
    expect(again).toMatchObject({ rowCount: 1, refusedRowCount: 1 });
  });
});

describe('a file of 50,000 bad rows', () => {
  const short = { Title: 'T', Description: 'D', Currency: 'EUR', 'Recipient Org:Name': 'N', 'Funding Org:Name': 'N' };
  const [headings = '', row = ''] = csvOf([short]).split('\n');
  const rows = Array.from({ length: 50_000 }, (_, at) => row.replace(ROW['Identifier'] ?? '', `360G-w-${at}`));
  const bad = Buffer.from([headings, ...rows].join('\n'));

  test('is reported with every fault counted and a bounded number told', async () => {
    const report = await readGrantFile(bad, 'text/csv', OPTIONS);
    expect(report).toMatchObject({ rowCount: 50_000, refusedRowCount: 50_000, refusalCount: 50_000, grants: [] });
    expect(report.refusals).toHaveLength(LIMITS.refusals);
  });

  test('can be given back whole, a little at a time', async () => {
    let lines = 0;
    let longest = 0;
    for await (const chunk of fileToMend(bad, 'text/csv', OPTIONS)) {
      lines += chunk.split('\r\n').length - 1;
      longest = Math.max(longest, chunk.length);
    }
    expect(lines).toBe(50_001);
    expect(longest).toBeLessThan(200_000);
  });
});
