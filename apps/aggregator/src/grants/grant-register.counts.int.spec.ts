import {
  EarlyWarningGivenV1,
  GrantAwardedV1,
  GrantCorrectedV1,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  GrantWithdrawnV1,
  sampleGrant,
  VariationWithdrawnV1,
} from '#contracts';
import { sql } from '#database';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { countGrantChanges } from '../migrations/Migration20261122000300_grant_changes.js';
import { apply, asRun, type Fact, fact, tell } from '../told.fixture.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());

const BOROUGHS = ['hammersmith-and-fulham', 'westminster'];
const id = (kind: string, number: number) => `0198c0de-0000-7000-8000-0000000000${kind}${number}`;

const kept = () =>
  sql(
    database.em(),
    `select borough, financial_year, kind, own_funding, count::int, amount_pence::int from grant_changes
     order by borough, financial_year, kind, own_funding`,
  );

/** Counted one by one from the rows as they stand, with nothing of the statements that keep the sums. */
async function recomputed(): Promise<unknown[]> {
  const grants = await sql<Record<string, string>>(database.em(), 'select * from grants');
  const variations = await sql<Record<string, string>>(database.em(), 'select * from grant_variations');
  const sums = new Map<string, { count: number; amount_pence: number }>();
  const count = (borough: unknown, financialYear: unknown, kind: unknown, isOwn: boolean, pence: unknown): void => {
    const key = JSON.stringify([borough, financialYear, kind, isOwn]);
    const sum = sums.get(key) ?? { count: 0, amount_pence: 0 };
    sums.set(key, { count: sum.count + 1, amount_pence: sum.amount_pence + Number(pence) });
  };
  const standing = grants.filter(({ withdrawn_on }) => withdrawn_on === null);
  for (const grant of standing) count(grant.borough, grant.award_year, 'new', Boolean(grant.own_funding), grant.awarded_pence);
  for (const row of variations) {
    if (row.withdrawn_on !== null || row.kind === 'early-warning') continue;
    const grant = standing.find(({ borough, grant_id }) => borough === row.borough && grant_id === row.grant_id);
    count(row.borough, row.effective_year, row.kind, Boolean(grant?.own_funding), row.difference_pence);
  }
  return [...sums]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, sum]) => {
      const [borough, financial_year, kind, own_funding] = JSON.parse(key) as unknown[];
      return { borough, financial_year, kind, own_funding, ...sum };
    });
}

const anAmount = fc.integer({ min: 1, max: 9 }).map((pounds) => pounds * 100);
const aDay = fc.constantFrom('2025-04-01', '2026-03-31', '2026-04-01', '2027-01-15');
const aGrant = fc.constantFrom(1, 2, 3, 4).map((number) => id('c', number));
const aVariation = fc.constantFrom(1, 2, 3).map((number) => id('d', number));

const details = fc
  .record({ grantId: aGrant, amountAwardedPence: anAmount, awardedOn: aDay, ownFunding: fc.boolean() })
  .map(({ ownFunding, ...changes }) => ({ ...changes, funder: { ...sampleGrant.funder, ownFunding } }));
const variation = fc.record({ grantId: aGrant, variationId: aVariation });
const notice = fc.record({
  grantId: aGrant,
  variationId: aVariation,
  effectiveOn: aDay,
  previousAmountPence: anAmount,
  amountPence: anAmount,
});

const aFact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 4, arbitrary: details.map((changes) => fact(GrantAwardedV1, changes)) },
  { weight: 2, arbitrary: details.map((changes) => fact(GrantCorrectedV1, changes)) },
  { weight: 2, arbitrary: notice.map((changes) => fact(GrantIncreasedV1, changes)) },
  { weight: 2, arbitrary: notice.map((changes) => fact(GrantReducedV1, changes)) },
  { weight: 1, arbitrary: notice.map((changes) => fact(GrantEndedV1, changes)) },
  { weight: 1, arbitrary: variation.map((changes) => fact(EarlyWarningGivenV1, changes)) },
  { weight: 2, arbitrary: variation.map((changes) => fact(VariationWithdrawnV1, changes)) },
  { weight: 1, arbitrary: aGrant.map((grantId) => fact(GrantWithdrawnV1, { grantId })) },
);

/** What one borough told, cut anywhere; parts of it are told again, and may come late. */
const aTelling = fc.tuple(
  fc.constantFrom(...BOROUGHS),
  fc.array(aFact, { minLength: 1, maxLength: 25 }),
  fc.array(fc.tuple(fc.nat(25), fc.nat(25)), { minLength: 1, maxLength: 8 }),
);

test('grant changes are those of the rows after every batch, whatever is told in whatever order, again or late', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aTelling, { minLength: 1, maxLength: 3 }), async (tellings) => {
      for (const table of ['grants', 'grant_variations', 'grant_corrections', 'grant_changes', 'grant_words']) {
        await sql(database.em(), `delete from ${table}`);
      }
      for (const [borough, facts, cuts] of tellings) {
        const run = asRun(facts);
        const parts = cuts.map(([from, to]) => run.slice(Math.min(from, to), Math.max(from, to)));
        for (const part of [...parts, run].filter(({ length }) => length > 0)) {
          await apply(database.em(), borough, part);
          expect(await kept()).toEqual(await recomputed());
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a database that stands gets the same sums when it is brought up to date', async () => {
  await tell(database.em(), 'westminster', [
    fact(GrantAwardedV1, { grantId: id('c', 5) }),
    fact(GrantIncreasedV1, { grantId: id('c', 5), variationId: id('d', 5) }),
    fact(EarlyWarningGivenV1, { grantId: id('c', 5), variationId: id('d', 6) }),
    fact(GrantReducedV1, { grantId: id('c', 6), variationId: id('d', 7) }),
    fact(GrantAwardedV1, { grantId: id('c', 7), funder: { ...sampleGrant.funder, ownFunding: false } }),
    fact(GrantAwardedV1, { grantId: id('c', 8) }),
    fact(GrantWithdrawnV1, { grantId: id('c', 8) }),
  ]);
  const before = await kept();
  await sql(database.em(), 'delete from grant_changes');
  await sql(database.em(), countGrantChanges);

  expect(await kept()).toEqual(before);
  expect(before.length).toBeGreaterThan(3);
});
