import { MarksPublishedV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { type Fact, fact, forget, tell } from '../told.fixture.js';
import { cases, type Compared, type ComparisonAnswer, id } from './comparison.fixture.js';

let aggregator: TestAggregator;
beforeEach(async () => {
  aggregator = await TestAggregator.start();
  aggregator.clock.set('2026-12-12T09:00:00Z');
});
afterEach(() => aggregator.stop());

const told = (borough: string, ...facts: Fact[]): Promise<void> => aggregator.tell(borough, ...facts);

interface Marked extends Compared {
  readonly marks: { readonly says: string; readonly basis: string; readonly round: string; readonly assessedOn: string } | null;
}

const comparison = (query = ''): Promise<ComparisonAnswer> => aggregator.json(`/api/v1/comparison${query}`);
async function early(borough = 'westminster', query = ''): Promise<Marked> {
  const { items } = await comparison(query);
  const found = items.find((one) => one.id === 'N-26')?.boroughs.find((one) => one.borough === borough);
  if (!found) throw new Error('nothing is compared');
  return found as Marked;
}

/** A round with these marks; a side that is named without one left it out. */
const round = (name: string, marks: { council?: number; sector?: number }, more: Partial<MarksPublishedV1> = {}): Fact =>
  fact(MarksPublishedV1, {
    roundId: id(Number(name.slice(2).replace('-', ''))),
    round: name,
    marks: Object.entries(marks).map(([side, mark]) => ({ side: side as 'council' | 'sector', mark })),
    replies: [],
    ...more,
  });

test('what is marked has no data until a round is published, whatever else a borough tells of it', async () => {
  await told('westminster', ...cases('kept', 6, 1, { commitmentId: 'N-26' }));
  expect(await early()).toMatchObject({ marks: null, cases: 0, ownWord: { state: 'no-data' }, commonMeasure: { state: 'no-data', n: 0 } });
});

test.each([
  [{ council: 2, sector: 2 }, 'joint-assessment', '2 of 3, Joint assessment'],
  [{ council: 3, sector: 1 }, 'views-differ', 'Views differ: council 3, VCS 1'],
  [{ council: 0 }, 'council-only', '0 of 3, Council only'],
  [{ sector: 3 }, 'vcs-only', '3 of 3, VCS only'],
])('the marks %j stand as they were given, and no number is made of two', async (marks, basis, says) => {
  await told('westminster', round('2026-1', marks));
  const shown = await early();
  expect(shown.marks).toMatchObject({ basis, says, round: '2026-1', assessedOn: '2026-05-12' });
  for (const lens of [shown.ownWord, shown.commonMeasure]) expect(lens).toMatchObject({ state: 'comparable', n: 0, met: null, rate: null });
});

test('the newest round that marked it is shown, of the years that are asked for', async () => {
  await told('westminster', round('2026-2', { council: 3, sector: 3 }, { assessedOn: '2026-11-12' }));
  await told('westminster', round('2025-1', { council: 1, sector: 1 }, { assessedOn: '2025-11-12' }));
  await told('westminster', round('2026-3', { council: 0, sector: 0 }, { assessedOn: '2026-12-01', commitmentId: 'N-25' }));
  expect((await early()).marks?.round).toBe('2026-2');
  expect((await early('westminster', '?financialYear=2025/26')).marks?.round).toBe('2025-1');
  expect((await early('westminster', '?financialYear=2024/25')).commonMeasure.state).toBe('no-data');
  expect((await aggregator.page('/compare'))('input[value="2025/26"]')).toHaveLength(1);
});

test('a snapshot goes on showing the round of then, the same bytes, also after a rebuild', async () => {
  const first = round('2026-1', { council: 3, sector: 1 });
  await told('westminster', first);
  const { asAt } = await comparison();
  const bytes = async () => (await aggregator.get(`/api/v1/comparison?asAt=${encodeURIComponent(asAt)}`)).body;
  const then = await bytes();
  const second = round('2026-2', { council: 3, sector: 3 }, { assessedOn: '2026-11-12' });
  await told('westminster', second);
  expect([(await early()).marks?.round, await bytes()]).toEqual(['2026-2', then]);

  await forget(aggregator.database.em(), 'westminster');
  await tell(aggregator.database.em(), 'westminster', [first, second]);
  expect(await bytes()).toBe(then);
});

test('CSV has both marks, their evidence and their day on the lines of either lens', async () => {
  await told('westminster', fact(MarksPublishedV1));
  const { body } = await aggregator.get('/api/v1/comparison.csv?borough=westminster');
  const lines = body.split('\r\n').filter((line) => line.startsWith('N-26'));
  expect(lines).toHaveLength(2);
  const marked = ',"Views differ: council 3, VCS 1",3,document-given,1,statement-only,2026-05-12';
  for (const line of lines) expect(line.endsWith(marked)).toBe(true);
});

test('pages show both marks with evidence, day and replies, and no chart', async () => {
  await told('westminster', fact(MarksPublishedV1));
  await told('kensington-and-chelsea', round('2026-1', { council: 2, sector: 2 }));
  const page = await aggregator.page('/compare?lens=own-word');
  const rows = page('#N-26 tbody tr')
    .toArray()
    .map((row) => page(row).text().replaceAll(/\s+/g, ' ').trim());
  expect(page('#N-26 thead').text()).toContain('Marks of both chairs');
  expect(page('#N-26').text()).toContain('Comparable in 2 of 3 boroughs');
  expect(rows[0]).toMatch(/No data ?Nothing published/);
  expect(rows[1]).toMatch(/2 of 3, Joint assessment ?12 May 2026[.] Council: no evidence given[.] VCS: no evidence given[.]$/);
  expect(rows[2]).toMatch(/Views differ: council 3, VCS 1 ?12 May 2026[.] Council: document given[.] VCS: statement only[.]$/);
  expect(page('figure')).toHaveLength(0);

  const one = await aggregator.page('/compare/N-26');
  const text = one('main').text().replaceAll(/\s+/g, ' ');
  expect(text).toContain('Document given: “The options were written by a group of eight providers and two officers.”, page 4, https://');
  expect(text).toContain('The council adds: Two of the five were decided by another authority.');
  expect(text).toContain('No reply received');
  expect((await aggregator.page('/compare/N-23'))('main').text()).toContain('No borough has published a round with it.');
});
