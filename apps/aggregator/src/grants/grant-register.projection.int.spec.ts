import {
  EarlyWarningGivenV1,
  GrantAwardedV1,
  GrantCorrectedV1,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  GrantWithdrawnV1,
  VariationWithdrawnV1,
} from '#contracts';
import { sql } from '#database';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { asRun, apply, type Fact, fact, tell } from '../told.fixture.js';
import { STANDING } from './grant-register.sql.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const table of ['grants', 'grant_variations', 'grant_corrections', 'grant_changes', 'grant_words'])
    await sql(database.em(), `delete from ${table}`);
});

const rows = () =>
  sql(database.em(), 'select *, awarded_on::text, stops_on::text, withdrawn_on::text from grants order by borough, grant_id');
const variations = () => sql(database.em(), 'select *, withdrawn_on::text from grant_variations order by variation_id');

const awarded = fact(GrantAwardedV1);
const increased = fact(GrantIncreasedV1);
const reduced = fact(GrantReducedV1, { previousAmountPence: 27_000_00 });
const ended = fact(GrantEndedV1);
const withdrawn = fact(GrantWithdrawnV1);

test('an award becomes one row with everything the borough told, however often it arrives', async () => {
  await tell(database.em(), 'westminster', [awarded]);
  await tell(database.em(), 'westminster', [awarded, awarded]);

  expect(await rows()).toMatchObject([
    {
      borough: 'westminster',
      identifier: '360G-westminster-2026-0001',
      title: 'Lunches for older people',
      organisation_name: 'Example Lunch Club',
      funder_identifier: 'GB-LAE-WSM',
      own_funding: true,
      department_name: 'Adult Social Care',
      programme_title: 'Community Meals',
      programme_code: 'CM',
      applied_for_pence: '3000000',
      awarded_pence: '2500000',
      amount_pence: '2500000',
      awarded_on: '2026-04-01',
      award_year: '2026/27',
      duration_months: 24,
      paid_in_advance: 'yes',
      open_call: true,
      years: GrantAwardedV1.sample.years,
      withdrawn_on: null,
    },
  ]);
});

test('the same grant id of two boroughs is two grants', async () => {
  await tell(database.em(), 'westminster', [awarded]);
  await tell(database.em(), 'hammersmith-and-fulham', [awarded]);

  expect(await rows()).toMatchObject([{ borough: 'hammersmith-and-fulham' }, { borough: 'westminster' }]);
});

test('award, cut, award of another and the cut taken back, all in one batch', async () => {
  const another = fact(GrantAwardedV1, { grantId: '0198c0de-0000-7000-8000-000000000002' });

  await tell(database.em(), 'westminster', [awarded, fact(GrantReducedV1), another, fact(VariationWithdrawnV1)]);

  expect(await rows()).toMatchObject([{ amount_pence: '2500000' }, { amount_pence: '2500000' }]);
  expect(await variations()).toMatchObject([{ kind: 'reduced', reason: null, difference_pence: null, withdrawn_on: '2027-01-20' }]);
});

test('the newest standing variation says what a grant comes to', async () => {
  await tell(database.em(), 'westminster', [awarded, increased, reduced]);

  expect(await rows()).toMatchObject([{ awarded_pence: '2500000', amount_pence: '2250000', years: GrantReducedV1.sample.years }]);
  expect(await variations()).toMatchObject([
    { kind: 'increased', difference_pence: '200000', effective_year: '2026/27' },
    { kind: 'reduced', difference_pence: '-450000', effective_year: '2027/28' },
  ]);
});

test('a correction after a variation mends the award and leaves the variation', async () => {
  await tell(database.em(), 'westminster', [awarded, increased, fact(GrantCorrectedV1)]);

  expect(await rows()).toMatchObject([{ title: 'Lunches and company for older people', amount_pence: '2700000' }]);
  expect(await sql(database.em(), 'select fields, reason from grant_corrections')).toEqual([
    { fields: ['title'], reason: GrantCorrectedV1.sample.reason },
  ]);
});

test('an award that arrives after its correction does not undo it', async () => {
  const [first, second] = asRun([awarded, fact(GrantCorrectedV1)]);
  await apply(database.em(), 'westminster', [second!]);
  await apply(database.em(), 'westminster', [first!]);

  expect(await rows()).toMatchObject([{ title: 'Lunches and company for older people' }]);
});

test('an ending gives the day from which there is no support', async () => {
  await tell(database.em(), 'westminster', [awarded, ended]);

  expect(await rows()).toMatchObject([{ stops_on: '2027-04-01', amount_pence: '1250000' }]);
});

test('an early warning changes no sum', async () => {
  await tell(database.em(), 'westminster', [awarded, fact(EarlyWarningGivenV1)]);

  expect(await rows()).toMatchObject([{ amount_pence: '2500000', stops_on: null }]);
  expect(await variations()).toMatchObject([{ kind: 'early-warning', warned_of: 'reduction', difference_pence: null }]);
});

test('of a withdrawn grant only the mark stays, also when its facts arrive again', async () => {
  await tell(database.em(), 'westminster', [awarded, increased, fact(GrantCorrectedV1), withdrawn]);
  await tell(database.em(), 'westminster', [awarded, increased, fact(GrantCorrectedV1)]);

  const [row] = await rows();
  const { borough, grant_id, withdrawn_on, withdrawn_reason, position, ...content } = row!;
  expect({ borough, grant_id, withdrawn_on, withdrawn_reason, position }).toEqual({
    borough: 'westminster',
    grant_id: GrantWithdrawnV1.sample.grantId,
    withdrawn_on: '2026-04-20',
    withdrawn_reason: 'Entered twice.',
    position: '4',
  });
  expect(Object.values(content).filter((value) => value !== null)).toEqual([]);
  expect(await variations()).toEqual([]);
  expect(await sql(database.em(), 'select * from grant_corrections')).toEqual([]);
});

test('a run costs the same however much was told before, also while the tables are new to the planner', async () => {
  const id = (number: number) => `0198c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
  const facts = Array.from({ length: 3_000 }, (_, number): Fact =>
    number % 2 === 0
      ? fact(GrantAwardedV1, { grantId: id(number) })
      : fact(GrantReducedV1, { grantId: id(number - 1), variationId: id(number) }),
  );
  const run = asRun(facts);
  for (let at = 0; at < run.length; at += 500) await apply(database.em(), 'westminster', run.slice(at, at + 500));

  const touched = Array.from({ length: 100 }, (_, number) => id(number * 2));
  const plan = await sql(database.em(), `explain (analyze, buffers, format json) ${STANDING}`, ['westminster', touched]);
  const [{ Plan: read }] = Object.values(plan[0] ?? {})[0] as [{ Plan: Record<string, number> }];

  expect(read['Shared Hit Blocks']! + read['Shared Read Blocks']!).toBeLessThan(2_000);
});
