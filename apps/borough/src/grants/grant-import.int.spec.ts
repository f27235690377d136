import { sql } from '#database';
import { until } from '../../../../test/support/until.js';
import { csv, NONE } from './grant-file.fixture.js';
import type { SentFile } from './import-report.js';
import { forget, HOUSING, LUNCHES, OFFICER, register, type Register, told } from './register.fixture.js';

let westminster: Register;
beforeEach(async () => {
  westminster = await register();
});
afterEach(() => westminster.database.drop());

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

  test('that is overtaken by an award with one of its identifiers is not taken at all', async () => {
    await load(csv({ id: '1' }));
    await forget(westminster.database);
    const officer = westminster.database.em();
    await officer.begin();
    await sql(
      officer,
      `insert into grants select
         (jsonb_populate_record(g, jsonb_build_object('id', gen_random_uuid(), 'identifier', '360G-westminster-3'))).* from grants g`,
    );

    const loading = load(csv({ id: '2' }, { id: '3' }));
    const waiting = () =>
      sql(
        westminster.database.em(),
        `select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`,
      );
    await until(waiting, (locks) => locks.length > 0);
    await officer.commit();

    await expect(loading).rejects.toThrow('Someone else recorded a grant or an organisation of this file at the same moment');
    expect([await count('grants'), await count('outbox')]).toEqual(['2', '0']);
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
      years: [
        { financialYear: '2026/27', amountPence: 1_000_50, commitment: 'firm' },
        { financialYear: '2027/28', amountPence: 200_00, commitment: 'indicative' },
      ],
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
      reason: expect.stringContaining('You work as Funding officer for housing'),
    });
    expect(await load(csv({ id: '2', department: 'Environment' }))).toMatchObject({ accepted: 1 });
    expect(await load(csv({ id: '2' }), NONE, HOUSING)).toMatchObject({ refusedRows: 1, changed: 0 });
  });
});
