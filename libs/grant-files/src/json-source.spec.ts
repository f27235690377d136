import { EXPECTED, GRANT, OPTIONS } from './grant-file.fixture.js';
import { type GrantFileReport, readGrantFile } from './read-grant-file.js';

const json = (value: unknown): Promise<GrantFileReport> =>
  readGrantFile(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), 'application/json', OPTIONS);

describe('a JSON package', () => {
  test('is read like the CSV file', async () => {
    expect((await json({ version: '1.4', publisher: { name: 'City of Westminster' }, grants: [GRANT] })).grants).toEqual([
      { row: 1, rows: [1], grant: EXPECTED },
    ]);
  });

  test('names rows by their place and columns by their pointers', async () => {
    const { refusals, ignoredColumns } = await json({ grants: [GRANT, { ...GRANT, id: '360G-w-2', awardDate: '1/4', own: { a: [1] } }] });
    expect(refusals).toEqual([{ row: 2, column: '/awardDate', value: '1/4', reason: expect.stringContaining('not a date') as string }]);
    expect(ignoredColumns).toEqual(['/own/a/*']);
  });

  test('has its amounts read as they are written, not as floats', async () => {
    const amounts = ['1250.10', '0.1', '1250.100000000001', '1e3', '"£1,250"'];
    const { grants, refusals } = await json(
      `{"grants":[${amounts.map((amount, at) => JSON.stringify({ ...GRANT, id: `360G-w-${at}` }).replace('25000', amount)).join(',')}]}`,
    );
    expect(grants.map(({ grant }) => grant.amountAwardedPence)).toEqual([1250_10, 10, 1250_00]);
    expect(refusals.map(({ row, value }) => [row, value])).toEqual([
      [3, '1250.100000000001'],
      [4, '1e3'],
    ]);
  });

  test('gives back null and empty values as absent, and refuses what is no grant', async () => {
    const { grants, refusals } = await json({ grants: [{ ...GRANT, url: null, dataSource: '' }, 7] });
    expect(grants.map(({ grant }) => grant)).toEqual([EXPECTED]);
    expect(refusals).toMatchObject([{ row: 2, reason: 'The grant is not an object. Write it as { "id": …, "title": … }.' }]);
  });

  test('with a key twice in a grant has that grant refused', async () => {
    const { refusals } = await json(`{"grants":[${JSON.stringify(GRANT).replace('{', '{"title":"Another",')}]}`);
    expect(refusals[0]?.reason).toBe('/title is there twice in this grant. Remove one.');
  });

  test('with a character that no database takes is refused', async () => {
    const { refusals } = await json({ grants: [{ ...GRANT, title: 'Lunch\u0000es', description: 'Half a \ud83d' }] });
    expect(refusals.map(({ column, reason }) => [column, reason])).toEqual([
      ['/title', 'The text holds a character that cannot be kept. Type it again.'],
      ['/description', 'The text holds a character that cannot be kept. Type it again.'],
    ]);
  });
});
