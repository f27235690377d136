import { CompactAdoptionWithdrawnV1, CompactStandingChangedV1, CompactVersionAdoptedV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { everyRowOf, fact, forget, tell } from '../told.fixture.js';

const version = (number: number) => `0198c0de-0000-7000-8000-0000000002e${number}`;
const [COMPACT, CODE] = ['0198c0de-0000-7000-8000-0000000002d0', '0198c0de-0000-7000-8000-0000000002d1'];

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  const adopted = (number: number, more: Partial<CompactVersionAdoptedV1>) =>
    fact(CompactVersionAdoptedV1, { versionId: version(number), documentId: COMPACT, ...more });
  await aggregator.tell(
    'westminster',
    adopted(1, { label: '2004', adoptedOn: 'before 2005', inForceFrom: '2005', reviewDueOn: undefined as never }),
    adopted(2, { label: '2012', inForceFrom: '2012-06-01', reviewDueOn: '2015-06-01' }),
    adopted(3, { label: '2030', inForceFrom: '2030-01-01' }),
    fact(CompactVersionAdoptedV1, {
      versionId: version(4),
      documentId: CODE,
      kind: 'code',
      documentTitle: 'Code on funding',
      inForceFrom: '2007',
    }),
  );
  await aggregator.tell(
    'kensington-and-chelsea',
    fact(CompactStandingChangedV1, { documentId: COMPACT, standing: 'national-meanwhile', from: '2026-01-01', reviewDueOn: '2026-12-31' }),
  );
});
afterAll(() => aggregator.stop());

test('every borough is there by name, and one that published nothing is not one without a Compact', async () => {
  const { items } = await aggregator.json('/api/v1/compacts');
  expect(items).toMatchObject([
    { borough: 'hammersmith-and-fulham', state: null, versionId: null, versions: 0 },
    { borough: 'kensington-and-chelsea', state: 'national-meanwhile', versionId: null, reviewDueOn: '2026-12-31' },
    {
      borough: 'westminster',
      state: 'in-force',
      versionId: version(2),
      label: '2012',
      inForceFrom: '2012-06-01',
      reviewDueOn: '2015-06-01',
      clauses: 1,
      versions: 3,
      codes: 1,
    },
  ]);
  expect((await aggregator.json('/api/v1/compacts?borough=westminster')).items).toHaveLength(1);
});

test('a version is read with its clauses, and told again it stays', async () => {
  await aggregator.tell('westminster', fact(CompactVersionAdoptedV1, { versionId: version(2), documentId: COMPACT, label: 'twice' }));
  expect(await aggregator.json(`/api/v1/compacts/westminster/versions/${version(2)}`)).toMatchObject({
    label: '2012',
    clauses: CompactVersionAdoptedV1.sample.clauses,
  });
});

test('pages show them side by side, and each to read with an address for each clause', async () => {
  const all = await aggregator.page('/compacts');
  const rows = all('tbody tr')
    .toArray()
    .map((row) => all(row).find('th, td').first().text().trim());
  expect(rows).toEqual(['Hammersmith and Fulham', 'Kensington and Chelsea', 'Westminster']);
  expect(all.text()).toContain('The borough publishes nothing of its Compact yet');
  expect(all('tbody tr').eq(2).text()).toContain('1 June 2015, overdue');

  const one = await aggregator.page('/compacts/westminster');
  expect(one('.app-clause').attr('id')).toBe(`clause-${CompactVersionAdoptedV1.sample.clauses[0]?.clauseId}`);
  expect((await aggregator.page(`/compacts/westminster/versions/${version(1)}`)).text()).toContain('before 2005');
});

test('an adoption that is taken back counts as if it had never been, until it is adopted anew; the mark of it stays', async () => {
  const hammersmith = 'hammersmith-and-fulham';
  const adopted = (number: number, inForceFrom: string) =>
    fact(CompactVersionAdoptedV1, { versionId: version(number), documentId: COMPACT, label: `Version ${number}`, inForceFrom });
  const withdrawn = fact(CompactAdoptionWithdrawnV1, { versionId: version(6), documentId: COMPACT, label: 'Version 6' });
  const inForce = async () => {
    const [item] = (await aggregator.json(`/api/v1/compacts?borough=${hammersmith}`)).items;
    return [item?.['label'], item?.['inForceFrom'], item?.['versions']];
  };
  const facts = [adopted(5, '2008-04-01'), adopted(6, '2020-04-01'), withdrawn, adopted(6, '2021-04-01')];
  await aggregator.tell(hammersmith, ...facts.slice(0, 2));
  expect(await inForce()).toEqual(['Version 6', '2020-04-01', 2]);

  await aggregator.tell(hammersmith, withdrawn);
  expect(await inForce()).toEqual(['Version 5', '2008-04-01', 1]);
  expect((await aggregator.get(`/api/v1/compacts/${hammersmith}/versions/${version(6)}`)).statusCode).toBe(404);
  expect((await aggregator.json(`/api/v1/compacts/${hammersmith}/adoption-withdrawals`)).items).toMatchObject([
    { versionId: version(6), label: 'Version 6', reason: CompactAdoptionWithdrawnV1.sample.reason },
  ]);
  expect((await aggregator.page(`/compacts/${hammersmith}`)).text()).toContain('Adoptions that were taken back');

  await aggregator.tell(hammersmith, facts[3] as never);
  expect(await inForce()).toEqual(['Version 6', '2021-04-01', 2]);
  const lived = await everyRowOf(aggregator.database.em(), hammersmith);
  await forget(aggregator.database.em(), hammersmith);
  await tell(aggregator.database.em(), hammersmith, facts);
  expect(await everyRowOf(aggregator.database.em(), hammersmith)).toEqual(lived);
});

test('a time in which nobody worked by it stands on the page of the borough, with why', async () => {
  const textsOf = async (borough: string) => {
    const page = await aggregator.page(`/compacts/${borough}`);
    const table = page('table').filter((_, one) => page(one).find('caption').text() === 'How it stood over time');
    const rows = table.find('tbody tr').toArray();
    return rows.map((row) =>
      page(row)
        .find('th, td')
        .toArray()
        .map((cell) => page(cell).text().replaceAll(/\s+/g, ' ').trim()),
    );
  };
  expect(await textsOf('westminster')).toEqual([]);
  const said = (standing: 'inactive', from: string) =>
    fact(CompactStandingChangedV1, {
      documentId: COMPACT,
      standing,
      from,
      reason: 'The group had not met.',
      reviewDueOn: undefined as never,
    });
  await aggregator.tell('westminster', said('inactive', '2009-04-01'));
  expect(await textsOf('westminster')).toEqual([
    ['1 June 2012', 'In force', '2012'],
    ['1 April 2009', 'Not worked by any moreThe group had not met.', 'None'],
    ['2005', 'In force', '2004'],
  ]);
});
