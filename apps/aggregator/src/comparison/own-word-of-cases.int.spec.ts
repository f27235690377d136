import { TestAggregator } from '../aggregator.fixture.js';
import type { Fact } from '../told.fixture.js';
import { cases, compact, id, mapping, toldBy } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeEach(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
});
afterEach(() => aggregator.stop());

const told = (...facts: Fact[]): Promise<void> => toldBy(aggregator, 'westminster', ...facts);

/** What the list behind the figures says of its first case by the borough's own words: the result, and the hint under it. */
async function ownWord(): Promise<string[]> {
  const page = await aggregator.page('/compare/N-07');
  const table = page('table').filter((_, one) => page(one).find('caption').text() === 'Cases behind the figures');
  const cell = table.find('td[data-heading="Own word"]').first();
  const hint = cell.find('.app-cell-hint');
  return [cell.text().replace(hint.text(), '').trim(), hint.text()];
}

test('a case of which the borough’s own words ask nothing says why', async () => {
  await told(...cases('kept', 1, 1));
  expect(await ownWord()).toEqual(['No Compact in force', 'No Compact was in force on that day.']);
  await told(compact());
  expect(await ownWord()).toEqual(['Not mapped yet', 'The two chairs have not agreed a mapping yet.']);
  await told(mapping({ relation: 'silent', clauseIds: [], measure: undefined as never }));
  expect(await ownWord()).toEqual(['Silent', 'The Compact in force says nothing about this.']);
  await told(mapping({ mappingId: id(9001), relation: 'no-measure', measure: undefined as never }));
  expect(await ownWord()).toEqual(['No measure', 'The clause gives no number or test to check against.']);
});

test('a case that the chairs may still reply to by their own words says so, and not that nothing can be measured', async () => {
  await told(compact(), mapping({ relation: 'stronger', measure: { number: 8, unit: 'months' } }), ...cases('kept', 1, 1));
  expect(await ownWord()).toEqual(['Reply open', 'The chairs may reply to it first.']);
  const { items } = await aggregator.json('/api/v1/comparison/N-07/cases');
  expect(items).toMatchObject([{ promise: 'measured', ownWord: null, commonMeasure: 'met' }]);
  await told(...cases('kept', 1, 1, { replies: [] }));
  expect((await ownWord())[0]).toBe('Not kept');
});
