import { HoldAgreedV1, HoldEndedV1, ProvisionAgreedV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';
import { cases, compact, type ComparisonAnswer, id, mapping, toldBy } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeEach(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
});
afterEach(() => aggregator.stop());

const comparison = (query = ''): Promise<ComparisonAnswer & { holds: { borough: string; to: string }[] }> =>
  aggregator.json(`/api/v1/comparison${query}`);
const noticeOf = async (query = '') =>
  (await comparison(query)).items.find((one) => one.id === 'N-07')?.boroughs.find(({ borough }) => borough === 'westminster');
const provision = (state: ProvisionAgreedV1['state'], from: string, number: number) =>
  fact(ProvisionAgreedV1, { provisionId: id(number), commitmentId: 'N-07', state, from, reason: 'Another body gives notice here.' });

describe('what both chairs agreed about publishing', () => {
  test.each(['not-provided', 'withheld'] as const)('%s stands in the place of a figure by both lenses, with why', async (state) => {
    await toldBy(aggregator, 'westminster', compact(), mapping(), ...cases('kept', 9, 1));
    const before = (await comparison()).asAt;
    expect(await noticeOf()).toMatchObject({ commonMeasure: { state: 'comparable', met: 9 } });
    await toldBy(aggregator, 'westminster', provision(state, '2027-04-01', 1));
    expect(await noticeOf()).toMatchObject({ ownWord: { state, met: null, counts: null }, commonMeasure: { state, met: null } });
    expect((await aggregator.page('/compare/N-07'))('main').text()).toContain('From 1 April 2027: Another body gives notice here.');
    // A year that was over by then, and a snapshot of before, are what they were.
    expect(await noticeOf('?financialYear=2026/27')).toMatchObject({ commonMeasure: { state: 'comparable', met: 9 } });
    expect(await noticeOf(`?asAt=${encodeURIComponent(before)}`)).toMatchObject({ commonMeasure: { state: 'comparable', met: 9 } });
    await toldBy(aggregator, 'westminster', provision('provided', '2027-05-01', 2));
    expect(await noticeOf()).toMatchObject({ commonMeasure: { state: 'comparable', met: 9 } });
  });

  test('that something is not run is said where no case was ever told', async () => {
    expect(await noticeOf()).toMatchObject({ commonMeasure: { state: 'no-data' } });
    await toldBy(aggregator, 'westminster', provision('not-provided', '2027-04-01', 1));
    expect(await noticeOf()).toMatchObject({ commonMeasure: { state: 'not-provided' } });
  });

  test('a hold is said on every page of the comparison while it runs, and no longer once it was ended', async () => {
    const hold = { holdId: id(3), from: '2027-05-01', to: '2027-06-10', reason: 'Two wards elect a councillor.' };
    await toldBy(aggregator, 'westminster', fact(HoldAgreedV1, hold));
    const { asAt, holds } = await comparison();
    expect(holds).toEqual([{ borough: 'westminster', from: hold.from, to: hold.to, reason: hold.reason }]);
    const banner = 'Westminster publishes nothing newly adverse from 1 May 2027 to 10 June 2027: Two wards elect a councillor.';
    for (const path of ['/compare', '/compare/N-07', `/compare/paper?asAt=${encodeURIComponent(asAt)}`])
      expect((await aggregator.page(path))('main').text()).toContain(banner);
    await toldBy(aggregator, 'westminster', fact(HoldEndedV1, { holdId: id(3), endedOn: '2027-05-12' }));
    expect((await comparison()).holds).toEqual([]);
    expect((await comparison(`?asAt=${encodeURIComponent(asAt)}`)).holds).toHaveLength(1);
  });
});
