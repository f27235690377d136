import { sql } from '#database';
import { LIMITS } from '#grant-files';
import { existsSync, readFileSync } from 'node:fs';
import type { ImportChoices, SentFile } from './import-report.js';
import { forget, HOUSING, LUNCHES, OFFICER, register, type Register, told } from './register.fixture.js';

let westminster: Register;
beforeEach(async () => {
  westminster = await register();
});
afterEach(() => westminster.database.drop());

const HEADINGS =
  'Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Recipient Org:Charity Number,Funding Org:Identifier,Funding Org:Name,Funding Org:Department,Grant Programme:Title,Planned Dates:Start Date,Planned Dates:End Date';
const NONE: ImportChoices = { assignLocalIdentifiers: false, titleAsDescription: false };

type Cells = Partial<
  Record<
    | 'id'
    | 'title'
    | 'amount'
    | 'awarded'
    | 'org'
    | 'name'
    | 'charity'
    | 'funder'
    | 'funderName'
    | 'department'
    | 'programme'
    | 'from'
    | 'to',
    string
  >
>;
const row = ({
  id = '1',
  title = 'Lunches',
  amount = '1200.50',
  awarded = '2026-04-01',
  org = 'GB-CHC-1000000',
  name = 'Example Lunch Club',
  charity = '',
  funder = 'GB-LAE-WSM',
  funderName = 'City of Westminster',
  department = 'Housing',
  programme = 'Meals',
  from = '',
  to = '',
}: Cells) =>
  [
    `360G-westminster-${id}`,
    title,
    'What it is for',
    'GBP',
    amount,
    awarded,
    org,
    name,
    charity,
    funder,
    funderName,
    department,
    programme,
    from,
    to,
  ].join(',');
const csv = (...rows: Cells[]): SentFile => ({
  bytes: Buffer.from([HEADINGS, ...rows.map(row)].join('\r\n')),
  mediaType: 'text/csv',
  fileName: 'grants.csv',
});
const shared = (name: string): SentFile | null => {
  const path = `../shared/data/grants/${name}`;
  if (existsSync(path)) return { bytes: readFileSync(path), mediaType: 'text/csv', fileName: name };
  process.stdout.write(`${path} is not there: this is not tried\n`);
  return null;
};
const load = (file: SentFile, choices = NONE, actor = OFFICER) => westminster.imports.import(actor, file, choices);
const count = async (table: string) => (await sql<{ count: string }>(westminster.database.em(), `select count(*) from ${table}`))[0]?.count;

describe('a file of grants', () => {
  test('goes in with its organisations, departments and programmes, and each fact is told once', async () => {
    const report = await load(
      csv({ id: '1' }, { id: '2', department: 'Parks', programme: 'Green' }, { id: '3', org: 'GB-COH-1234567', name: 'Example Choir' }),
    );

    expect(report).toMatchObject({
      accepted: 3,
      changed: 0,
      unchanged: 0,
      refused: [],
      refusedRows: 0,
      made: { departments: ['Parks'], programmes: ['Meals', 'Green'], organisations: 2 },
    });
    expect((await told(westminster.database)).map(({ type }) => type)).toEqual([
      ...Array<string>(2).fill('organisations.organisation-registered.v1'),
      ...Array<string>(2).fill('programmes.programme-opened.v1'),
      ...Array<string>(3).fill('grants.grant-awarded.v1'),
    ]);
    expect((await told(westminster.database))[4]?.data).toMatchObject({
      identifier: '360G-westminster-1',
      amountAwardedPence: 1_200_50,
      department: { name: 'Housing' },
      funder: { identifier: 'GB-LAE-WSM', ownFunding: true },
      years: [],
      paidInAdvance: 'not-recorded',
    });
  });

  test('loaded twice changes nothing and tells nothing', async () => {
    const file = csv({ id: '1' }, { id: '2' });
    await load(file);
    await forget(westminster.database);
    const before = await count('history');

    expect(await load(file)).toMatchObject({
      accepted: 0,
      changed: 0,
      unchanged: 2,
      made: { departments: [], programmes: [], organisations: 0 },
    });
    expect(await told(westminster.database)).toEqual([]);
    expect(await count('history')).toBe(before);
  });

  test('loaded by two at once goes in once', async () => {
    const file = csv({ id: '1' }, { id: '2' });

    const reports = await Promise.all([load(file), load(file)]);

    expect(reports.map(({ accepted }) => accepted).sort()).toEqual([0, 2]);
    expect(reports.map(({ unchanged }) => unchanged).sort()).toEqual([0, 2]);
  });

  test('corrects what is recorded otherwise, and says which fields', async () => {
    await load(csv({ id: '1' }, { id: '2' }));
    await forget(westminster.database);

    expect(await load(csv({ id: '1', title: 'Suppers', amount: '1300' }, { id: '2' }))).toMatchObject({
      accepted: 0,
      changed: 1,
      unchanged: 1,
    });
    expect(await told(westminster.database)).toMatchObject([
      {
        type: 'grants.grant-corrected.v1',
        data: {
          title: 'Suppers',
          amountAwardedPence: 1_300_00,
          correctedFields: ['title', 'amountAwardedPence'],
          reason: 'Changed by the import of grants.csv',
        },
      },
    ]);
  });

  test('never empties what an officer recorded and a file does not say', async () => {
    await westminster.organisations.register(OFFICER, { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] });
    await westminster.grants.award(OFFICER, {
      ...LUNCHES,
      identifier: '360G-westminster-1',
      amountAwardedPence: 1_200_50,
      title: 'Lunches',
      description: 'What it is for',
      years: [{ financialYear: '2026/27', amountPence: 1_200_50, commitment: 'firm' }],
    });

    expect(await load(csv({ id: '1', programme: '' }))).toMatchObject({ unchanged: 1 });
    expect(await load(csv({ id: '1', programme: '', amount: '1' }))).toMatchObject({
      refused: [{ row: 2, column: 'Amount Awarded', value: '1', reason: expect.stringContaining('The years add up to £1,200.50') }],
    });
  });

  test('does not alter the sum of a grant that was varied since, nor a grant that was withdrawn', async () => {
    await load(csv({ id: '1' }, { id: '2' }));
    const [one, two] = (await told(westminster.database))
      .filter(({ type }) => type === 'grants.grant-awarded.v1')
      .map(({ subject }) => subject);
    await westminster.variations.increase(OFFICER, one ?? '', { amountPence: 2_000_00, effectiveOn: '2026-10-01', reason: 'More.' });
    await westminster.grants.withdraw(OFFICER, two ?? '', { reason: 'Entered twice.' });

    const report = await load(csv({ id: '1', amount: '1500' }, { id: '2' }, { id: '3' }));

    expect(report).toMatchObject({
      accepted: 1,
      refused: [
        { row: 2, column: 'Amount Awarded', value: '1500', reason: expect.stringContaining('Withdraw the changes first') },
        {
          row: 3,
          column: 'Identifier',
          value: '360G-westminster-2',
          reason: expect.stringContaining('This grant was withdrawn on 20 November 2026'),
        },
      ],
    });
    expect(await load(csv({ id: '1' }))).toMatchObject({ unchanged: 1 });
  });

  test('keeps the first of several names of an organisation, and the others as aliases', async () => {
    await load(csv({ id: '1' }, { id: '2', name: 'Example Luncheon Club' }, { id: '3', name: 'EXAMPLE LUNCH CLUB' }));

    const [organisation] = await sql(westminster.database.em(), 'select name, aliases from organisations');
    expect(organisation).toEqual({ name: 'Example Lunch Club', aliases: ['Example Luncheon Club'] });
    expect((await told(westminster.database)).map(({ type }) => type)).toContain('organisations.alias-added.v1');
  });

  test('refuses a row whose identifiers belong to different organisations', async () => {
    await load(csv({ id: '1' }, { id: '2', org: 'GB-COH-12345678', name: 'Example Choir' }));

    expect(await load(csv({ id: '3', org: 'GB-COH-12345678', charity: '1000000' }))).toMatchObject({
      accepted: 0,
      refused: [
        { row: 2, column: 'Recipient Org:Identifier', reason: expect.stringContaining('belong to different organisations here: Example') },
      ],
    });
  });

  test('keeps the funder as it stands; departments and programmes of others are not told as ours', async () => {
    await load(csv({ id: '1', funder: 'GB-LAE-TRF', funderName: 'Trafford Council', department: 'Housing' }));

    expect(await told(westminster.database)).toMatchObject([
      { type: 'organisations.organisation-registered.v1' },
      {
        type: 'grants.grant-awarded.v1',
        data: { funder: { identifier: 'GB-LAE-TRF', name: 'Trafford Council', ownFunding: false }, department: { name: 'Housing' } },
      },
    ]);
    expect((await westminster.departments.own(westminster.database.em())).filter(({ name }) => name === 'Housing')).toHaveLength(1);
  });

  test('a refused row brings nothing with it, not even its organisation', async () => {
    const report = await load(
      csv({ id: '1', awarded: '2026-11-21', department: 'Parks' }, { id: '2', from: '2026-04-02', to: '2026-04-01' }),
    );

    expect(report).toMatchObject({
      accepted: 0,
      refusedRows: 2,
      made: { departments: [], programmes: [], organisations: 0 },
      refused: [{ row: 2, column: 'Award Date', value: '2026-11-21' }, { row: 3 }],
    });
    expect(await told(westminster.database)).toEqual([]);
  });

  test('of an officer for one department goes in as far as it is of that department', async () => {
    const report = await load(
      csv(
        { id: '1' },
        { id: '2', department: 'Environment' },
        { id: '3', department: '' },
        { id: '4', department: 'Parks' },
        { id: '5', funder: 'GB-LAE-TRF', funderName: 'T' },
      ),
      NONE,
      HOUSING,
    );

    expect(report).toMatchObject({ accepted: 1, refusedRows: 4 });
    expect(report.refused[0]).toMatchObject({
      row: 3,
      column: 'Funding Org:Department',
      value: 'Environment',
      reason: expect.stringContaining('You are a funding officer for housing'),
    });
    expect(await load(csv({ id: '2', department: 'Environment' }))).toMatchObject({ accepted: 1 });
    expect(await load(csv({ id: '2' }), NONE, HOUSING)).toMatchObject({ refusedRows: 1, changed: 0 });
  });
});

describe('a preview', () => {
  test('says what would happen and does nothing, until it is carried out', async () => {
    const file = csv({ id: '1' }, { id: '2', amount: 'lots' });
    const preview = await westminster.imports.preview(OFFICER, file, NONE);

    expect(preview).toMatchObject({ dryRun: true, accepted: 1, refusedRows: 1, made: { programmes: ['Meals'], organisations: 1 } });
    expect([await count('grants'), await count('organisations'), await count('outbox'), await count('history')]).toEqual([
      '0',
      '0',
      '0',
      '0',
    ]);
    await expect(westminster.imports.carryOut(HOUSING, preview.importId)).rejects.toThrow(
      'This file is not kept any more, or was not sent by you',
    );

    expect(await westminster.imports.carryOut(OFFICER, preview.importId)).toMatchObject({ dryRun: false, accepted: 1 });
    expect(await count('grants')).toBe('1');
  });

  test('gives the refused rows back as a file to mend, which then goes in', async () => {
    const { importId } = await load(csv({ id: '1' }, { id: '2', amount: 'lots' }, { id: '3', awarded: '2026-11-21' }));

    const { fileName, text } = await westminster.kept.toMend(OFFICER, importId);
    const parts: string[] = [];
    for await (const part of text) parts.push(part);
    const toMend = parts.join('');

    expect(fileName).toBe('grants-to-mend.csv');
    expect(toMend.trim().split('\r\n')).toHaveLength(3);
    expect(toMend).toContain('The award date is in the future');
    const mended = {
      bytes: Buffer.from(toMend.replace('lots', '12').replace('2026-11-21', '2026-11-20')),
      mediaType: 'text/csv',
      fileName,
    };
    expect(await load(mended)).toMatchObject({ accepted: 2, refusedRows: 0 });
  });

  test('is kept for a week, and no more than ten of one person', async () => {
    const first = await westminster.imports.preview(OFFICER, csv({ id: '1' }), NONE);
    expect(first.keptUntil).toBe('2026-11-27T12:00:00Z');
    for (let more = 0; more < 10; more += 1) await westminster.imports.preview(OFFICER, csv({ id: '1' }), NONE);
    await expect(westminster.kept.report(OFFICER, first.importId)).rejects.toThrow('not kept any more');

    westminster.clock.set('2026-11-28T12:00:00Z');
    await westminster.imports.preview(HOUSING, csv({ id: '1' }), NONE);
    expect(await count('grant_imports')).toBe('1');
  });
});

describe('files that cannot be taken', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'text/csv', 'The file is empty'],
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0]), 'text/csv', 'The file is a workbook'],
    ['too large', Buffer.alloc(LIMITS.bytes + 1, 'a'), 'text/csv', 'The file is larger than 20 MB'],
  ])('%s: it is said why, and nothing is half done', async (_what, bytes, mediaType, says) => {
    await expect(load({ bytes, mediaType, fileName: 'x' })).rejects.toThrow(says);
    expect(await count('grant_imports')).toBe('0');
  });

  test('5,000 bad rows are counted, a thousand of them told', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => ({ id: String(at), amount: 'lots' }));

    const report = await load(csv({ id: 'good' }, ...rows));

    expect(report).toMatchObject({ accepted: 1, refusedRows: 5_000, refusalCount: 5_000 });
    expect(report.refused).toHaveLength(1_000);
  });
});

describe('real files', () => {
  test('555 grants of Trafford go in with less than two seconds’ work, and the second time change nothing', async () => {
    const file = shared('trafford_council_voluntary_sector_grants.csv');
    if (!file) return;
    const before = process.cpuUsage();

    expect(await load(file)).toMatchObject({
      accepted: 555,
      refusedRows: 0,
      made: {
        departments: ['Partnerships and Communities', 'Inclusive Economy & Communities'],
        programmes: [expect.anything(), expect.anything(), expect.anything()],
      },
    });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2_000);
    const [sum] = await sql(
      westminster.database.em(),
      'select count(*)::int as grants, sum(amount_awarded_pence)::int8::text as pence from grants',
    );
    expect(sum).toEqual({ grants: 555, pence: expect.stringMatching(/^\d+$/) });
    await forget(westminster.database);

    expect(await load(file)).toMatchObject({ accepted: 0, changed: 0, unchanged: 555, refusedRows: 0 });
    expect(await told(westminster.database)).toEqual([]);
  });

  test('Sport England’s rows are refused for what they lack, and go in by choice but for nine', async () => {
    const file = shared('sport-england_lottery_3-boroughs_2009-2015.csv');
    if (!file) return;

    expect(await load(file)).toMatchObject({ accepted: 0, refusedRows: 75 });
    const chosen = await load(file, { assignLocalIdentifiers: true, titleAsDescription: true });

    expect(chosen).toMatchObject({ accepted: 66, refusedRows: 9 });
    expect(chosen.refused[0]?.reason).toContain('have the same identifier but differ in');
  });
});
