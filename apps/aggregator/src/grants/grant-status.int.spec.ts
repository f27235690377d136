import { addDays } from '#clock';
import { sql } from '#database';
import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { grantStatus, GRANT_STATUSES, periodOf, statusConditions } from './grant-status.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());

const TODAY = '2026-05-31';
const aDay = fc.integer({ min: -200, max: 200 }).map((days) => addDays(TODAY, days));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const aGrant = fc.record({
  awardedOn: aDay,
  startsOn: maybe(aDay),
  endsOn: maybe(aDay),
  durationMonths: maybe(fc.integer({ min: 1, max: 9 })),
  stopsOn: maybe(aDay),
});

test('a grant has exactly one status in the database, the one that is said in words', async () => {
  const conditions = statusConditions(TODAY);
  const cases = GRANT_STATUSES.map((status) => `case when ${conditions[status]} then '${status}' end`).join(', ');
  await fc.assert(
    fc.asyncProperty(fc.array(aGrant, { minLength: 50, maxLength: 50 }), async (grants) => {
      const rows = grants.map((grant) => ({ ...grant, ...periodOf(grant) }));
      const found = await sql<{ statuses: (string | null)[] }>(
        database.em(),
        `select array[${cases}] as statuses from unnest($1::date[], $2::date[], $3::date[]) as g(runs_from, runs_to, stops_on)`,
        [rows.map((row) => row.runs_from), rows.map((row) => row.runs_to), rows.map((row) => row.stopsOn ?? null)],
      );
      const said = rows.map(
        ({ awardedOn, startsOn = null, durationMonths = null, runs_from, runs_to, runs_basis, stopsOn = null }) =>
          grantStatus(
            {
              awardedOn,
              startsOn,
              durationMonths,
              runsFrom: runs_from,
              runsTo: runs_to,
              runsBasis: runs_basis,
              stopsOn,
              withdrawnOn: null,
            },
            TODAY,
          ).status,
      );
      expect(found.map(({ statuses }) => statuses.filter((status) => status !== null))).toEqual(said.map((status) => [status]));
    }),
    { numRuns: 40 },
  );
});
