import { AliasAddedV1, GrantAwardedV1, GrantWithdrawnV1 } from '#contracts';
import { sql } from '#database';
import { Controller, type INestApplication } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { type TestNats, testNats } from '../../../test/support/nats.js';
import { until } from '../../../test/support/until.js';
import { FeedContext, type FeedEvent, Forgets, ParkedEvents, Projection } from './index.js';
import { BOROUGH, ids, makeNoted, NotedAliasesProjection, startAggregatorEnd, startBoroughEnd, tellAliases } from './pipe.fixture.js';

/** Notes which facts of grants came. */
@Controller()
class NotedGrantsProjection {
  @Projection('noted-grants-1', [GrantAwardedV1, GrantWithdrawnV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() { transaction, borough }: FeedContext): Promise<void> {
    const text = 'insert into noted select $1, position, type from unnest($2::bigint[], $3::text[]) as event (position, type)';
    await sql(await transaction, text, [borough, run.map(({ position }) => position), run.map(({ type }) => type)]);
  }

  @Forgets('noted-grants-1')
  async forget(@Ctx() { transaction, borough }: FeedContext): Promise<void> {
    await sql(await transaction, 'delete from noted where borough = $1', [borough]);
  }
}

const INCREASED_V2 = 'grants.grant-increased.v2';
const SECRET = 'a name that must go';

let nats: TestNats;
let boroughDatabase: TestDatabase;
let aggregatorDatabase: TestDatabase;
let borough: INestApplication;
let aggregators: INestApplication[];

const startAggregator = async () =>
  void aggregators.push(await startAggregatorEnd(aggregatorDatabase.url, nats, [NotedAliasesProjection, NotedGrantsProjection]));

beforeEach(async () => {
  [nats, boroughDatabase, aggregatorDatabase] = await Promise.all([
    testNats([BOROUGH]),
    testDatabase('borough'),
    testDatabase('aggregator'),
  ]);
  await makeNoted(aggregatorDatabase);
  aggregators = [];
  borough = await startBoroughEnd(boroughDatabase.url, nats);
});

afterEach(async () => {
  NotedAliasesProjection.isMended = false;
  await Promise.allSettled([borough, ...aggregators].map((app) => app.close()));
  await Promise.allSettled([nats.remove(), boroughDatabase.drop(), aggregatorDatabase.drop()]);
});

/** Tells facts in one transaction, as a program of any version would: nothing checks them here. */
async function tell(subject: string, ...facts: readonly (readonly [type: string, data: object])[]): Promise<void> {
  await sql(
    boroughDatabase.em(),
    `insert into outbox (event_id, type, subject, data, recorded_at)
     select gen_random_uuid(), type, $1, data, now() from unnest($2::text[], $3::json[]) as fact (type, data)`,
    [subject, facts.map(([type]) => type), facts.map(([, data]) => JSON.stringify(data))],
  );
}

const position = async () =>
  Number((await sql<{ position: string }>(aggregatorDatabase.em(), 'select position from feed_positions'))[0]?.position ?? 0);
const noted = async () =>
  (await sql<{ alias: string }>(aggregatorDatabase.em(), 'select alias from noted order by position')).map(({ alias }) => alias);
const setAside = () =>
  sql<{ position: string; kind: string; event: string }>(
    aggregatorDatabase.em(),
    'select position::int, kind, event from parked where replayed_at is null order by position',
  );
const kinds = async () => (await setAside()).map(({ position: at, kind }) => [at, kind]);
const award = (grantId: string) => [GrantAwardedV1.type, { ...GrantAwardedV1.sample, grantId }] as const;
const increase = (grantId: string) => [INCREASED_V2, { grantId, reason: SECRET }] as const;
const withdrawal = (grantId: string) => [GrantWithdrawnV1.type, { ...GrantWithdrawnV1.sample, grantId }] as const;

test('a newer major is kept with what follows of its record, a fact we do not know alone, and all else goes on', async () => {
  await startAggregator();
  const [one, other] = [ids.next(), ids.next()];
  await tell(one, increase(one), award(one));
  await tell(other, ['grants.grant-renewed.v1', { grantId: other }], award(other));
  await tell(other, ['pledges.pledge-made.v1', { pledgeId: other }]);

  await until(position, (at) => at === 5);

  expect(await kinds()).toEqual([
    [1, 'newer'],
    [2, 'waits'],
    [3, 'newer'],
    [5, 'newer'],
  ]);
  expect(await noted()).toEqual([GrantAwardedV1.type]);
  expect((await aggregators[0]?.get(ParkedEvents).of(BOROUGH))?.counts).toEqual({ grants: 3, other: 1 });
});

test('a field that we do not know keeps no fact back, at its top or in a part of it', async () => {
  await startAggregator();
  const grantId = ids.next();
  const { organisation } = GrantAwardedV1.sample;
  await tell(grantId, [
    GrantAwardedV1.type,
    { ...GrantAwardedV1.sample, grantId, ward: 'Churchill', organisation: { ...organisation, size: 3 } },
  ]);

  await until(position, (at) => at === 1);

  expect([await noted(), await setAside()]).toEqual([[GrantAwardedV1.type], []]);
});

test('of what was taken back before it was heard nothing is kept, whatever type it had', async () => {
  const grantId = ids.next();
  await tell(grantId, award(grantId), increase(grantId), ['grants.grant-renewed.v1', { grantId }], withdrawal(grantId));
  await startAggregator();

  await until(position, (at) => at === 4);

  expect([await noted(), await setAside()]).toEqual([[GrantWithdrawnV1.type], []]);
});

test('a withdrawal waits for nothing: what it takes back is gone at once, also from what is set aside', async () => {
  await startAggregator();
  const [gone, stays] = [ids.next(), ids.next()];
  await tell(gone, award(gone), increase(gone), ['grants.grant-renewed.v1', { grantId: gone, reason: SECRET }]);
  await tell(stays, increase(stays));
  await until(position, (at) => at === 4);

  await tell(gone, withdrawal(gone));

  await until(noted, (types) => types.includes(GrantWithdrawnV1.type));
  const open = await until(setAside, ({ length }) => length === 1);
  expect(open).toMatchObject([{ position: 4, kind: 'newer', event: expect.stringContaining(SECRET) as string }]);
  const kept = await sql<{ event: string }>(aggregatorDatabase.em(), 'select event from parked where subject = $1', [gone]);
  expect(kept.filter(({ event }) => event.includes(SECRET))).toEqual([]);
});

test('the text of what was set aside goes once it is applied', async () => {
  await startAggregator();
  await tellAliases(borough, ['poison']);
  await until(setAside, ({ length }) => length === 1);
  NotedAliasesProjection.isMended = true;
  await aggregators[0]?.get(ParkedEvents).askReplay({ borough: BOROUGH });

  await until(setAside, ({ length }) => length === 0);

  expect(await sql(aggregatorDatabase.em(), 'select type, event from parked')).toEqual([{ type: AliasAddedV1.type, event: '' }]);
});

test('an instance that takes a borough over tries what the one before it could not apply', async () => {
  await startAggregator();
  await tellAliases(borough, ['poison']);
  await until(setAside, ({ length }) => length === 1);
  const reasons = () => sql<{ reason: string }>(aggregatorDatabase.em(), 'select reason from parked');
  await sql(aggregatorDatabase.em(), `update parked set reason = 'not tried since'`);
  await startAggregator();
  await aggregators[1]?.get(ParkedEvents).askReplay({ borough: BOROUGH });
  await until(reasons, ([row]) => row?.reason !== 'not tried since');

  NotedAliasesProjection.isMended = true;
  await aggregators[0]?.close();

  expect(await until(noted, ({ length }) => length === 1)).toEqual(['poison']);
});
