import { CATALOGUE, HIGHEST_MARK } from '#commitments';
import { MarksPublishedV1 } from '#contracts';
import { sql } from '#database';
import { boroughs, TestAggregator } from '../aggregator.fixture.js';
import { fact, forget } from '../told.fixture.js';
import { cases, compact, type ComparisonAnswer, mapping, toldBy } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
});
afterAll(() => aggregator.stop());

/** All that says a figure, by its state: both lenses and the marks of every commitment in every borough, now and over the years. */
async function said(): Promise<Set<string>> {
  const { items } = await aggregator.json<ComparisonAnswer>('/api/v1/comparison');
  const now = items.flatMap(({ boroughs: all }) => all.flatMap(({ ownWord, commonMeasure }) => [ownWord.state, commonMeasure.state]));
  const { body } = await aggregator.get('/api/v1/comparison.csv');
  const lines = body.trim().split('\n').slice(1);
  return new Set([...now, ...lines.map((line) => (line.includes(',no-data,0,,,0,') ? 'no-data' : line))]);
}

test('once all events are deleted every figure says that there is no data, also where it was asked for a moment ago', async () => {
  const round = fact(MarksPublishedV1, { marks: [{ side: 'council', mark: HIGHEST_MARK }], replies: [] });
  for (const { code } of boroughs) await toldBy(aggregator, code, compact(), mapping(), ...cases('kept', 7, 1), round);
  expect([...(await said())]).toContain('comparable');
  const commitment = `/compare/${CATALOGUE.commitments.find(({ rule }) => rule === 'R-NOTICE')?.id}`;
  expect((await aggregator.page(commitment))('figure').length).toBeGreaterThan(0);

  for (const { code } of boroughs) await forget(aggregator.database.em(), code);
  await sql(aggregator.database.em(), 'delete from feed_positions');
  expect([...(await said())]).toEqual(['no-data']);
  const { headers } = await aggregator.get('/compare/paper', 'text/html');
  for (const path of ['/compare', commitment, String(headers.location)]) {
    const page = await aggregator.page(path);
    expect([path, page('figure').length, /\d+ of \d+ kept|of 3,/.exec(page('main').text())]).toEqual([path, 0, null]);
  }
});
