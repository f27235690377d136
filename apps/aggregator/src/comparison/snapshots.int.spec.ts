import { CaseWithdrawnV1, LENSES, ReplyOpenedV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { type Fact, fact, forget, tell } from '../told.fixture.js';
import { cases, compact, type ComparisonAnswer, id, mapping, toldBy } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeEach(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2027-05-12T09:00:00Z');
});
afterEach(() => aggregator.stop());

const told = (borough: string, ...facts: Fact[]): Promise<void> => toldBy(aggregator, borough, ...facts);

const comparison = (query = ''): Promise<ComparisonAnswer> => aggregator.json(`/api/v1/comparison${query}`);

describe('a snapshot', () => {
  /** Another promise, more cases, and one that was kept told again as late. */
  const MORE = [mapping({ mappingId: id(9001), measure: { number: 9, unit: 'months' } }), ...cases('late', 9, 200), ...cases('late', 1, 1)];
  async function tellMore(): Promise<void> {
    await told('westminster', ...MORE);
    aggregator.clock.set('2027-09-01T09:00:00Z');
  }
  const bytes = async (asAt: string) => (await aggregator.get(`/api/v1/comparison?asAt=${encodeURIComponent(asAt)}`)).body;

  test('says what the live answer says, and the same bytes after more was told, and after a rebuild', async () => {
    const facts = [compact(), mapping(), ...cases('kept', 14, 1), ...cases('late', 3, 100)];
    await told('westminster', ...facts);
    await told(
      'kensington-and-chelsea',
      ...cases('late', 7, 1),
      fact(ReplyOpenedV1, { caseId: id(60), lenses: [...LENSES], replyUntil: '2027-05-20' }),
    );
    const live = await comparison();
    const then = await bytes(live.asAt);
    expect(JSON.parse(then)).toEqual(live);

    await tellMore();
    expect((await comparison()).items.find((one) => one.id === 'N-07')?.boroughs.at(-1)?.commonMeasure.n).toBe(26);
    expect(await bytes(live.asAt)).toBe(then);

    await forget(aggregator.database.em(), 'westminster');
    await tell(aggregator.database.em(), 'westminster', [...facts, ...MORE]);
    expect(await bytes(live.asAt)).toBe(then);
  });

  test('holds the cases behind its figures, on the page of a commitment, as JSON and as CSV, whatever was told since', async () => {
    const facts = [compact(), mapping(), ...cases('kept', 6, 1), ...cases('late', 2, 100, { replies: [] })];
    await told('westminster', ...facts);
    const { asAt } = await comparison();
    const of = (path: string) => aggregator.get(`${path}?asAt=${encodeURIComponent(asAt)}`);
    const paths = ['/compare/N-07', '/api/v1/comparison/N-07/cases', '/api/v1/comparison/N-07/cases.csv'];
    const then = await Promise.all(paths.map(of));
    const { items } = JSON.parse(then[1]?.body ?? '') as { items: object[] };
    expect(items).toEqual(Array(8).fill(expect.objectContaining({ catalogue: '1.0', asAt })));

    await tellMore();
    const later = await Promise.all(paths.map(of));
    expect(later.map(({ body }) => body)).toEqual(then.map(({ body }) => body));
  });

  test('leaves out what was withdrawn since, and counts that it did', async () => {
    await told('westminster', compact(), mapping(), ...cases('kept', 6, 1));
    const { asAt } = await comparison();
    await told('westminster', fact(CaseWithdrawnV1, { caseId: id(3) }));
    const marked = await bytes(asAt);
    const { items } = JSON.parse(marked) as ComparisonAnswer;
    await forget(aggregator.database.em(), 'westminster');
    const left = cases('kept', 6, 1).filter((_, index) => index !== 2);
    await tell(aggregator.database.em(), 'westminster', [compact(), mapping(), ...left.slice(0, 2)]);
    await tell(aggregator.database.em(), 'westminster', [...left.slice(2), fact(CaseWithdrawnV1, { caseId: id(3) })], { from: 6 });
    expect(await bytes(asAt)).toBe(marked);
    const westminster = items.find((one) => one.id === 'N-07')?.boroughs.at(-1);
    expect(westminster).toMatchObject({ cases: 5, withdrawn: 1, commonMeasure: { n: 5, met: 5 } });
  });

  test('counts a case that was taken back and told anew before it as what it was then, like the live answer', async () => {
    const taken = fact(CaseWithdrawnV1, { caseId: id(3) });
    await told('westminster', compact(), mapping(), ...cases('kept', 6, 1), taken);
    const between = await comparison();
    await told('westminster', ...cases('kept', 1, 3));
    const live = await comparison();
    expect(live.items.find((one) => one.id === 'N-07')?.boroughs.at(-1)).toMatchObject({ cases: 6, withdrawn: 0 });
    for (const { asAt, items } of [between, live]) expect(JSON.parse(await bytes(asAt))).toMatchObject({ asAt, items });
  });

  test.each([
    'nonsense',
    '2027-05-12T09:02:00.000Z,1.0,westminster:1',
    '2027-05-12T09:00:00.000Z,7.0,westminster:1',
    '2027-05-12T09:00:00.000Z,1.0,westminster:99999',
  ])('that never was is refused: %s', async (asAt) => {
    const { statusCode } = await aggregator.get(`/api/v1/comparison?asAt=${encodeURIComponent(asAt)}`);
    expect(statusCode).toBe(400);
  });
});
