import { TestAggregator } from '../aggregator.fixture.js';
import { cases, compact, mapping, toldBy } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeEach(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
  await toldBy(aggregator, 'westminster', compact(), mapping(), ...cases('kept', 14, 1), ...cases('late', 2, 100));
});
afterEach(() => aggregator.stop());

/** Where the paper of today is kept for ever. */
async function paperOfToday(query: string): Promise<string> {
  const { statusCode, headers } = await aggregator.get(`/compare/paper?${query}`, 'text/html');
  expect(statusCode).toBe(302);
  return String(headers.location);
}

describe('the paper for both chairs', () => {
  test('is of one snapshot, holds what was chosen, and leaves room for both chairs to sign', async () => {
    const paper = await aggregator.page(await paperOfToday('commitment=N-07&commitment=N-23&lens=common-measure'));
    const titles = paper('main h2')
      .toArray()
      .map((title) => paper(title).text());
    expect(titles.filter((title) => title.startsWith('N-'))).toEqual([expect.stringMatching(/^N-07 /), expect.stringMatching(/^N-23 /)]);
    expect(paper('main').text()).toContain('14 of 16 kept');
    expect(paper('main thead').text()).not.toContain('Own word');
    expect(paper('.app-write-in')).toHaveLength(3);
    expect(paper('main dl').text()).toMatch(/Westminster\s+Complete: grants to 1 May 2027/);
  });

  test('says the same after more was told, while the paper of today says something else', async () => {
    const address = await paperOfToday('commitment=N-07');
    const figures = async (of: string): Promise<string> => (await aggregator.page(of))('main table').text();
    const then = await figures(address);
    await toldBy(aggregator, 'westminster', ...cases('late', 4, 200));
    expect(await figures(address)).toBe(then);
    expect(await figures(await paperOfToday('commitment=N-07'))).toContain('14 of 20 kept');
  });

  test('of a commitment that is in no catalogue is none', async () => {
    expect((await aggregator.get(await paperOfToday('commitment=N-99'), 'text/html')).statusCode).toBe(404);
  });
});
