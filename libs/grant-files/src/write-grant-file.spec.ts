import * as fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import type { ExportGrant } from './grant-row.js';
import { EXPECTED, OPTIONS, textOf } from './grant-file.fixture.js';
import { changedFields } from './published.js';
import { readGrantFile } from './read-grant-file.js';
import { writeCsv, writeJson, type PackageMeta } from './write-grant-file.js';
import { writeTransparencyCode } from './write-transparency-code.js';

const META: PackageMeta = { title: 'Grants of Westminster', publisher: { identifier: 'GB-LAE-WSM', name: 'City of Westminster' } };

const FULL: ExportGrant = {
  ...EXPECTED,
  amountAwardedPence: 25_000_10,
  amountAppliedForPence: 30_000_00,
  amountPaidPence: 5,
  startsOn: '2026-04-01',
  endsOn: '2028-03-31',
  durationMonths: 24,
  recipient: { ...EXPECTED.recipient, charityNumber: '1000000', postalCode: 'W10 5XX' },
  funder: { ...EXPECTED.funder, department: 'Adult Social Care' },
  programme: { code: 'CM', title: 'Community Meals' },
  openCall: false,
  beneficiaryLocations: [{ name: 'Westminster', geoCode: 'E09000033', latitude: 51.4973 }, { name: 'Queen’s Park' }],
  commitmentTransactions: [{ id: 'v1', date: '2026-10-01', valuePence: -1_000_50, description: 'Reduced: fewer days' }],
  dateModified: '2026-11-01T09:00:00Z',
  dataSource: 'https://www.example.org/grants',
  other: {
    plannedDates: [{ title: 'First stage' }, { title: 'Second stage', startDate: '2027' }],
    recipientOrganization: [{ addressLocality: 'London', location: [{ geoCode: 'E05013805' }, { name: 'Kitchen' }] }],
    relatedDocument: [{ title: 'Report', url: 'https://www.example.org/report' }],
    relatedActivity: ['360G-w-7', '360G-w-8'],
    disbursementTransaction: [{ transactionDate: '2026-05-01', value: 0.05, currency: 'GBP' }],
    locationScope: 'GLS050',
  },
};

async function readBack(text: string, mediaType: string): Promise<unknown[]> {
  const report = await readGrantFile(Buffer.from(text), mediaType, OPTIONS);
  expect(report.refusals).toEqual([]);
  expect(report.remarks.filter(({ kind }) => kind === 'changed')).toEqual([]);
  return report.grants.map(({ grant }) => grant);
}

describe('a file that we write', () => {
  test('in JSON is read back as the grants it was made from', async () => {
    const text = await textOf(writeJson(META, [FULL, { ...EXPECTED, identifier: '360G-w-2' }]));
    expect(JSON.parse(text)).toMatchObject({ version: '1.4', title: META.title, grants: [{ id: FULL.identifier }, { id: '360G-w-2' }] });
    expect(await readBack(text, 'application/json')).toEqual([FULL, { ...EXPECTED, identifier: '360G-w-2' }]);
  });

  test('in CSV is read back as the grants it was made from', async () => {
    const grants = [FULL, { ...EXPECTED, identifier: '360G-w-2' }];
    expect(await readBack(await textOf(writeCsv(grants)), 'text/csv')).toEqual(grants);
    async function* streamed(): AsyncGenerator<ExportGrant> {
      yield* grants;
    }
    expect(await readBack(await textOf(writeCsv(streamed)), 'text/csv')).toEqual(grants);
  });

  test('has sums in pounds with their pence, written as digits', async () => {
    const json = await textOf(writeJson(META, [FULL]));
    expect(json).toContain('"amountAwarded":25000.10,');
    expect(json).toContain('"amountAppliedFor":30000,');
    expect(json).toContain('"value":-1000.50,');
    const [headings = [], row = []] = parse(await textOf(writeCsv([FULL]))) as string[][];
    expect(row[headings.indexOf('Amount Awarded')]).toBe('25000.10');
    expect(row[headings.indexOf('commitmentTransaction:Value')]).toBe('-1000.50');
  });

  test('has only the columns that are used, in the standard’s order, and numbers a list only where it has several items', async () => {
    const plain = (await textOf(writeCsv([EXPECTED]))).split('\r\n')[0];
    expect(plain).toBe(
      'Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,' +
        'Funding Org:Identifier,Funding Org:Name',
    );
    const [headings = []] = parse(await textOf(writeCsv([FULL]))) as string[][];
    expect(headings).toEqual(expect.arrayContaining(['Related Document:Title', 'Related Activity:1', 'Recipient Org:Location:1:Name']));
    expect(headings).toEqual(expect.arrayContaining(['Beneficiary Location:0:Name', 'Beneficiary Location:1:Name', 'Recipient Org:City']));
  });

  test('says so when the grants change between its two passes', async () => {
    let pass = 0;
    const changing = (): ExportGrant[] => ((pass += 1) === 1 ? [EXPECTED] : [FULL]);
    await expect(textOf(writeCsv(changing))).rejects.toThrow('The grants changed while they were written');
  });

  test('of no grants has no rows', async () => {
    expect(JSON.parse(await textOf(writeJson(META, [])))).toMatchObject({ grants: [] });
    expect((await textOf(writeCsv([]))).trim()).toBe('');
  });
});

const words = fc
  .tuple(fc.constantFrom('', '=', '+', "'", "'=", '-', 'a', '"'), fc.string({ unit: 'grapheme', maxLength: 30 }))
  .map((parts) => parts.join('').trim())
  .filter((text) => text !== '' && !text.includes('@') && !/[\0\ufffd]/.test(text));
const pence = fc.integer({ min: 0, max: 1_000_000_000_00 });
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });
const date = fc.constantFrom('2026-04-01', '2024-02-29', '2026-12-31');

const grants = fc.record(
  {
    title: words,
    description: words,
    amountAwardedPence: pence,
    amountAppliedForPence: pence,
    amountPaidPence: pence,
    awardedOn: date,
    endsOn: date,
    durationMonths: fc.integer({ min: 1, max: 600 }),
    openCall: fc.boolean(),
    programme: fc.record({ title: words }),
    beneficiaryLocations: fc.array(fc.record({ name: words, description: words }), { maxLength: 3 }),
    commitmentTransactions: fc.array(fc.record({ date, valuePence: fc.integer({ min: -1_000_00, max: 1_000_00 }), description: words }), {
      maxLength: 3,
    }),
    name: words,
    department: words,
    title2: words,
  },
  { requiredKeys: ['title', 'description', 'amountAwardedPence', 'awardedOn', 'beneficiaryLocations', 'commitmentTransactions', 'name'] },
);

describe('whatever the grants hold', () => {
  const files = fc.tuple(fc.array(grants, { minLength: 1, maxLength: 5 }), optional(words)).map(([list, city]) =>
    list.map(({ name, department, title2, ...grant }, at): ExportGrant => ({
      ...grant,
      identifier: `360G-westminster-${at}`,
      recipient: { identifier: 'GB-CHC-1000000', localIdentifier: false, name },
      funder: { identifier: 'GB-LAE-WSM', name: 'City of Westminster', ...(department === undefined ? {} : { department }) },
      other: {
        ...(title2 === undefined ? {} : { relatedDocument: [{ title: title2 }, { title: 'Second' }] }),
        ...(city === undefined ? {} : { recipientOrganization: [{ addressLocality: city }] }),
      },
    })),
  );

  test('they come back exactly from JSON and from CSV', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        expect(await readBack(await textOf(writeJson(META, given)), 'application/json')).toEqual(given);
        expect(await readBack(await textOf(writeCsv(given)), 'text/csv')).toEqual(given);
      }),
    );
  });

  test('no cell of the CSV begins with a sign that a spreadsheet would run, but for numbers', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const rows = parse(await textOf(writeCsv(given))) as string[][];
        expect(rows.flat().filter((cell) => /^([=+@\t\r]|-(?!\d+(\.\d\d)?$))/.test(cell))).toEqual([]);
      }),
    );
  });
});

describe('two states of a grant', () => {
  test('that would be published alike have no difference, whatever the order of their properties', () => {
    const { identifier, recipient, ...rest } = FULL;
    const { name, ...others } = recipient;
    expect(changedFields(FULL, { ...rest, recipient: { name, ...others }, identifier })).toEqual([]);
    expect(changedFields(FULL, { ...FULL, startsOn: undefined } as ExportGrant)).toEqual(['Planned Dates:Start Date']);
  });

  test('differ in the fields that an export would show', () => {
    const other = { ...FULL, title: 'Lunches', amountAwardedPence: 1, commitmentTransactions: [] };
    expect(changedFields(FULL, other)).toEqual([
      'Title',
      'Amount Awarded',
      'commitmentTransaction:Identifier',
      'commitmentTransaction:Transaction Date',
      'commitmentTransaction:Currency',
      'commitmentTransaction:Value',
      'commitmentTransaction:Description',
    ]);
  });
});

describe('the Transparency Code file', () => {
  test('has the fields of the Code, with whichever registration number there is', async () => {
    const company = { ...EXPECTED, recipient: { ...EXPECTED.recipient, identifier: 'GB-COH-01234567', name: '=Club' } };
    const local = { ...EXPECTED, recipient: { ...EXPECTED.recipient, identifier: '360G-westminster-org-club' } };
    expect((await textOf(writeTransparencyCode([FULL, company, local]))).split('\r\n')).toEqual([
      'Award Date,Period Start,Period End,Period (months),Awarding Department,Beneficiary,Registration Number,Purpose,Amount,Identifier',
      '2026-04-01,2026-04-01,2028-03-31,24,Adult Social Care,Example Lunch Club,1000000,' +
        'Hot meals and company on three days a week.,25000.10,360G-westminster-2026-0001',
      "2026-04-01,,,,,'=Club,01234567,Hot meals and company on three days a week.,25000,360G-westminster-2026-0001",
      '2026-04-01,,,,,Example Lunch Club,,Hot meals and company on three days a week.,25000,360G-westminster-2026-0001',
      '',
    ]);
  });
});
