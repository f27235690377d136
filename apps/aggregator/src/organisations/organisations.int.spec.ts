import {
  AliasAddedV1,
  GrantAwardedV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  type OrganisationRef,
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
  RepresentativeNamedV1,
  RepresentativeUnnamedV1,
} from '#contracts';
import { sql } from '#database';
import { parse } from 'csv-parse/sync';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact, type Fact } from '../told.fixture.js';

const id = (number: number) => `0198c0de-0000-7000-8000-0000000002a${number}`;
const grant = (number: number) => `0198c0de-0000-7000-8000-0000000002c${number}`;

const registered = (number: number, name: string, ...identifiers: [string, ...string[]]): Fact =>
  fact(OrganisationRegisteredV1, { organisationId: id(number), name, identifier: identifiers[0], identifiers, aliases: [] });
const awarded = (number: number, to: number, identifier: string, name: string, changes: Partial<GrantAwardedV1> = {}): Fact =>
  fact(GrantAwardedV1, { grantId: grant(number), organisation: { organisationId: id(to), identifier, name }, ...changes });

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  await aggregator.tell(
    'westminster',
    registered(1, 'Harbour Kitchen', 'GB-CHC-1164883'),
    fact(AliasAddedV1, { organisationId: id(1), alias: 'The Kitchen at the Harbour' }),
    registered(2, 'Tenants of Nowhere House', '360G-shared-17'),
    registered(3, 'Old Name', '360G-westminster-org-3'),
    awarded(1, 1, 'GB-CHC-1164883', 'Harbour Kitchen'),
    awarded(2, 3, '360G-westminster-org-3', 'Old Name', {
      awardedOn: '2025-02-01',
      startsOn: '2025-02-01',
      endsOn: '2025-03-31',
      years: [],
    }),
    fact(OrganisationRenamedV1, { organisationId: id(3), name: 'Bridge Advice', previousName: 'Old Name' }),
    fact(IdentifierAddedV1, { organisationId: id(3), added: 'GB-COH-09668396', identifier: 'GB-COH-09668396' }),
  );
  await aggregator.tell(
    'kensington-and-chelsea',
    registered(1, 'Harbour Community Kitchen CIO', 'GB-COH-01234567', 'GB-CHC-1164883'),
    registered(2, 'Choir of Nowhere House', '360G-shared-17'),
    awarded(1, 1, 'GB-COH-01234567', 'Harbour Community Kitchen CIO', { amountAwardedPence: 10_000_00, endsOn: '2026-06-30', years: [] }),
  );
  await aggregator.tell('hammersmith-and-fulham', registered(1, 'Harbour Kitchen Limited', 'GB-COH-01234567'));
});
afterAll(() => aggregator.stop());

interface Organisation {
  names: string[];
  identifiers: string[];
  isLocalIdentifier: boolean;
  boroughs: Record<string, unknown>[];
}

const HARBOUR = ['Harbour Community Kitchen CIO', 'Harbour Kitchen', 'Harbour Kitchen Limited'];

describe('one organisation over boroughs', () => {
  test.each(['GB-CHC-1164883', 'GB-COH-01234567', 'gb-chc-1164883', 'GB-COH-1234567'])(
    'is the same under %s, though no borough knows all of it',
    async (identifier) => {
      const found = await aggregator.json<Organisation>(`/api/v1/organisations/${identifier}`);

      expect(found).toMatchObject({ names: HARBOUR, identifiers: ['GB-CHC-1164883', 'GB-COH-01234567'], isLocalIdentifier: false });
      expect(found.boroughs).toMatchObject([
        { borough: 'hammersmith-and-fulham', runningGrants: 0, years: [] },
        {
          borough: 'kensington-and-chelsea',
          runningGrants: 1,
          runningPence: 10_000_00,
          nextEnding: '2026-06-30',
          years: [{ financialYear: '2026/27', awards: 1, awardedPence: 10_000_00, plannedGrants: null, plannedPence: null }],
        },
        {
          borough: 'westminster',
          aliases: ['The Kitchen at the Harbour'],
          runningGrants: 1,
          nextEnding: '2028-03-31',
          years: [
            { financialYear: '2026/27', awards: 1, awardedPence: 25_000_00, plannedGrants: 1, plannedPence: 12_500_00 },
            { financialYear: '2027/28', awards: 0, awardedPence: 0, plannedGrants: 1, plannedPence: 12_500_00 },
          ],
        },
      ]);
    },
  );

  test('the register and its groups join it in the same way', async () => {
    const { items } = await aggregator.json('/api/v1/grants?organisation=GB-CHC-1164883');
    const groups = await aggregator.json('/api/v1/grants?group=organisation');

    expect(items.map(({ borough }) => borough).toSorted()).toEqual(['kensington-and-chelsea', 'westminster']);
    expect(groups.items.map(({ key, name, grants, boroughs }) => [key, name, grants, boroughs])).toEqual([
      ['GB-COH-09668396', 'Bridge Advice', 1, ['westminster']],
      ['GB-CHC-1164883', 'Harbour Community Kitchen CIO', 2, ['kensington-and-chelsea', 'westminster']],
    ]);
  });

  test('a grant made under a local identifier follows the public one that was found later', async () => {
    expect((await aggregator.json('/api/v1/grants?organisation=GB-COH-09668396')).items).toHaveLength(1);
    expect(await aggregator.json<Organisation>('/api/v1/organisations/GB-COH-09668396')).toMatchObject({
      names: ['Bridge Advice'],
      identifiers: ['360G-westminster-org-3', 'GB-COH-09668396'],
      boroughs: [{ aliases: ['Old Name'] }],
    });
  });

  test('a local identifier that two boroughs use joins nothing, and the page says so', async () => {
    const page = await aggregator.page('/organisations/360G-shared-17');

    expect(page('.govuk-inset-text').text()).toContain('This identifier was made by a funder');
    expect(page('.govuk-inset-text').text()).toContain('The records below may be different organisations.');
    expect(
      page('.govuk-summary-card h2')
        .map((_, title) => page(title).text())
        .get(),
    ).toEqual(['Choir of Nowhere House, in Kensington and Chelsea', 'Tenants of Nowhere House, in Westminster']);
    expect((await aggregator.json('/api/v1/organisations?q=nowhere')).items).toHaveLength(2);
  });

  test('is a page with names, identifiers, a chart with its table, and a card a borough', async () => {
    const page = await aggregator.page('/organisations/GB-CHC-1164883');

    expect(page('h1').text()).toBe('Harbour Community Kitchen CIO');
    expect(page('main').text()).toContain(`Boroughs call it ${HARBOUR.join(', ')}.`);
    expect(page('figure svg[role=img]')).toHaveLength(1);
    expect(page('figure tbody').text().replaceAll(/\s+/g, ' ')).toContain('2026/27 No data £10,000 £25,000');
    expect(page('.govuk-summary-card')).toHaveLength(3);
    const [none, some] = [0, 1].map((at) => page('.govuk-summary-card').eq(at).text());
    expect(none).toContain('Hammersmith and Fulham has published no grant to it.');
    expect(none).not.toContain('First to end');
    expect(some).toContain('30 June 2026');
    expect(some).toContain('Grants team of Kensington and Chelsea, grants@kensington-and-chelsea.example');
    const grants = page('a[href^="/grants?borough=westminster"]').attr('href');
    expect((await aggregator.page(String(grants)))('[role=status]').text()).toContain('1 grant, £25,000');
  });

  test('is CSV by borough and year', async () => {
    const rows = parse((await aggregator.get('/api/v1/organisations/GB-CHC-1164883.csv')).body, { columns: true });
    const accepted = await aggregator.get('/api/v1/organisations/GB-CHC-1164883', 'text/csv');

    expect(rows).toMatchObject([
      { borough: 'kensington-and-chelsea', plannedPence: '' },
      { financialYear: '2026/27' },
      { financialYear: '2027/28', awards: '0' },
    ]);
    expect(accepted.headers['content-type']).toContain('text/csv');
  });

  test('that nobody published is not found, and that is said to be normal', async () => {
    expect((await aggregator.page('/organisations/GB-CHC-9999999', 404))('main').text()).toContain(
      'That is normal for an organisation without public funding.',
    );
  });
});

describe('the list of organisations', () => {
  test.each([
    ['1164883', HARBOUR],
    ['GB-CHC-1164883', HARBOUR],
    ['1234567', HARBOUR],
    ['harb kitch', HARBOUR],
    ['kitchen at', HARBOUR],
    ['old name', ['Bridge Advice']],
    ['9668396', ['Bridge Advice']],
    ["'; drop table grants --", []],
  ])('finds %s', async (q, names) => {
    const { items } = await aggregator.json(`/api/v1/organisations?q=${encodeURIComponent(q)}`);
    expect(items.flatMap((item) => item.names)).toEqual(names);
  });

  test('is by name, joined over boroughs, and walked part by part', async () => {
    const first = await aggregator.json('/api/v1/organisations?limit=3');
    const rest = await aggregator.json(`/api/v1/organisations?limit=3&cursor=${first.next}`);

    expect([...first.items, ...rest.items].map(({ identifier, name, borough }) => [identifier, name, borough])).toEqual([
      ['GB-COH-09668396', 'Bridge Advice', 'westminster'],
      ['360G-shared-17', 'Choir of Nowhere House', 'kensington-and-chelsea'],
      ['GB-CHC-1164883', 'Harbour Community Kitchen CIO', null],
      ['360G-shared-17', 'Tenants of Nowhere House', 'westminster'],
    ]);
  });

  test('is a page with a search that keeps its state, and says what to do where nothing is found', async () => {
    const page = await aggregator.page('/organisations?q=harbour&borough=westminster');
    const nothing = await aggregator.page('/organisations?q=zebra');

    expect(page('#filter-q').val()).toBe('harbour');
    expect(page('[role=status]').text()).toContain('1 organisation');
    expect(page('tbody a').attr('href')).toBe('/organisations/GB-CHC-1164883');
    expect(nothing('.app-empty').text()).toContain('Try part of the name, or the number without its letters.');
  });
});

async function expectKeysAsWorkedOutAnew(): Promise<void> {
  const recomputed = `
    with recursive links as (
      select a.identifier as one, b.identifier as other
        from organisation_identifiers a join organisation_identifiers b using (borough, organisation_id)
      where a.identifier not like '360G-%' and b.identifier not like '360G-%'
    ), reach(identifier, other) as (
      select one, other from links union select r.identifier, l.other from reach r join links l on l.one = r.other
    )
    select identifier, min(other) as key from reach group by identifier order by identifier`;

  const kept = await sql(aggregator.database.em(), 'select identifier, key from organisation_keys order by identifier');
  expect(kept).toEqual(await sql(aggregator.database.em(), recomputed));
  expect(kept.length).toBeGreaterThan(2);
}

test('the kept keys of identifiers equal those worked out anew', () => expectKeysAsWorkedOutAnew());

test('an identifier that one borough takes back joins no longer, and joins again once it is said again', async () => {
  const namesUnder = async (identifier: string) => (await aggregator.json<Organisation>(`/api/v1/organisations/${identifier}`)).names;
  const wrong = { organisationId: id(1), identifier: 'GB-COH-01234567' };
  await aggregator.tell('kensington-and-chelsea', awarded(2, 1, 'GB-CHC-1164883', 'Harbour Community Kitchen CIO'));
  await aggregator.tell('kensington-and-chelsea', fact(IdentifierRemovedV1, { ...wrong, removed: 'GB-CHC-1164883' }));

  expect(await namesUnder('GB-CHC-1164883')).toEqual(['Harbour Kitchen']);
  expect(await namesUnder('GB-COH-01234567')).toEqual(['Harbour Community Kitchen CIO', 'Harbour Kitchen Limited']);
  const { items } = await aggregator.json('/api/v1/grants?organisation=GB-COH-01234567');
  expect(items.map(({ borough, organisation }) => [borough, (organisation as OrganisationRef).identifier])).toEqual([
    ['kensington-and-chelsea', 'GB-COH-01234567'],
    ['kensington-and-chelsea', 'GB-COH-01234567'],
  ]);
  await expectKeysAsWorkedOutAnew();

  await aggregator.tell('kensington-and-chelsea', fact(IdentifierAddedV1, { ...wrong, added: 'GB-CHC-1164883' }));
  expect(await namesUnder('GB-CHC-1164883')).toEqual(HARBOUR);
  await expectKeysAsWorkedOutAnew();
});

describe('who represents an organisation', () => {
  const representative = { organisationId: id(1), representativeId: id(9) };
  const inWestminster = async (): Promise<unknown> =>
    (await aggregator.json<Organisation>('/api/v1/organisations/GB-CHC-1164883')).boroughs.find(
      ({ borough }) => borough === 'westminster',
    )?.['representatives'];
  const onPage = async (): Promise<string> =>
    (await aggregator.page('/organisations/GB-CHC-1164883'))('dt:contains("Represented by")').next().text();

  test('is read in the words of the borough at that moment, and kept nowhere', async () => {
    expect(await inWestminster()).toEqual([]);
    await aggregator.tell('westminster', fact(RepresentativeNamedV1, representative));
    expect([await inWestminster(), await onPage()]).toEqual([null, 'Westminster cannot be asked for the name just now. Try again later']);

    aggregator.answers.names.set('westminster', { [id(9)]: 'Rosa Example', [id(8)]: 'Somebody who was not asked for' });
    expect([await inWestminster(), await onPage()]).toEqual([['Rosa Example'], 'Rosa Example']);

    aggregator.answers.names.set('westminster', {});
    expect([await inWestminster(), await onPage()]).toEqual([[], '']);
  });

  test('is not asked for any more once the borough takes the reference back', async () => {
    aggregator.answers.names.set('westminster', { [id(9)]: 'Rosa Example' });
    await aggregator.tell('westminster', fact(RepresentativeUnnamedV1, representative));
    expect([await inWestminster(), await onPage()]).toEqual([[], '']);
  });
});
