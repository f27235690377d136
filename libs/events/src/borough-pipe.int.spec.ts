import { sql } from '#database';
import { Logger, type INestApplication } from '@nestjs/common';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { type TestNats, testNats } from '../../../test/support/nats.js';
import { until } from '../../../test/support/until.js';
import { BoroughPipe } from './index.js';
import { BOROUGH, startBoroughEnd, tellAliases } from './pipe.fixture.js';

let nats: TestNats;
let database: TestDatabase;
let borough: INestApplication;
let paused: unknown[];

beforeEach(async () => {
  paused = [];
  const keep = (about: Record<string, unknown>, message: string): void => {
    if (message === 'the pipe paused') paused.push([about['part'], about['fault']]);
  };
  [nats, database] = await Promise.all([testNats([BOROUGH]), testDatabase('borough')]);
  borough = await startBoroughEnd(database.url, nats);
  Logger.overrideLogger({ log: keep, warn: keep, error: keep });
});

afterEach(async () => {
  Logger.overrideLogger(false);
  await borough.close();
  await Promise.allSettled([nats.remove(), database.drop()]);
});

async function endSequencing(): Promise<void> {
  const ended = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'sequencer'`;
  await sql(database.em(), ended);
}

async function isPublishedUpTo(position: number): Promise<void> {
  const status = () => borough.get(BoroughPipe).status;
  await until(status, ({ published, fault }) => published === position && fault === null);
}

test('a fault that comes again after it was over is logged again', async () => {
  await tellAliases(borough, ['one']);
  await isPublishedUpTo(1);
  for (const [times, position] of [
    [1, 2],
    [2, 3],
  ] as const) {
    await endSequencing();
    await until(
      () => paused,
      ({ length }) => length >= times,
    );
    await tellAliases(borough, ['more']);
    await isPublishedUpTo(position);
  }
  expect(new Set(paused.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(paused).toHaveLength(2);
});
