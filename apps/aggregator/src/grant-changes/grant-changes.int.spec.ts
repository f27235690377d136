import {
  GrantAwardedV1,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  GrantWithdrawnV1,
  LevelChangedV1,
  LevelProtectedV1,
  LevelSetV1,
  ProgrammeOpenedV1,
  VariationWithdrawnV1,
} from '#contracts';
import { parse } from 'csv-parse/sync';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact, type Fact } from '../told.fixture.js';

const programme = (number: number) => `0198c0de-0000-7000-8000-0000000001b${number}`;
const grant = (number: number) => `0198c0de-0000-7000-8000-0000000001c${number}`;
const variation = (number: number) => `0198c0de-0000-7000-8000-0000000001d${number}`;

const level = (number: number, financialYear: string, pounds: number): Fact =>
  fact(LevelSetV1, { programmeId: programme(number), financialYear, amountPence: pounds * 100 });
const award = (number: number, awardedOn: string, pounds: number, ownFunding = true): Fact =>
  fact(GrantAwardedV1, {
    grantId: grant(number),
    awardedOn,
    amountAwardedPence: pounds * 100,
    years: [],
    funder: { ...GrantAwardedV1.sample.funder, ownFunding },
  });

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  await aggregator.tell(
    'westminster',
    ...[1, 2, 3, 4, 5].map((number) => fact(ProgrammeOpenedV1, { programmeId: programme(number), title: `Programme ${number}` })),
    level(1, '2025/26', 1000),
    level(1, '2026/27', 1500),
    level(2, '2025/26', 2000),
    level(2, '2026/27', 1600),
    level(3, '2025/26', 300),
    level(3, '2026/27', 0),
    level(4, '2025/26', 50),
    level(4, '2026/27', 80),
    fact(LevelChangedV1, { programmeId: programme(4), financialYear: '2026/27', previousAmountPence: 8000, amountPence: 5000 }),
    level(5, '2026/27', 700),
    fact(LevelProtectedV1, { programmeId: programme(1), financialYear: '2026/27' }),
    fact(LevelProtectedV1, { programmeId: programme(2), financialYear: '2026/27' }),
    fact(LevelProtectedV1, { programmeId: programme(5), financialYear: '2026/27' }),
    award(1, '2026-03-31', 100),
    award(2, '2026-04-01', 200),
    award(3, '2027-03-31', 300),
    award(4, '2026-05-01', 9999, false),
    award(5, '2026-05-01', 7777),
    fact(GrantWithdrawnV1, { grantId: grant(5) }),
    fact(GrantIncreasedV1, {
      grantId: grant(1),
      variationId: variation(1),
      effectiveOn: '2026-04-01',
      previousAmountPence: 10_000,
      amountPence: 12_000,
    }),
    fact(GrantReducedV1, {
      grantId: grant(2),
      variationId: variation(2),
      effectiveOn: '2026-10-01',
      previousAmountPence: 20_000,
      amountPence: 15_000,
    }),
    fact(GrantReducedV1, {
      grantId: grant(2),
      variationId: variation(3),
      effectiveOn: '2026-11-01',
      previousAmountPence: 15_000,
      amountPence: 10_000,
    }),
    fact(VariationWithdrawnV1, { grantId: grant(2), variationId: variation(3), amountPence: 15_000 }),
    fact(GrantEndedV1, {
      grantId: grant(3),
      variationId: variation(4),
      effectiveOn: '2027-03-31',
      previousAmountPence: 30_000,
      amountPence: 0,
    }),
    fact(GrantReducedV1, {
      grantId: grant(4),
      variationId: variation(5),
      effectiveOn: '2026-10-01',
      previousAmountPence: 999_900,
      amountPence: 0,
    }),
  );
  await aggregator.tell('kensington-and-chelsea', award(6, '2026-06-01', 60));
  await aggregator.isHeard('hammersmith-and-fulham');
});
afterAll(() => aggregator.stop());

const NOUGHT = { count: 0, amountPence: 0 };

describe('grant changes as data', () => {
  test('set the levels of each programme beside the year before, and count what changed of grants in the year', async () => {
    const { items } = await aggregator.json('/api/v1/grant-changes?borough=westminster&financialYear=2026/27');

    expect(items).toEqual([
      {
        borough: 'westminster',
        financialYear: '2026/27',
        state: 'published',
        levels: {
          programmes: { count: 5, amountPence: 385_000 },
          new: { count: 1, amountPence: 70_000 },
          raised: { count: 1, amountPence: 50_000 },
          cut: { count: 1, amountPence: -40_000 },
          ended: { count: 1, amountPence: -30_000 },
          unchanged: { count: 1, amountPence: 0 },
          protected: { count: 3, amountPence: 380_000, kept: 1, notKept: 1, notKnown: 1 },
        },
        awards: {
          new: { count: 2, amountPence: 50_000 },
          raised: { count: 1, amountPence: 2_000 },
          cut: { count: 1, amountPence: -5_000 },
          ended: { count: 1, amountPence: -30_000 },
        },
      },
    ]);
  });

  test('a first year has levels and no changes, since there is nothing to compare with', async () => {
    const { items } = await aggregator.json('/api/v1/grant-changes?borough=westminster&financialYear=2025/26');

    expect(items).toMatchObject([
      {
        levels: { programmes: { count: 4, amountPence: 335_000 }, new: null, raised: null, cut: null, ended: null, unchanged: null },
        awards: { new: { count: 1, amountPence: 10_000 }, raised: NOUGHT, cut: NOUGHT, ended: NOUGHT },
      },
    ]);
  });

  test('every borough is there for every year, by name; one that published nothing has no data, never nought', async () => {
    const { items } = await aggregator.json('/api/v1/grant-changes?financialYear=2026/27&financialYear=2019/20');

    expect(items.map(({ financialYear, borough, state }) => [financialYear, borough, state])).toEqual([
      ['2026/27', 'hammersmith-and-fulham', 'no-data'],
      ['2026/27', 'kensington-and-chelsea', 'published'],
      ['2026/27', 'westminster', 'published'],
      ['2019/20', 'hammersmith-and-fulham', 'no-data'],
      ['2019/20', 'kensington-and-chelsea', 'no-data'],
      ['2019/20', 'westminster', 'no-data'],
    ]);
    expect(items[0]).toMatchObject({ levels: null, awards: null });
    expect(items[1]).toMatchObject({ levels: null, awards: { new: { count: 1, amountPence: 6_000 }, cut: NOUGHT } });
  });

  test('is CSV with an empty cell where nothing is known', async () => {
    const rows = parse((await aggregator.get('/api/v1/grant-changes.csv?financialYear=2026/27')).body, { columns: true });

    expect(rows).toMatchObject([
      { borough: 'hammersmith-and-fulham', state: 'no-data', awardsCutCount: '', awardsCutPence: '' },
      { borough: 'kensington-and-chelsea', levelsCutCount: '', awardsCutCount: '0', awardsCutPence: '0' },
      { borough: 'westminster', levelsCutPence: '-40000', levelsProtectedKept: '1', awardsEndedPence: '-30000' },
    ]);
  });

  test('every count leads to as many grants or programmes', async () => {
    const page = await aggregator.page('/grant-changes?borough=westminster&financialYear=2026/27');
    const hrefs = page('td a')
      .map((_, link) => page(link).attr('href'))
      .get();

    expect(hrefs).toHaveLength(11);
    for (const href of hrefs) {
      const { items } = await aggregator.json(`/api/v1${href}`);
      const hint = page(`td a[href="${href}"]`).parent().find('.app-cell-hint').text();
      expect([href, items.length]).toEqual([href, Number.parseInt(hint, 10)]);
    }
  });
});

describe('grant changes as a page', () => {
  test('shows the newest year that has begun, with the chart’s numbers as a table and no data in words', async () => {
    const page = await aggregator.page('/grant-changes');

    expect(page('h1').text()).toBe('Grant changes in 2026/27');
    expect(page('figure').first().find('figcaption').text()).toBe('Grants were cut in 1 of 2 boroughs in 2026/27; no data for 1 borough');
    expect(page('figure svg[role=img]')).toHaveLength(2);
    const rows = page('figure')
      .first()
      .find('tbody tr')
      .map((_, row) => page(row).text().replaceAll(/\s+/g, ' ').trim())
      .get();
    expect(rows).toEqual([
      'Hammersmith and Fulham No data No data No data No data',
      'Kensington and Chelsea £601 grant £00 grants £00 grants £00 grants',
      'Westminster £5002 grants £201 grant −£501 grant −£3001 grant',
    ]);
    expect(page('main table')).toHaveLength(2);
    expect(page('.govuk-details__text').text()).toContain('Where a borough published no level at all for the year before');
    expect(page('.app-freshness__line')).toHaveLength(3);
  });

  test('of one borough shows its years, oldest first', async () => {
    const page = await aggregator.page('/grant-changes?borough=westminster');

    expect(
      page('figure')
        .first()
        .find('tbody th')
        .map((_, cell) => page(cell).text().trim())
        .get(),
    ).toEqual(['2025/26', '2026/27']);
    expect(page('a[href^="/api/v1/grant-changes.csv"]').first().attr('href')).toBe('/api/v1/grant-changes.csv?borough=westminster');
  });

  test('says what to do where nothing is published, and what is wrong with a year that is none', async () => {
    expect((await aggregator.page('/grant-changes?financialYear=1999/00'))('.app-empty').text()).toContain('Choose another year');
    expect((await aggregator.page('/grant-changes?financialYear=1999', 400))('main').text()).toContain(
      'Give a financial year like 2026/27.',
    );
  });
});

describe('programmes', () => {
  test('show each level beside the year before, why it changed, and whether a pledge was kept', async () => {
    const { items } = await aggregator.json('/api/v1/programmes?borough=westminster&financialYear=2026/27');
    const page = await aggregator.page('/programmes?borough=westminster&financialYear=2026/27');

    expect(items.map(({ title, change, differencePence, isKept }) => [title, change, differencePence, isKept])).toEqual([
      ['Programme 1', 'raised', 50_000, true],
      ['Programme 2', 'cut', -40_000, false],
      ['Programme 3', 'ended', -30_000, null],
      ['Programme 4', 'unchanged', 0, null],
      ['Programme 5', 'new', 70_000, null],
    ]);
    expect(
      page('main h3')
        .map((_, heading) => page(heading).text())
        .get(),
    ).toEqual(items.map(({ title }) => title));
    expect(page('[role=status]').text()).toBe('5 programmes, 5 levels');
    expect(page('tbody').text()).toContain('Set at £80, changed on 9 July 2026: The public health grant was reduced in the year.');
    expect(page('tbody').text()).toContain('Pledged on 26 February 2026: not kept');
    expect(page('tbody').text()).toContain('Pledged on 26 February 2026: cannot be told, a level is missing');
  });

  test('are walked part by part, and filtered by change', async () => {
    const first = await aggregator.json('/api/v1/programmes?limit=8');
    const rest = await aggregator.json(`/api/v1/programmes?limit=8&cursor=${first.next}`);
    const { items } = await aggregator.json('/api/v1/programmes?change=cut&change=ended');

    expect([first.items.length, rest.items.length, rest.next]).toEqual([8, 1, null]);
    const part = await aggregator.page('/programmes?limit=7');
    const last = await aggregator.page(`/programmes${part('.govuk-pagination__next a').attr('href')}`);
    expect([part('main tbody tr').length, last('main tbody tr').length]).toEqual([6, 3]);
    expect(part('main h3').length + last('main h3').length).toBe(5);
    expect(items).toHaveLength(2);
    expect((await aggregator.page('/programmes?financialYear=1999/00'))('.app-empty').text()).toContain('Take a filter away');
  });
});

test('grant changes are given in parts where fewer are asked for than there are', async () => {
  const all = await aggregator.json('/api/v1/grant-changes');
  const first = await aggregator.json('/api/v1/grant-changes?limit=2');
  const second = await aggregator.json(`/api/v1/grant-changes?limit=500&cursor=${first.next}`);

  expect(all.next).toBeNull();
  expect([...first.items, ...second.items]).toEqual(all.items);
  expect([first.items.length, second.next]).toEqual([2, null]);
});
