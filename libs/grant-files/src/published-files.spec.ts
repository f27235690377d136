import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { carriedValue } from './carried.js';
import { FIELDS, pointerOf } from './fields.js';
import type { ExportGrant } from './grant-row.js';
import { csvOf, OPTIONS, textOf } from './grant-file.fixture.js';
import { localIdentifierFor } from './identifiers.js';
import { changedFields } from './published.js';
import { type GrantFileReport, readGrantFile } from './read-grant-file.js';
import { writeCsv, writeJson } from './write-grant-file.js';

const DATA = '../shared/data';
const isThere = existsSync(DATA);
if (!isThere) process.stdout.write('The published files beside the checkout are missing: their tests pass without a look.\n');

/** A test of published files, which are read beside the checkout and are no part of it; without them there is nothing to hold. */
const published = (name: string, run: () => Promise<void> | void): void => {
  test(
    name,
    async () => {
      if (isThere) await run();
    },
    120_000,
  );
};

const bytesOf = (path: string): Buffer => readFileSync(`${DATA}/${path}`);
const tableOf = (path: string): Record<string, string>[] => parse(bytesOf(path), { columns: true, bom: true }) as Record<string, string>[];

const TRAFFORD = 'grants/trafford_council_voluntary_sector_grants.csv';
const SPORT_ENGLAND = 'grants/sport-england_lottery_3-boroughs_2009-2015.csv';
const sumOf = (report: GrantFileReport): number => report.grants.reduce((sum, { grant }) => sum + grant.amountAwardedPence, 0);

const schemaOf = (name: string): { $id: string; $schema: string } => ({
  ...(JSON.parse(bytesOf(`360giving/schema/${name}`).toString()) as { $id: string; $schema: string }),
  $schema: 'https://json-schema.org/draft/2020-12/schema',
});

/** The published schema, with its three faults mended in loading: its dialect's address, the version it refers to, and its formats. */
function packageSchema(): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const grant = schemaOf('360-giving-schema.json');
  ajv.addSchema(grant, grant.$id.replace('1.4.3', '1.4.2'));
  return ajv.compile(schemaOf('360-giving-package-schema.json'));
}

const exportable = (report: GrantFileReport): ExportGrant[] =>
  report.grants.map(({ grant }) => {
    const { identifier = localIdentifierFor('360G-example-org', grant.recipient.name) } = grant.recipient;
    return { ...grant, recipient: { ...grant.recipient, identifier } };
  });

async function packageOf(grants: readonly ExportGrant[]): Promise<string> {
  const publisher = { identifier: 'GB-LAE-WSM', name: 'City of Westminster', website: 'https://www.example.org/' };
  const meta = { title: 'Grants', issued: '2026-11-22', license: 'https://www.example.org/licence', publisher };
  return await textOf(writeJson(meta, grants));
}

describe('the standard’s own files', () => {
  published('every heading of the standard is known, at its place in JSON and with its type', () => {
    const expected = tableOf('360giving/headings-map_1.4.3.csv').map((row) => ({
      heading: row['spreadsheet_heading'],
      pointer: row['json_pointer'],
      isNumber: row['type']?.includes('number'),
    }));
    expect(expected).toHaveLength(145);
    const ours = FIELDS.map(({ heading, template, kind }) => ({
      heading,
      pointer: pointerOf(template),
      isNumber: ['number', 'months', 'money'].includes(kind),
    }));
    expect(ours).toEqual(expected);
  });

  published('every code of its closed lists is carried, and no other', () => {
    const lists = [
      ['country', 'countryCode', 'UK'],
      ['locationScope', 'locationScope', 'GLS070'],
      ['regrantType', 'regrantType', 'FRG080'],
    ] as const;
    for (const [kind, file, unknown] of lists) {
      const codes = tableOf(`360giving/codelists/${file}.csv`).map((row) => row['Code'] ?? '');
      const field = { heading: '', template: '', kind };
      expect(codes.map((code) => carriedValue(field, code))).toEqual(codes);
      expect(carriedValue(field, unknown)).toBeUndefined();
    }
  });
});

describe('Trafford’s 555 grants', () => {
  published('are all taken, to the penny', async () => {
    const report = await readGrantFile(bytesOf(TRAFFORD), 'text/csv', OPTIONS);
    expect(report).toMatchObject({ rowCount: 555, refusalCount: 0, ignoredColumns: [] });
    expect(report.grants).toHaveLength(555);
    expect(sumOf(report)).toBe(1_291_436_54);
    expect(report.remarks.filter(({ kind }) => kind === 'changed')).toEqual([]);
    expect(report.remarks.find(({ code }) => code === 'local-recipient-identifier')?.count).toBe(289);
  });

  published('are valid against schema 1.4.3 when they are written, and come back unchanged from JSON and CSV', async () => {
    const report = await readGrantFile(bytesOf(TRAFFORD), 'text/csv', OPTIONS);
    const grants = exportable(report);
    const json = await packageOf(grants);
    const validate = packageSchema();
    expect([validate(JSON.parse(json)), validate.errors]).toEqual([true, null]);
    const again = [
      await readGrantFile(Buffer.from(json), 'application/json', OPTIONS),
      await readGrantFile(Buffer.from(await textOf(writeCsv(grants))), 'text/csv', OPTIONS),
    ];
    for (const { grants: read, refusals } of again) {
      expect(refusals).toEqual([]);
      expect(read.map(({ grant }) => grant)).toEqual(report.grants.map(({ grant }) => grant));
      expect(read.flatMap(({ grant }, at) => changedFields(grant, grants[at] ?? grant))).toEqual([]);
    }
  });

  published('are all taken from a stream in small pieces, too', async () => {
    const bytes = bytesOf(TRAFFORD);
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
    }
    expect(sumOf(await readGrantFile(pieces(), 'text/csv', OPTIONS))).toBe(1_291_436_54);
  });
});

describe('Sport England’s 75 grants', () => {
  published('are all refused for want of description and recipient identifier', async () => {
    const report = await readGrantFile(bytesOf(SPORT_ENGLAND), 'text/csv', OPTIONS);
    expect(report).toMatchObject({ rowCount: 75, refusedRowCount: 75, grants: [] });
    for (let row = 2; row <= 76; row += 1) {
      const columns = report.refusals.filter((refusal) => refusal.row === row).map(({ column }) => column);
      expect(columns).toEqual(expect.arrayContaining(['Description', 'Recipient Org:Identifier']));
    }
  });

  published('are 66 taken by choice, and nine refused that share four identifiers', async () => {
    const options = { ...OPTIONS, assignLocalIdentifiers: true, titleAsDescription: true };
    const report = await readGrantFile(bytesOf(SPORT_ENGLAND), 'text/csv', options);
    expect(report.grants).toHaveLength(66);
    expect(report.refusals.map(({ row, value }) => [row, value])).toEqual([
      ...[11, 17, 21].map((row) => [row, '360G-ACW-2009112505']),
      [27, '360G-ACW-2011018792'],
      [42, '360G-ACW-2013008519'],
      [43, '360G-ACW-2013008520'],
      [49, '360G-ACW-2011018792'],
      [50, '360G-ACW-2013008519'],
      [51, '360G-ACW-2013008520'],
    ]);
    expect(report.refusals[0]?.reason).toBe(
      'Rows 11, 17 and 21 have the same identifier but differ in Amount Awarded and Award Date. ' +
        'Give each grant its own identifier, or make the rows agree.',
    );
    expect(report.grants.every(({ grant }) => grant.recipient.localIdentifier && grant.title === grant.description)).toBe(true);
    const validate = packageSchema();
    expect([validate(JSON.parse(await packageOf(exportable(report)))), validate.errors]).toEqual([true, null]);
  });
});

describe('whatever stands in a file’s cells', () => {
  const junk = fc.oneof(
    fc.constantFrom('', 'Yes', 'GB', 'UK', 'GBP', 'EUR', '2026', '2026-04', '2026-04-30', '2026-02-31', '2026-04-30T10:00', '30/04/2026'),
    fc.constantFrom('0', '12', '6.5', '-1', '1e3', '1.234', '999999999999', '51.5', 'GLS050', 'FRG010', 'jo@example.org', '=1+1'),
    fc.constantFrom('www.example.org', 'https://www.example.org/', 'http://a /b', 'GB-COH-1234567', 'GB-CHC-1000000', '1000000', 'null'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const headings = FIELDS.flatMap(({ heading, kind }) => {
    const [group, ...rest] = heading.split(':');
    return kind === 'individual' ? [] : [heading, ...(rest.length > 0 ? [`${group}:1:${rest.join(':')}`] : [])];
  });
  const further = headings.filter((heading) => !/^(Recipient|Funding) Org:1:/.test(heading));
  const rows = fc.dictionary(fc.constantFrom(...further), junk, { minKeys: 1, maxKeys: 25 });

  published('what is taken is valid when it is written, and comes back as it was taken', async () => {
    const validate = packageSchema();
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 10, maxLength: 20 }), async (list) => {
        const csv = csvOf(list.map((row, at) => ({ ...row, Identifier: `360G-w-${at}` })));
        const grants = exportable(await readGrantFile(Buffer.from(csv), 'text/csv', { ...OPTIONS, assignLocalIdentifiers: true }));
        taken += grants.length;
        if (grants.length === 0) return;
        const json = await packageOf(grants);
        expect([validate(JSON.parse(json)), validate.errors]).toEqual([true, null]);
        const fromJson = await readGrantFile(Buffer.from(json), 'application/json', OPTIONS);
        const fromCsv = await readGrantFile(Buffer.from(await textOf(writeCsv(grants))), 'text/csv', OPTIONS);
        for (const { refusals, grants: read } of [fromJson, fromCsv]) {
          expect(refusals).toEqual([]);
          expect(read.flatMap(({ grant }, at) => changedFields(grants[at] ?? grant, grant))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
