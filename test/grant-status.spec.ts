import { addDays } from '#clock';
import fc from 'fast-check';
import * as aggregator from '../apps/aggregator/src/grants/grant-status.js';
import { STATUS_WORDS } from '../apps/borough/src/grants/grant-facts.js';
import * as borough from '../apps/borough/src/grants/grant-status.js';

const TODAY = '2026-05-31';
const aDay = fc.integer({ min: -200, max: 200 }).map((days) => addDays(TODAY, days));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const dates = fc.record({
  awardedOn: aDay,
  startsOn: maybe(aDay),
  endsOn: maybe(aDay),
  durationMonths: maybe(fc.integer({ min: 1, max: 9 })),
  endedFrom: maybe(aDay),
  withdrawnOn: maybe(aDay),
});

test('a grant has the same status in the same sentence in its borough and in the aggregator', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(dates, ({ endedFrom: stopsOn, ...grant }) => {
      const own = borough.grantStatus({ ...grant, endedFrom: stopsOn }, TODAY);
      const { awardedOn, startsOn, endsOn, durationMonths, withdrawnOn } = grant;
      const plan = { startsOn: startsOn ?? undefined, endsOn: endsOn ?? undefined, durationMonths: durationMonths ?? undefined };
      const { runs_from: runsFrom, runs_to: runsTo, runs_basis: runsBasis } = aggregator.periodOf({ awardedOn, ...plan });
      const kept = { awardedOn, startsOn, durationMonths, runsFrom, runsTo, runsBasis, stopsOn, withdrawnOn };
      seen.add(own.status);

      expect(aggregator.grantStatus(kept, TODAY)).toEqual({ status: own.status, says: own.says });
    }),
    { numRuns: 3_000, seed: 1 },
  );
  expect([...seen].sort()).toEqual([...borough.GRANT_STATUSES].sort());
});

test('both know the same statuses, and call them by the same words', () => {
  expect([...aggregator.GRANT_STATUSES, 'withdrawn'].sort()).toEqual([...borough.GRANT_STATUSES].sort());
  expect(aggregator.STATUS_WORDS).toEqual(Object.fromEntries(Object.entries(STATUS_WORDS).map(([status, { text }]) => [status, text])));
});
