import { AliasAddedV1 } from '#contracts';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { INestApplication } from '@nestjs/common';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { type TestNats, testNats } from '../../../test/support/nats.js';
import { until } from '../../../test/support/until.js';
import { BoroughPipe, BrokenContract, ParkedEvents, RefusedByHub } from './index.js';
import { BOROUGH, ids, makeNoted, NotedAliasesProjection, startAggregatorEnd, startBoroughEnd, tellAliases } from './pipe.fixture.js';

describe('the pipe', () => {
  let nats: TestNats;
  let boroughDatabase: TestDatabase;
  let aggregatorDatabase: TestDatabase;
  let borough: INestApplication;
  let aggregator: INestApplication;

  const startBorough = async () => void (borough = await startBoroughEnd(boroughDatabase.url, nats));
  const startAggregator = async () => void (aggregator = await startAggregatorEnd(aggregatorDatabase.url, nats, [NotedAliasesProjection]));

  const tell = async (aliases: readonly string[], subject = ids.next(), between?: (em: EntityManager) => Promise<void>): Promise<void> => {
    await tellAliases(borough, aliases, subject, between);
  };

  const noted = () =>
    sql<{ position: string; alias: string }>(aggregatorDatabase.em(), 'select position, alias from noted order by position');
  const aliases = async () => (await noted()).map(({ alias }) => alias);

  beforeEach(async () => {
    nats = await testNats([BOROUGH]);
    boroughDatabase = await testDatabase('borough');
    aggregatorDatabase = await testDatabase('aggregator');
    await makeNoted(aggregatorDatabase);
    await startBorough();
    await startAggregator();
  });

  afterEach(async () => {
    NotedAliasesProjection.isMended = false;
    await Promise.allSettled([borough.close(), aggregator.close()]);
    await Promise.allSettled([nats.remove(), boroughDatabase.drop(), aggregatorDatabase.drop()]);
  });

  test('what a borough tells is seen at the aggregator once each, in order, with positions that have no gap', async () => {
    const words = Array.from({ length: 1_500 }, (_, index) => `name ${index + 1}`);
    await tell(words.slice(0, 700));
    await tell(words.slice(700));
    const rows = await until(noted, ({ length }) => length >= words.length);
    expect(rows.map(({ alias }) => alias)).toEqual(words);
    expect(rows.map(({ position }) => Number(position))).toEqual(words.map((_, index) => index + 1));
  });

  test('a transaction that is rolled back tells nothing and takes no position', async () => {
    await expect(tell(['never said'], ids.next(), () => Promise.reject(new Error('the command failed')))).rejects.toThrow(
      'the command failed',
    );
    await tell(['said']);
    const rows = await until(noted, ({ length }) => length > 0);
    expect(rows).toEqual([{ position: '1', alias: 'said' }]);
  });

  test('a fact that does not keep its contract is not told', async () => {
    await expect(tell(['  '])).rejects.toThrow(BrokenContract);
  });

  test('a committed transaction that was open while later ones were numbered is not lost', async () => {
    const gate = Promise.withResolvers<void>();
    const late = tell(['late'], ids.next(), () => gate.promise);
    await tell(['early']);
    await until(aliases, (told) => told.includes('early'));
    gate.resolve();
    await late;
    expect(await until(aliases, ({ length }) => length === 2)).toEqual(['early', 'late']);
  });

  test('the aggregator stopped and started again goes on from its position', async () => {
    await tell(['before']);
    await until(aliases, ({ length }) => length === 1);
    await aggregator.close();
    await tell(['meanwhile']);
    await startAggregator();
    expect(await until(aliases, ({ length }) => length === 2)).toEqual(['before', 'meanwhile']);
  });

  test('NATS away: the borough goes on and says so; NATS back: everything arrives', async () => {
    await until(
      () => borough.get(BoroughPipe).status,
      ({ active, connectedToNats }) => active && connectedToNats,
    );
    await nats.kill9();
    await tell(['while it was away']);
    const { status } = borough.get(BoroughPipe);
    expect(status.active).toBe(true);
    await until(
      () => borough.get(BoroughPipe).status.connectedToNats,
      (connected) => !connected,
    );
    await nats.restart();
    expect(await until(aliases, ({ length }) => length === 1)).toEqual(['while it was away']);
  });

  test('a broker that lost its disk is filled again with the same numbers, and nothing is applied twice', async () => {
    await tell(['one', 'two']);
    await until(aliases, ({ length }) => length === 2);
    await nats.wipe();
    await tell(['three']);
    expect(await until(aliases, ({ length }) => length === 3)).toEqual(['one', 'two', 'three']);
  });

  test.each([
    ['shorter than', ['one', 'two'], []],
    ['as long as', ['one', 'two'], ['other']],
    ['longer than', ['one', 'two'], ['other', 'more', 'and more']],
  ])('a database restored to the past publishes nothing: its log is %s what the stream has', async (_how, before, after) => {
    await tell(before);
    await until(aliases, ({ length }) => length === before.length);
    await borough.close();
    const owner = await boroughDatabase.asOwner();
    await owner.query('delete from events where position = $1', [before.length]);
    await owner.end();
    await startBorough();
    if (after.length > 0) await tell(after);

    const { fault } = await until(
      () => borough.get(BoroughPipe).status,
      (status) => status.fault !== null,
    );
    expect(fault).toContain('The event at position 2 of the stream is not the one in the log');
    expect(await aliases()).toEqual(before);
    expect(await nats.messagesOf(BOROUGH)).toHaveLength(before.length);
  });

  test('an event that cannot be applied is parked with its record, and the others go on', async () => {
    const poisoned = ids.next();
    await tell(['poison', 'behind it'], poisoned);
    await tell(['another record']);
    expect(await until(aliases, ({ length }) => length === 1)).toEqual(['another record']);
    const parked = await sql<{ subject: string; reason: string }>(
      aggregatorDatabase.em(),
      'select subject, reason from parked order by position',
    );
    expect(parked).toEqual([
      { subject: poisoned, reason: expect.stringContaining('division by zero') as string },
      { subject: poisoned, reason: 'An earlier event of the same record waits' },
    ]);
  });

  test('among many events, of which a run is made ready while another is written, one that cannot be applied is parked alone', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => String(index));
    await aggregator.close();
    const record = ids.next();
    await tell(many.slice(0, 700), record);
    await tell(['poison']);
    await tell(many.slice(700), record);
    await startAggregator();
    expect(await until(aliases, ({ length }) => length === 3_000)).toEqual(many);
    const parked = await sql(aggregatorDatabase.em(), 'select position::int from parked');
    expect(parked).toEqual([{ position: 701 }]);
  });

  test('what was parked is taken in its order once it is mended and asked for, and later facts of the record flow again', async () => {
    const subject = ids.next();
    await tell(['poison', 'behind it'], subject);
    await tell(['another record']);
    await until(aliases, ({ length }) => length === 1);
    const parked = aggregator.get(ParkedEvents);
    const tried = () =>
      until(
        () => parked.boroughsAsked(),
        ({ length }) => length === 0,
      );

    expect(await parked.askReplay({ borough: BOROUGH })).toBe(2);
    await tried();
    expect(await aliases()).toEqual(['another record']);
    NotedAliasesProjection.isMended = true;
    expect(await parked.askReplay({ borough: BOROUGH, subject })).toBe(2);
    await tried();

    expect(await aliases()).toEqual(['poison', 'behind it', 'another record']);
    expect((await parked.of(BOROUGH)).counts).toEqual({});
    await tell(['after it'], subject);
    expect(await until(aliases, ({ length }) => length === 4)).toEqual(['poison', 'behind it', 'another record', 'after it']);
  });

  test('a program that starts anew tries what an older one could not apply', async () => {
    await tell(['poison']);
    await tell(['sound']);
    await until(aliases, ({ length }) => length === 1);
    await aggregator.close();
    NotedAliasesProjection.isMended = true;
    await startAggregator();
    expect(await until(aliases, ({ length }) => length === 2)).toEqual(['poison', 'sound']);
  });

  test('a borough asks what of its own is set aside, and learns nothing of others or of what was taken since', async () => {
    const refused = () => borough.get(RefusedByHub).read();
    expect(await until(refused, (answer) => answer !== null)).toEqual({ counts: {}, newest: [] });
    const poisoned = ids.next();
    await tell(['poison', 'behind it', ...Array.from({ length: 58 }, () => 'also behind it')], poisoned);
    await tell(['sound']);
    await until(aliases, ({ length }) => length === 1);
    await sql(
      aggregatorDatabase.em(),
      `insert into parked (projection_set, borough, position, type, subject, closes_subject, kind, reason, event, parked_at, replayed_at)
       values ('live', 'kensington-and-chelsea', 1, 'grants.x.v1', 'x', false, 'newer', 'of another', '{}', now(), null),
         ('old', $1, 1, 'grants.x.v1', 'x', false, 'newer', 'of another set', '{}', now(), null),
         ('live', $1, 98, 'grants.x.v1', 'x', false, 'newer', 'taken since', '{}', now(), now()),
         ('live', $1, 99, 'unknown', '', false, 'unreadable', 'It is not JSON', '', '2026-11-20T12:00:00Z', null)`,
      [BOROUGH],
    );

    const answer = await refused();

    expect(answer?.counts).toEqual({ organisations: 60, other: 1 });
    expect(answer?.newest).toHaveLength(50);
    expect(answer?.newest.slice(0, 2)).toEqual([
      { position: 99, type: 'unknown', subject: '', kind: 'unreadable', reason: 'It is not JSON', at: '2026-11-20T12:00:00.000Z' },
      expect.objectContaining({ position: 60, type: AliasAddedV1.type, subject: poisoned, kind: 'waits' }),
    ]);
  });

  test('a borough that asks while the aggregator or NATS is away is soon without an answer, and has one once they are back', async () => {
    const refused = () => borough.get(RefusedByHub).read();
    const isSoonUnknown = async () => {
      const before = performance.now();
      expect(await refused()).toBeNull();
      expect(performance.now() - before).toBeLessThan(2_000);
    };
    await until(refused, (answer) => answer !== null);

    await aggregator.close();
    await isSoonUnknown();
    await startAggregator();
    await until(refused, (answer) => answer !== null);
    await nats.kill9();
    await isSoonUnknown();
    await nats.restart();

    expect(await until(refused, (answer) => answer !== null)).toEqual({ counts: {}, newest: [] });
  });

  test('heads carry how far the borough is and what its records are complete to', async () => {
    await tell(['one', 'two', 'three']);
    const heads = () =>
      sql<{ borough: string; position: string; completeness: object; hash: string }>(
        aggregatorDatabase.em(),
        'select * from borough_heads',
      );
    const [head] = await until(heads, ([first]) => first?.position === '3');
    expect(head).toMatchObject({ borough: BOROUGH, completeness: { grants: { completeTo: '2026-11-22', agreedDays: 92 } } });
    const positions = () => sql<{ position: string; hash: string }>(aggregatorDatabase.em(), 'select position, hash from feed_positions');
    const [position] = await until(positions, ([first]) => first?.position === '3');
    expect(position?.hash).toBe(head?.hash);
  });
});
