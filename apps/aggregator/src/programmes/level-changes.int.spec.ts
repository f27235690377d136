import { LevelChangedV1, LevelProtectedV1, LevelSetV1, ProgrammeOpenedV1 } from '#contracts';
import { sql } from '#database';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { apply, asRun, type Fact, fact } from '../told.fixture.js';
import { countLevelChanges } from '../migrations/Migration20261122000500_grant_words.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());

const kept = () => sql(database.em(), 'select * from level_changes order by borough, financial_year, change');

interface Level {
  readonly borough: string;
  readonly programme_id: string;
  readonly financial_year: string;
  readonly amount_pence: string;
}

const before = (year: string) => `${Number(year.slice(0, 4)) - 1}/${year.slice(2, 4)}`;

/** Counted one by one from the rows as they stand, with nothing of the statements that keep the sums. */
async function recomputed(): Promise<unknown[]> {
  const levels = await sql<Level>(database.em(), 'select * from programme_levels');
  const pledges = await sql<Level>(database.em(), 'select * from programme_pledges');
  const levelOf = ({ borough, programme_id }: Level, year: string): number | null => {
    const level = levels.find((one) => one.borough === borough && one.programme_id === programme_id && one.financial_year === year);
    return level ? Number(level.amount_pence) : null;
  };
  const keyOf = ({ borough, programme_id, financial_year }: Level) => `${borough} ${programme_id} ${financial_year}`;
  const sums = new Map<string, number[]>();
  for (const row of new Map([...levels, ...pledges].map((one) => [keyOf(one), one])).values()) {
    const [now, then] = [levelOf(row, row.financial_year), levelOf(row, before(row.financial_year))];
    const isPledged = pledges.some((one) => keyOf(one) === keyOf(row));
    const isComparable =
      now !== null && levels.some((one) => one.borough === row.borough && one.financial_year === before(row.financial_year));
    const key = JSON.stringify([row.borough, row.financial_year, isComparable ? changeOf(now, then) : null]);
    const added = [
      now === null ? 0 : 1,
      now ?? 0,
      isComparable ? now - (then ?? 0) : 0,
      Number(isPledged),
      isPledged ? (now ?? 0) : 0,
      Number(isPledged && now !== null && then !== null && now >= then),
      Number(isPledged && now !== null && then !== null && now < then),
    ];
    sums.set(
      key,
      (sums.get(key) ?? [0, 0, 0, 0, 0, 0, 0]).map((sum, index) => sum + (added[index] ?? 0)),
    );
  }
  return [...sums].map(([key, sum]) => [...(JSON.parse(key) as unknown[]), ...sum]);
}

function changeOf(now: number, then: number | null): string {
  if (then === null) return now > 0 ? 'new' : 'unchanged';
  if (now === then) return 'unchanged';
  if (now > then) return 'raised';
  return now === 0 ? 'ended' : 'cut';
}

const inOrder = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted();

const level = fc.record({
  programmeId: fc.constantFrom(1, 2, 3).map((number) => `0198c0de-0000-7000-8000-0000000000b${number}`),
  financialYear: fc.constantFrom('2024/25', '2025/26', '2026/27', '2027/28'),
  amountPence: fc.constantFrom(0, 100, 200, 300),
});
const aFact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 3, arbitrary: level.map((changes) => fact(LevelSetV1, changes)) },
  { weight: 2, arbitrary: level.map((changes) => fact(LevelChangedV1, changes)) },
  { weight: 2, arbitrary: level.map(({ amountPence: _none, ...changes }) => fact(LevelProtectedV1, changes)) },
  { weight: 1, arbitrary: level.map(({ programmeId }) => fact(ProgrammeOpenedV1, { programmeId })) },
);
const aTelling = fc.tuple(
  fc.constantFrom('hammersmith-and-fulham', 'westminster'),
  fc.array(aFact, { minLength: 1, maxLength: 15 }),
  fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 4 }),
);

test('level changes are those of the levels after every batch, whatever is told, again or late', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aTelling, { minLength: 1, maxLength: 3 }), async (tellings) => {
      for (const table of ['programmes', 'programme_levels', 'programme_pledges', 'level_changes']) {
        await sql(database.em(), `delete from ${table}`);
      }
      for (const [borough, facts, cuts] of tellings) {
        const run = asRun(facts);
        const parts = cuts.map(([from, to]) => run.slice(Math.min(from, to), Math.max(from, to)));
        for (const part of [...parts, run].filter(({ length }) => length > 0)) {
          await apply(database.em(), borough, part);
          const rows = (await kept()).map((row) =>
            Object.values(row).map((value) => (/^-?\d+$/.test(String(value)) ? Number(value) : value)),
          );
          expect(inOrder(rows)).toEqual(inOrder(await recomputed()));
        }
      }
      const standing = await kept();
      await sql(database.em(), 'delete from level_changes');
      await sql(database.em(), countLevelChanges);
      expect(await kept()).toEqual(standing);
    }),
    { numRuns: 40 },
  );
});
