import { CompactStandingChangedV1, CompactVersionAdoptedV1, MappingAgreedV1, MappingEndedV1 } from '#contracts';
import { sql } from '#database';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';

const id = (number: number) => `0198c0de-0000-7000-8000-0000000003a${number}`;
const { versionId } = CompactVersionAdoptedV1.sample;
const clauseId = CompactVersionAdoptedV1.sample.clauses[0]?.clauseId ?? '';

const agreed = (number: number, more: Partial<MappingAgreedV1> = {}) => fact(MappingAgreedV1, { mappingId: id(number), ...more });
const unmeasured = { measure: undefined as never };
const facts = [
  fact(CompactVersionAdoptedV1),
  agreed(1, { relation: 'stronger', measure: { number: 6, unit: 'months' } }),
  agreed(2),
  agreed(3, { relation: 'no-measure', ...unmeasured }),
  fact(MappingEndedV1, { mappingId: id(3) }),
  agreed(4, { commitmentId: 'N-18', relation: 'silent', clauseIds: [], ...unmeasured }),
];

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  await aggregator.tell('westminster', ...facts);
  await aggregator.tell(
    'kensington-and-chelsea',
    fact(CompactStandingChangedV1, { standing: 'national-meanwhile', from: '2026-01-01', reviewDueOn: '2026-12-31' }),
  );
});
afterAll(() => aggregator.stop());

const cellsOf = async (commitment: string): Promise<string[]> => {
  const page = await aggregator.page('/mappings');
  return page(`th[id="${commitment}"]`)
    .parent()
    .children()
    .toArray()
    .map((cell) => page(cell).text().replaceAll(/\s+/g, ' ').trim());
};

test('each is kept as it was told, and what counts follows from the order of telling', async () => {
  const { items } = await aggregator.json('/api/v1/mappings');
  expect(items).toMatchObject([
    { borough: 'westminster', mappingId: id(4), relation: 'silent', clauses: [], measure: null, state: 'agreed' },
    { mappingId: id(3), relation: 'no-measure', state: 'ended', endedOn: '2026-06-01', endedBecause: MappingEndedV1.sample.reason },
    { mappingId: id(2), relation: 'same', state: 'agreed', versionLabel: '2012', clauses: [{ clauseId, number: '4.2' }] },
    { mappingId: id(1), relation: 'stronger', measure: { number: 6, unit: 'months' }, state: 'replaced', replacedFrom: '2012-06-01' },
  ]);
  expect((await aggregator.json('/api/v1/mappings?commitment=N-18')).items).toHaveLength(1);
  expect((await aggregator.json('/api/v1/mappings?borough=kensington-and-chelsea')).items).toEqual([]);
  const first = await aggregator.json<{ items: object[]; next: string }>('/api/v1/mappings?limit=3');
  expect((await aggregator.json(`/api/v1/mappings?limit=3&cursor=${first.next}`)).items).toMatchObject([{ mappingId: id(1) }]);
});

test('a row says from where to where in the log it stood, however often it is told', async () => {
  const positions = () =>
    sql(
      aggregator.database.em(),
      `select m.relation, e.position > m.position as "wasEnded"
       from commitment_mappings m left join commitment_mapping_ends e using (borough, mapping_id)
       where borough = 'westminster' order by m.position`,
    );
  const before = await positions();
  expect(before).toEqual([
    { relation: 'stronger', wasEnded: null },
    { relation: 'same', wasEnded: null },
    { relation: 'no-measure', wasEnded: true },
    { relation: 'silent', wasEnded: null },
  ]);
  await aggregator.tell('westminster', ...facts);
  expect(await positions()).toEqual(before);
});

test('boroughs stand side by side by name, with what the network asks; nothing told is not no Compact', async () => {
  expect(await cellsOf('N-07')).toEqual([
    'N-07 Notice before funding ends or is cut',
    '3 months',
    'Nothing published',
    'No Compact in force',
    'Same promise3 months, clause 4.2',
  ]);
  expect((await cellsOf('N-18')).at(-1)).toBe('SilentNothing is promised');
  expect((await cellsOf('N-02')).at(-1)).toBe('The two chairs have not agreed a mapping yet');
});

test('the text of a Compact says beside each clause what it is mapped to, by what counts', async () => {
  for (const path of ['/compacts/westminster', `/compacts/westminster/versions/${versionId}`]) {
    const page = await aggregator.page(path);
    const clause = page(`#clause-${clauseId}`);
    const tags = clause.find('.govuk-tag').toArray();
    expect(tags.map((tag) => page(tag).text().trim())).toContain('Same promise');
    expect(clause.find('a[href="/mappings#N-07"]').text()).toBe('N-07 Notice before funding ends or is cut');
  }
});
