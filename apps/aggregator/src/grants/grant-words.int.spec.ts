import { GrantAwardedV1, GrantCorrectedV1, sampleGrant } from '#contracts';
import { sql } from '#database';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { enterGrantWords } from '../migrations/Migration20261122000500_grant_words.js';
import { fact, tell } from '../told.fixture.js';
import { stemsOf } from './grant-words.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());

const words = () => sql(database.em(), 'select borough, grant_id, words::text from grant_words');

const aWord = fc.oneof(
  fc.constantFrom(
    'Lunches',
    'the',
    'café',
    'Families',
    'hoping',
    '24',
    'mid-week',
    'O’Neil',
    "children's",
    'COVID19',
    'a@b.example',
    '50%',
  ),
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim().length > 0),
);
const aText = fc.array(aWord, { minLength: 1, maxLength: 12 }).map((all) => all.join(' '));

test('a grant is found by the words that PostgreSQL itself finds in its texts, and a standing register is given the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ title: aText, description: aText, identifier: aText, programme: aText }), async (texts) => {
      for (const table of ['grants', 'grant_words', 'grant_changes']) await sql(database.em(), `delete from ${table}`);
      const { programme: title, ...changes } = texts;
      const programme = { programmeId: '0198C0DE-0000-7000-8000-0000000000b1', title };
      await tell(database.em(), 'westminster', [fact(GrantAwardedV1, { ...changes, programme })]);
      const told = await words();
      await sql(database.em(), 'delete from grant_words');
      await sql(database.em(), enterGrantWords);

      expect(told).toEqual(await words());
    }),
    { numRuns: 150 },
  );
});

test('a correction changes what a grant is found by', async () => {
  const aged = { ...sampleGrant, title: 'Suppers for the aged' };
  await tell(database.em(), 'westminster', [fact(GrantAwardedV1, aged)]);
  await tell(database.em(), 'westminster', [fact(GrantCorrectedV1, { ...aged, title: 'Suppers for families' })], { from: 2 });
  const [row] = await words();

  expect(row).toMatchObject({ words: expect.stringMatching(/'famili'.*'supper'/) as string });
  expect(row).not.toMatchObject({ words: expect.stringContaining(`'age'`) as string });
});

test('what is typed is cut to stems, without the commonest words', async () => {
  expect(await stemsOf(database.em(), 'The lunches of 24 families: COVID19')).toEqual(['lunch', '24', 'famili', 'covid19']);
});
