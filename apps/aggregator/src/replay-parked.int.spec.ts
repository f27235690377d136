import { sql } from '#database';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { inheritedEnvironment } from '../../../test/support/test.config.js';

const run = promisify(execFile);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('aggregator');
  await sql(database.em(), `insert into feed_positions values ('live', 'westminster', 1, 0, '', now())`);
});
afterAll(() => database.drop());

async function replayParked(...args: string[]): Promise<string> {
  const env = { ...inheritedEnvironment(), DATABASE_URL: database.url };
  return (await run(process.execPath, ['dist/apps/aggregator/src/replay-parked.js', ...args], { env })).stdout.trim();
}

test('of a borough that is read, and has nothing set aside, it is said so', async () => {
  expect(await replayParked('westminster')).toBe('Nothing of westminster is set aside.');
});

test('who names no borough, or one that is not read here, is told which there are', async () => {
  await expect(replayParked('atlantis')).rejects.toThrow(/No borough "atlantis" is read here; there are westminster[.]/);
  await expect(replayParked()).rejects.toThrow(/Use "replay-parked <borough>"/);
});
