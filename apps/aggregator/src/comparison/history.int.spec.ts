import { load } from 'cheerio';
import { TestAggregator } from '../aggregator.fixture.js';
import { cases, compact, id, LATER, mapping, toldBy } from './comparison.fixture.js';
import type { CommitmentHistoryItem } from './history-item.js';

let aggregator: TestAggregator;
beforeEach(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
});
afterEach(() => aggregator.stop());

const history = (query = ''): Promise<CommitmentHistoryItem> => aggregator.json(`/api/v1/comparison/N-07/history${query}`);

/** Five kept in the words of three months, six more in those of nine, all in one financial year. */
const changedWithin = async (): Promise<void> => {
  const nine = { mappingId: id(9001), versionId: LATER, measure: { number: 9, unit: 'months' as const }, from: '2027-02-01' };
  await toldBy(aggregator, 'westminster', compact(), mapping(), compact(LATER, '2027-02-01'), mapping(nine));
  await toldBy(aggregator, 'westminster', ...cases('kept', 5, 1), ...cases('late', 6, 100));
};

describe('the years of one commitment', () => {
  test('stand beside each other for every borough, before and after a change of the words apart', async () => {
    await changedWithin();
    const westminster = (await history()).boroughs.find(({ borough }) => borough === 'westminster');
    const [year] = westminster?.years ?? [];
    expect(year).toMatchObject({ financialYear: '2026/27', commonMeasure: { n: 11, met: 5 } });
    expect(year?.ownWord).toMatchObject([
      { from: null, promise: { measure: { number: 3 } }, result: { n: 5, met: 5 } },
      { from: '2027-02-01', promise: { measure: { number: 9 } }, result: { n: 6, met: 0 } },
    ]);
    expect(westminster?.breaks).toMatchObject([
      { on: '2027-02-01', before: { measure: { number: 3 } }, after: { measure: { number: 9 } } },
    ]);
  });

  test('are told as CSV with the snapshot that gives each line again, and a snapshot stays as it was', async () => {
    await changedWithin();
    const { asAt } = await history();
    const csv = async (): Promise<string> =>
      (await aggregator.get(`/api/v1/comparison/N-07/history.csv?asAt=${encodeURIComponent(asAt)}&borough=westminster`)).body;
    const then = await csv();
    expect(then.split('\n').filter((line) => line.includes('own-word'))).toHaveLength(3);
    expect(then).toContain(`N-07,westminster,2026/27,own-word,2027-02-01,`);
    await toldBy(aggregator, 'westminster', ...cases('late', 4, 200));
    expect(await csv()).toBe(then);
  });

  test('are drawn with a break where the words changed, said in a sentence, and stand in a table', async () => {
    await changedWithin();
    const page = load((await aggregator.get('/compare/N-07?borough=westminster')).body);
    const drawing = page('#years-own-word-chart svg');
    expect(drawing.text()).toContain('Words changed');
    expect(drawing.text()).toContain('5/5');
    expect(page('#years-common-measure-chart svg').text()).not.toContain('Words changed');
    expect(page('main li').text()).toContain('1 February 2027: “Same promise: 3 months” became “Same promise: 9 months”.');
    const rows = page('#years-own-word-table tbody tr')
      .toArray()
      .map((row) => page(row).text().replaceAll(/\s+/g, ' ').trim());
    expect(rows[1]).toContain('From 1 February 2027');
  });

  test('are left out where no borough has told of any', async () => {
    expect(load((await aggregator.get('/compare/N-07')).body)('#history')).toHaveLength(0);
    expect((await history()).boroughs.map(({ years }) => years)).toEqual([[], [], []]);
  });
});
