import { CompactAdoptionWithdrawnV1, CompactVersionAdoptedV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';
import { cases, compact, id, LATER, mapping, toldBy, VERSION } from './comparison.fixture.js';

/** The third by name. */
const WESTMINSTER = 2;

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

test('a drawing has a word for who has no dot, and a line for a borough’s own promise where it is another', async () => {
  const texts = async (path: string, drawing: string) => {
    const page = await aggregator.page(path);
    return page(`${drawing} svg text`).text();
  };
  expect(await texts('/compare', '#kept-chart')).toContain('Kensington and Chelsea: no data');
  expect(await texts('/compare', '#kept-chart')).not.toContain('Westminster:');
  expect(await texts('/compare/N-07', '#days-chart')).not.toContain('Own promise');

  await toldBy(aggregator, 'westminster', mapping({ mappingId: id(9001), relation: 'stronger', measure: { number: 6, unit: 'months' } }));
  const drawn = await texts('/compare/N-07', '#days-chart');
  for (const said of ['6 months', 'Own promise, where it is another', '210']) expect(drawn).toContain(said);
  expect((await aggregator.page('/compare/N-07'))('#days-table tbody tr').first().text()).toContain('6 months');
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

test('one commitment is shown also where only differences are asked for, and there is none', async () => {
  const page = await aggregator.page('/compare/N-07?differ=true&borough=westminster');
  expect(page('caption:contains("By borough")').parent().find('tbody tr')).toHaveLength(1);
});

test('a commitment leads to the clauses of each Compact that deal with it, and back', async () => {
  const one = await aggregator.page('/compare/N-07');
  expect(one('main a[href="/mappings#N-07"]')).toHaveLength(1);
  expect((await aggregator.page('/mappings'))('#N-07 a').attr('href')).toBe('/compare/N-07');
});

test('what the Compact says stands in its own words where a commitment is compared, cut short where it is long', async () => {
  const promiseIn = async (commitmentId: string, row: number) => {
    const page = await aggregator.page(`/compare/${commitmentId}`);
    const cell = page('tbody tr').eq(row).children().eq(1);
    return { text: cell.text().replaceAll(/\s+/g, ' ').trim(), href: cell.find('a').attr('href') };
  };
  const [clause] = CompactVersionAdoptedV1.sample.clauses;
  expect(await promiseIn('N-07', WESTMINSTER)).toEqual({
    text: `Stronger promise6 months“${clause?.text}” Clause ${clause?.number} of the Compact of Westminster`,
    href: `/compacts/westminster/versions/${VERSION}#clause-${clause?.clauseId}`,
  });
  expect(await promiseIn('N-02', WESTMINSTER)).toEqual({ text: 'The two chairs have not agreed a mapping yet', href: undefined });

  const long = { ...clause, clauseId: id(9100), number: '9', text: 'We agree on this. '.repeat(200) };
  const newer = fact(CompactVersionAdoptedV1, { versionId: LATER, inForceFrom: '2027-01-01', clauses: [long as never] });
  await toldBy(
    aggregator,
    'westminster',
    newer,
    mapping({ mappingId: id(9002), versionId: LATER, clauseIds: [id(9100)], from: '2027-01-01' }),
  );
  const { text, href } = await promiseIn('N-07', WESTMINSTER);
  expect(text).toMatch(/“(We agree on this[.] ){13}We…” Clause 9 /);
  expect(href).toContain(`${LATER}#clause-`);

  await toldBy(aggregator, 'westminster', fact(CompactAdoptionWithdrawnV1, { versionId: LATER }));
  expect((await promiseIn('N-07', WESTMINSTER)).text).toContain(clause?.text);
  expect((await aggregator.page('/compare/N-07')).text()).not.toContain('We agree on this');
});
