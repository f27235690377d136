import { TestAggregator } from '../aggregator.fixture.js';
import { cases, compact, mapping, toldBy } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
  await toldBy(aggregator, 'westminster', compact(), mapping(), ...cases('kept', 6, 1));
});
afterAll(() => aggregator.stop());

test.each([
  ['', 'All financial years'],
  ['?financialYear=2026/27&financialYear=2025/26', '2025/26 and 2026/27'],
])('what is compared says of which period it is: %s', async (query, period) => {
  const [all, one] = [await aggregator.page(`/compare${query}`), await aggregator.page(`/compare/N-07${query}`)];
  expect(all('#period').text()).toBe(`Period: ${period}.`);
  expect(one('dl').first().text().replaceAll(/\s+/g, ' ')).toContain(`Period ${period}`);
  const { headers } = await aggregator.get(`/compare/paper${query}`, 'text/html');
  expect((await aggregator.page(String(headers.location)))('dl').text().replaceAll(/\s+/g, ' ')).toContain(`Period ${period}`);
});

test('nothing is drawn by a measure that is not asked for', async () => {
  for (const [query, drawings] of [
    ['', 1],
    ['?lens=common-measure', 1],
    ['?lens=own-word', 0],
  ] as const) {
    expect([query, (await aggregator.page(`/compare${query}`))('#kept-chart').length]).toEqual([query, drawings]);
  }
});

test('a commitment leads to the clauses of each Compact that deal with it, and back', async () => {
  const one = await aggregator.page('/compare/N-07');
  expect(one('main a[href="/mappings#N-07"]')).toHaveLength(1);
  expect((await aggregator.page('/mappings'))('#N-07 a').attr('href')).toBe('/compare/N-07');
});
