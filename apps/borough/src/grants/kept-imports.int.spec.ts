import { sql } from '#database';
import { LIMITS } from '#grant-files';
import { csv, NONE, shared } from './grant-file.fixture.js';
import type { SentFile } from './import-report.js';
import { forget, HOUSING, OFFICER, register, type Register, told } from './register.fixture.js';

let westminster: Register;
beforeEach(async () => {
  westminster = await register();
});
afterEach(() => westminster.database.drop());

const load = (file: SentFile, choices = NONE, actor = OFFICER) => westminster.imports.import(actor, file, choices);
const count = async (table: string) => (await sql<{ count: string }>(westminster.database.em(), `select count(*) from ${table}`))[0]?.count;

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
