import { GrantAwardedV1, GrantCorrectedV1, sampleGrant } from '#contracts';
import { sql } from '#database';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { enterGrantWords } from '../migrations/Migration20261122000500_grant_words.js';
import { enterOrganisationMarks } from '../migrations/Migration20261122000600_organisation_marks.js';
import { fact, tell } from '../told.fixture.js';
import { stemsOf } from './grant-words.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());

const words = () => sql(database.em(), `select grant_id, words::text from grant_words where borough = 'westminster'`);

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

test('a register that stands is given the words that are entered when a grant is told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ title: aText, description: aText, identifier: aText, programme: aText }), async (texts) => {
      for (const table of ['grants', 'grant_words', 'grant_changes']) await sql(database.em(), `delete from ${table}`);
      const { programme: title, ...changes } = texts;
      const programme = { programmeId: '0198C0DE-0000-7000-8000-0000000000b1', title };
      await tell(database.em(), 'westminster', [fact(GrantAwardedV1, { ...changes, programme })]);
      const told = await words();
      await sql(database.em(), 'delete from grant_words');
      await sql(database.em(), enterGrantWords);
      await sql(database.em(), enterOrganisationMarks);

      expect(told).toEqual(await words());
    }),
    { numRuns: 150 },
  );
});

test('plain words come to what PostgreSQL itself finds in them', async () => {
  const plain = { ...sampleGrant, description: 'The families were hoping for hot lunches and 24 outings, running weekly.' };
  await tell(database.em(), 'hammersmith-and-fulham', [fact(GrantAwardedV1, plain)]);
  const [row] = await sql<{ found: string[]; entered: string[] }>(
    database.em(),
    `select tsvector_to_array(to_tsvector('english', $1)) as found,
       (select array_agg(word) from unnest(tsvector_to_array(words)) word where word !~ '^[#=]') as entered
     from grant_words where borough = 'hammersmith-and-fulham'`,
    [`${plain.title} ${plain.organisation.name} ${plain.description}`],
  );

  expect(row?.entered).toEqual(row?.found);
  expect(row?.found).toContain('famili');
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
