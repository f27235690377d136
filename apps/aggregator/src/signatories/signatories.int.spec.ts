import { CompactSignatoryChangedV1, CompactVersionAdoptedV1, OrganisationRegisteredV1 } from '#contracts';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';

const id = (number: number) => `0198c0de-0000-7000-8000-0000000003e${number}`;
const [OLD, NEW] = [id(1), id(2)];
const SIGNED = { signedOn: '2012-06-14', signedAs: 'Director' };

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  const signed = (number: number, name: string, more: Partial<CompactSignatoryChangedV1> = {}) =>
    fact(CompactSignatoryChangedV1, {
      signatoryId: id(number),
      name,
      signatures: [{ versionId: OLD, versionLabel: '2012', ...SIGNED }],
      organisationId: undefined as never,
      identifier: undefined as never,
      contact: undefined as never,
      ...more,
    });
  await aggregator.tell(
    'westminster',
    fact(CompactVersionAdoptedV1, { versionId: OLD, label: '2012', inForceFrom: '2012-06-01' }),
    fact(OrganisationRegisteredV1),
    signed(3, 'Behind'),
    signed(4, 'Council', {
      side: 'council',
      signatures: [
        { versionId: OLD, versionLabel: '2012', ...SIGNED },
        { versionId: NEW, versionLabel: '2026', signedOn: '2026-04-20', signedAs: 'Leader' },
      ],
    }),
    signed(5, 'Leaver'),
    signed(5, 'Leaver', { withdrawnOn: '2019-03-31' }),
    signed(6, 'Example Lunch Club', {
      organisationId: OrganisationRegisteredV1.sample.organisationId,
      identifier: 'GB-CHC-1000000',
      confirmedOn: undefined as never,
    }),
    fact(CompactVersionAdoptedV1, { versionId: NEW, label: '2026', inForceFrom: '2026-04-01' }),
  );
  await aggregator.tell(
    'kensington-and-chelsea',
    signed(7, 'Trust', { ended: { how: 'succeeded', on: '2013-04-01', successor: 'Group' } }),
  );
});
afterAll(() => aggregator.stop());

const states = async (query = '') =>
  (await aggregator.json(`/api/v1/compact-signatories${query}`)).items.map(({ name, state, reaffirmBy }) => [name, state, reaffirmBy]);

test('each is listed by borough and name, as it was told last and as it stands by the Compact in force there', async () => {
  expect(await states()).toEqual([
    ['Trust', 'succeeded', null],
    ['Behind', 'reaffirm-due', '2026-06-30'],
    ['Council', 'active', null],
    ['Example Lunch Club', 'pledged', null],
    ['Leaver', 'withdrawn', null],
  ]);
  aggregator.clock.set('2026-07-01T09:00:00Z');
  expect((await states('?borough=westminster'))[0]).toEqual(['Behind', 'lapsed', '2026-06-30']);
  aggregator.clock.set('2026-05-12T09:00:00Z');
});

test('the list comes in parts, and as a spreadsheet', async () => {
  const first = await aggregator.json('/api/v1/compact-signatories?limit=2');
  const second = await aggregator.json(`/api/v1/compact-signatories?limit=500&cursor=${first.next}`);
  expect([first.items.length, second.items.map(({ name }) => name)]).toEqual([2, ['Council', 'Example Lunch Club', 'Leaver']]);
  const { body } = await aggregator.get('/api/v1/compact-signatories.csv?borough=kensington-and-chelsea');
  expect(body.split('\r\n')[1] ?? '').toContain('kensington-and-chelsea');
  expect((await aggregator.get('/api/v1/compact-signatories?borough=nowhere')).statusCode).toBe(400);
});

test('they stand beside the Compact of their borough; where none is told, why is said', async () => {
  const page = await aggregator.page('/compacts/westminster');
  const rows = page('table:contains("Who signed it") tbody tr')
    .map((_, row) => page(row).text().replaceAll(/\s+/g, ' ').trim())
    .get();
  expect(rows).toEqual([
    expect.stringMatching(/^Behind .*Version 2012, 14 June 2012 Has to sign the newer version\s?Until 30 June 2026 Director No$/),
    expect.stringMatching(/^Council Public body Version 2026, 20 April 2026 Signed Leader No$/),
    expect.stringContaining('Pledged'),
    expect.stringContaining('31 March 2019, by its own notice'),
  ]);
  const organisation = await aggregator.page('/organisations/GB-CHC-1000000');
  expect(organisation('.govuk-summary-list__row:contains("Signed the Compact") dd').text()).toBe('Version 2012, 14 June 2012');
  expect(page('a[href="/organisations/GB-CHC-1000000"]').text()).toBe('Example Lunch Club');
  expect((await aggregator.page('/compacts/hammersmith-and-fulham')).text()).toContain(
    'The bodies that signed the Compact would stand here.',
  );
});
