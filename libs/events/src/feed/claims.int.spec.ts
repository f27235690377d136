import { SystemClock } from '#clock';
import { AliasAddedV1, OrganisationRenamedV1 } from '#contracts';
import { sql } from '#database';
import { Logger, type INestApplication } from '@nestjs/common';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { testNats, type TestNats } from '../../../../test/support/nats.js';
import { SimulatedBorough } from '../../../../test/support/simulated-borough.js';
import { until } from '../../../../test/support/until.js';
import { FeedServer, subjectOf } from '../index.js';
import { connectToNats } from '../nats.js';
import { BOROUGH, makeNoted, NotedAliasesProjection, startAggregatorEnd } from '../pipe.fixture.js';

const OTHER = 'kensington-and-chelsea';
const clock = new SystemClock();

let nats: TestNats;
let database: TestDatabase;
let aggregator: INestApplication;
let borough: SimulatedBorough;
let logged: { readonly about: Record<string, unknown>; readonly message: string }[];

beforeEach(async () => {
  [nats, database] = await Promise.all([testNats([BOROUGH, OTHER]), testDatabase('aggregator')]);
  await makeNoted(database);
  aggregator = await startAggregatorEnd(database.url, nats, [NotedAliasesProjection]);
  borough = await SimulatedBorough.start({ code: BOROUGH, url: nats.url, seed: nats.seed(BOROUGH), clock });
  logged = [];
  const keep = (about: Record<string, unknown>, message: string): void => void logged.push({ about, message });
  Logger.overrideLogger({ log: keep, warn: keep, error: keep });
});

afterEach(async () => {
  Logger.overrideLogger(false);
  await Promise.allSettled([borough.stop(), aggregator.close()]);
  await Promise.allSettled([nats.remove(), database.drop()]);
});

const told = (alias: string) => ({ contract: AliasAddedV1, subject: `record of ${alias}`, data: { ...AliasAddedV1.sample, alias } });

async function publishAsBorough(text: string): Promise<void> {
  const connection = await connectToNats({ url: nats.url, seed: nats.seed(BOROUGH), name: BOROUGH }, () => {});
  connection.publish(subjectOf(BOROUGH, AliasAddedV1.type), text);
  await connection.flush();
  await connection.close();
}

const aliases = async () =>
  (await sql<{ alias: string }>(database.em(), 'select alias from noted order by position')).map(({ alias }) => alias);

test('an event that claims to be another than its subject says is set aside, and the log says which; the others go on', async () => {
  await borough.tell(told('one'));
  await borough.number(told('secret'))(subjectOf(BOROUGH, OrganisationRenamedV1.type));
  await borough.tell(told('three'));

  expect(await until(aliases, ({ length }) => length === 2)).toEqual(['one', 'three']);

  expect(await sql(database.em(), 'select position::int, kind, type from parked')).toEqual([
    { position: 2, kind: 'misaddressed', type: AliasAddedV1.type },
  ]);
  const { about } = await until(
    () => logged.find(({ message }) => message === 'an event was set aside') ?? { about: null },
    (line) => line.about !== null,
  );
  const [, second] = await nats.messagesOf(BOROUGH);
  const { id } = JSON.parse(second?.text ?? '') as { id: string };
  expect(about).toEqual({ borough: BOROUGH, position: 2, event: id, type: AliasAddedV1.type, kind: 'misaddressed' });
  expect(JSON.stringify(logged)).not.toContain('secret');
});

test.each(['infinity', 'yesterday', '2026-11-23', '10000-01-01T00:00:00.000Z', '2026-02-30T00:00:00.000Z', '2026-11-23T25:00:00.000Z'])(
  'an event that was told at %p, which is no instant, is set aside: no page counts days from it',
  async (time) => {
    await borough.tell({ ...told('out of time'), time });
    await borough.tell(told('two'));

    expect(await until(aliases, ({ length }) => length > 0)).toEqual(['two']);
    expect(await sql(database.em(), 'select position::int, kind from parked')).toEqual([{ position: 1, kind: 'not-in-form' }]);
  },
);

test('what PostgreSQL cannot write, neither as an event nor as what is set aside, holds nothing back', async () => {
  await borough.tell({ ...told('one'), subject: 'nought \u0000' });
  borough.number(told('two'));
  await publishAsBorough('nought \u0000');
  await borough.tell(told('three'));

  expect(await until(aliases, ({ length }) => length > 0)).toEqual(['three']);
  expect(await sql(database.em(), 'select position::int, kind, subject, event from parked order by position')).toEqual([
    { position: 1, kind: 'unreadable', subject: '', event: expect.stringContaining('nought \\u0000') as string },
    { position: 2, kind: 'unreadable', subject: '', event: 'nought \ufffd' },
  ]);
});

test("an event of another borough's log, told by a borough as its own, is never applied, and neither is what follows it", async () => {
  const other = await SimulatedBorough.start({ code: OTHER, url: nats.url, seed: nats.seed(OTHER), clock });
  await other.tell(told('of another'));
  await other.stop();
  const [stolen] = await nats.messagesOf(OTHER);
  await publishAsBorough(stolen?.text ?? '');

  await until(
    () => logged.filter(({ message }) => message === 'the feed paused'),
    ({ length }) => length > 2,
  );

  const state = aggregator.get(FeedServer).of(BOROUGH);
  expect(state.counts.brokenChains).toBe(1);
  expect(state.fault).toContain('The event at position 1 does not follow from the one before it');
  expect(await aliases()).toEqual([]);
  expect(logged.map(({ about, message }) => ({ borough: about['borough'], message }))).toContainEqual({
    borough: BOROUGH,
    message: 'the feed paused',
  });
});
