import { GrantAwardedV1, GrantCorrectedV1, GrantIncreasedV1, GrantReducedV1, GrantWithdrawnV1, VariationWithdrawnV1 } from '#contracts';
import { parse } from 'csv-parse/sync';
import { TestAggregator } from '../aggregator.fixture.js';
import { fact } from '../told.fixture.js';

const id = (number: number) => `0198c0de-0000-7000-8000-00000000000${number}`;
const { organisation, funder } = GrantAwardedV1.sample;

let aggregator: TestAggregator;
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  const other = { organisationId: '0198c0de-0000-7000-8000-0000000000a2', identifier: 'GB-CHC-2000000', name: 'Youth Choir' };
  await aggregator.tell(
    'westminster',
    fact(GrantAwardedV1),
    fact(GrantAwardedV1, {
      grantId: id(2),
      identifier: '360G-westminster-2',
      title: 'Singing together',
      organisation: other,
      amountAwardedPence: 90_000,
      awardedOn: '2024-05-01',
      startsOn: '2024-05-01',
      endsOn: '2025-03-31',
      years: [],
      funder: { identifier: 'GB-CHC-230260', name: 'A Foundation', ownFunding: false },
    }),
    fact(GrantAwardedV1, { grantId: id(3), identifier: '360G-westminster-3', title: 'Never was' }),
    fact(GrantReducedV1),
    fact(GrantWithdrawnV1, { grantId: id(3) }),
  );
  await aggregator.tell(
    'kensington-and-chelsea',
    fact(GrantAwardedV1, { identifier: '360G-kc-1', title: 'Meals on wheels', amountAwardedPence: 120_000_00, years: [] }),
  );
  await aggregator.isHeard('hammersmith-and-fulham', { completeness: { grants: null, organisations: null, programmes: null } });
});
afterAll(() => aggregator.stop());

const titles = async (query: string) => (await aggregator.json(`/api/v1/grants?${query}`)).items.map(({ title }) => title);

describe('the register as data', () => {
  test('has every grant of every borough, newest first, with its status of today', async () => {
    const { items, next } = await aggregator.json('/api/v1/grants');

    expect(next).toBeNull();
    expect(items.map(({ borough, title }) => [borough, title])).toEqual([
      ['westminster', 'Lunches for older people'],
      ['kensington-and-chelsea', 'Meals on wheels'],
      ['westminster', 'Singing together'],
    ]);
    expect(items[0]).toEqual({
      ...GrantAwardedV1.sample,
      borough: 'westminster',
      organisation: { ...organisation, isLocalIdentifier: false },
      funder,
      amountPence: 22_500_00,
      financialYear: '2026/27',
      years: GrantReducedV1.sample.years,
      status: 'live',
      statusSays: 'Live: runs to 31 March 2028',
      withdrawnOn: null,
      withdrawnReason: null,
    });
  });

  test.each([
    ['borough=kensington-and-chelsea', ['Meals on wheels']],
    ['borough=westminster&borough=kensington-and-chelsea&q=older', ['Lunches for older people']],
    ['q=360G-kc-1', ['Meals on wheels']],
    ['q=singing%20choirs', ['Singing together']],
    ['q=!%26|', []],
    ['organisation=GB-CHC-2000000', ['Singing together']],
    ['organisation=GB-CHC-9999999', []],
    ['programme=community%20meals&funding=own', ['Lunches for older people', 'Meals on wheels']],
    [`programme=${GrantAwardedV1.sample.programme?.programmeId}&borough=westminster&status=ended`, ['Singing together']],
    ['department=none', []],
    ['funder=GB-CHC-230260', ['Singing together']],
    ['funding=other', ['Singing together']],
    ['financialYear=2024/25', ['Singing together']],
    ['status=ended', ['Singing together']],
    ['status=live&status=ending', ['Lunches for older people', 'Meals on wheels']],
    ['size=under-1000', ['Singing together']],
    ['size=10000-to-50000&size=100000-and-over', ['Lunches for older people', 'Meals on wheels']],
    ['change=cut&financialYear=2027/28', ['Lunches for older people']],
    ['change=cut&financialYear=2026/27', []],
    ['change=new&financialYear=2026/27', ['Lunches for older people', 'Meals on wheels']],
    ['sort=amount', ['Meals on wheels', 'Lunches for older people', 'Singing together']],
    ['sort=amount&direction=ascending', ['Singing together', 'Lunches for older people', 'Meals on wheels']],
    ['sort=title', ['Lunches for older people', 'Meals on wheels', 'Singing together']],
    ['sort=ends', ['Singing together', 'Meals on wheels', 'Lunches for older people']],
    ['sort=organisation&direction=descending', ['Singing together', 'Lunches for older people', 'Meals on wheels']],
  ])('by %s', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  test.each(['', 'sort=amount&', 'sort=title&', 'sort=ends&', 'sort=organisation&direction=descending&'])(
    'is walked part by part: %s',
    async (query) => {
      const seen: unknown[] = [];
      let cursor: string | null = '';
      do {
        const { items, next }: { items: Record<string, unknown>[]; next: string | null } = await aggregator.json(
          `/api/v1/grants?${query}limit=1${cursor}`,
        );
        seen.push(...items.map(({ title }) => title));
        cursor = next && `&cursor=${next}`;
      } while (cursor);

      expect(seen).toEqual(await titles(query));
    },
  );

  test.each([
    ['borough=nowhere', '/borough', 'There is no borough nowhere.'],
    ['financialYear=2026', '/financialYear', 'Give a financial year like 2026/27.'],
    ['status=gone', '/status', 'A status is one of'],
    ['status=withdrawn&status=live', '/status', 'Withdrawn grants have no dates.'],
    ['sort=colour', '/sort', 'Sort by one of'],
    ['limit=501', '/limit', 'limit must be a whole number from 1 to 500'],
    ['cursor=x', '/cursor', 'This cursor was not made by this list'],
  ])('refuses %s and says why', async (query, pointer, detail) => {
    expect(await aggregator.json(`/api/v1/grants?${query}`, 400)).toMatchObject({
      errors: [{ pointer, detail: expect.stringContaining(detail) }],
    });
  });

  test('is grouped by organisation, programme, department and funder', async () => {
    const groups = async (group: string) =>
      (await aggregator.json(`/api/v1/grants?group=${group}`)).items.map(({ name, boroughs, grants, amountPence }) => [
        name,
        boroughs,
        grants,
        amountPence,
      ]);
    const both = ['kensington-and-chelsea', 'westminster'];

    expect(await groups('organisation')).toEqual([
      ['Example Lunch Club', both, 2, 142_500_00],
      ['Youth Choir', ['westminster'], 1, 90_000],
    ]);
    expect(await groups('funder')).toEqual([
      ['A Foundation', ['westminster'], 1, 90_000],
      ['City of Westminster', both, 2, 142_500_00],
    ]);
    expect(await groups('programme')).toEqual([
      ['Community Meals', ['kensington-and-chelsea'], 1, 120_000_00],
      ['Community Meals', ['westminster'], 2, 23_400_00],
    ]);
    expect(await groups('department')).toHaveLength(2);
  });

  test('is CSV, part by part in the API and whole at the page', async () => {
    const part = await aggregator.get('/api/v1/grants.csv?limit=2');
    const whole = await aggregator.get('/grants.csv?borough=westminster');
    const grouped = await aggregator.get('/grants.csv?group=organisation');

    expect(part.headers.link).toContain('rel="next"');
    expect(parse(part.body, { columns: true })).toMatchObject([
      { borough: 'westminster', amountPence: '2250000', amountPounds: '22500.00' },
      {},
    ]);
    expect(parse(whole.body, { columns: true })).toHaveLength(2);
    expect(parse(grouped.body, { columns: true })).toMatchObject([{ key: 'GB-CHC-1000000', grants: '2' }, {}]);
    expect(JSON.parse((await aggregator.get('/grants.json?borough=westminster')).body)).toMatchObject({
      items: [{ status: 'live' }, { status: 'ended' }],
    });
    expect(JSON.parse((await aggregator.get('/grants.json?q=nothing')).body)).toEqual({ items: [] });
    expect((await aggregator.get('/api/v1/grants.csv?group=funder')).statusCode).toBe(400);
    expect(parse((await aggregator.get('/api/v1/grant-groups.csv?group=funder')).body, { columns: true })).toHaveLength(2);
  });
});

describe('the register as a page', () => {
  test('shows what was granted, how much of it and how fresh it is', async () => {
    const page = await aggregator.page('/grants');

    expect(page('h1').text()).toBe('Grants');
    expect(page('[role=status]').text()).toContain('3 grants, £143,400 in all');
    expect(
      page('.app-freshness__line')
        .map((_, line) => page(line).text().replaceAll(/\s+/g, ' ').trim())
        .get(),
    ).toEqual([
      'Hammersmith and Fulham Partly published Commitments, compacts, consultations, grants, organisations and programmes: not yet.',
      'Kensington and Chelsea Up to date Complete to 12 May 2026. Received 0 seconds ago.',
      'Westminster Up to date Complete to 12 May 2026. Received 0 seconds ago.',
    ]);
    expect(page('.govuk-inset-text').first().text().trim()).toBe(
      'Hammersmith and Fulham does not publish grants yet, so it shows no data for them here.',
    );
    expect(page('tbody tr').first().text()).toContain('Awarded as £25,000');
    expect(page('main').text()).toContain('1 grant was withdrawn by its borough and is left out.');
  });

  test('keeps the whole state in the address: filters, order, grouping, download', async () => {
    const page = await aggregator.page('/grants?borough=westminster&status=live&sort=amount&direction=descending');

    expect(page('input[name=borough]:checked').val()).toBe('westminster');
    expect(page('.app-chip').text()).toContain('Status: Live');
    expect(page('th[aria-sort=descending]').text()).toContain('Amount');
    expect(page('nav[aria-label="Group grants by"] a').first().attr('href')).toContain('borough=westminster&status=live');
    expect(page('a[href^="/grants.csv"]').attr('href')).toBe(
      '/grants.csv?borough=westminster&status=live&sort=amount&direction=descending',
    );
    expect(page('label[for^=filter-status]').text()).toMatch(/Live \(1\)\s*Ended \(1\)/);
  });

  test('is grouped with links to the grants behind each sum', async () => {
    const page = await aggregator.page('/grants?group=organisation&financialYear=2026/27');

    const first = page('tbody tr').first();
    expect(first.text()).toContain('Kensington and Chelsea, Westminster');
    expect(first.find('td a').attr('href')).toBe('/grants?organisation=GB-CHC-1000000&financialYear=2026%2F27');
    expect((await aggregator.page(String(first.find('td a').attr('href'))))('[role=status]').text()).toContain('2 grants, £142,500');
  });

  test('with nothing to show says what would be here and what to do', async () => {
    const page = await aggregator.page('/grants?q=zebra');

    expect(page('.app-empty').text()).toContain('Grants that fit all the filters would be here.');
    expect(page('.app-empty a').attr('href')).toBe('/grants');
  });

  test('what was typed wrongly is explained on a page, which leads to the same list without it', async () => {
    const year = await aggregator.page('/grants?financialYear=yesterday&q=lunch&sort=amount', 400);
    const borough = await aggregator.page('/grants?borough=nowhere', 400);

    expect(year('main').text()).toContain('“yesterday” cannot be used for “financialYear”');
    expect(year('main').text()).toContain('Give a financial year like 2026/27.');
    expect(year('main a').first().attr('href')).toBe('/grants?q=lunch&sort=amount');
    expect(borough('main').text()).toContain('The boroughs are hammersmith-and-fulham, kensington-and-chelsea, westminster.');
    expect(borough('main a').first().attr('href')).toBe('/grants');
  });

  test('of withdrawn grants shows the marks and nothing else', async () => {
    const page = await aggregator.page('/grants?status=withdrawn');

    expect(page('tbody tr').text().replaceAll(/\s+/g, ' ')).toContain('20 April 2026 Westminster Entered twice.');
    expect(page('body').text()).not.toContain('Never was');
  });
});

describe('one grant', () => {
  test('shows what is known of it, its money by year and what happened, the latest first', async () => {
    await aggregator.tell(
      'kensington-and-chelsea',
      fact(GrantIncreasedV1),
      fact(VariationWithdrawnV1, { variationId: GrantIncreasedV1.sample.variationId, kind: 'increased' }),
      fact(GrantCorrectedV1, { title: 'Meals' }),
    );
    const page = await aggregator.page(`/grants/westminster/${id(1)}`);
    const other = await aggregator.page(`/grants/kensington-and-chelsea/${id(1)}`);

    expect(page('h1').text()).toBe('Lunches for older people');
    expect(page('.govuk-summary-list').text()).toContain('£22,500, awarded as £25,000');
    expect(page('table').text()).toContain('Indicative: still to be confirmed');
    expect(
      page('.app-timeline__title')
        .map((_, title) => page(title).text())
        .get(),
    ).toEqual(['Last day of the grant', 'Cut from £25,000 to £22,500', 'First day of the grant', 'Awarded £25,000']);
    expect(page('.app-timeline').text()).toContain(
      'Told in writing on 10 December 2026, received on 14 December 2026: 108 days before it takes effect.',
    );
    expect(other('.app-timeline').text()).toContain('A told increase was taken back');
    expect(other('.app-timeline').text()).toContain('Record corrected: title');
    expect(other('.app-timeline').text()).not.toContain('A fourth day each week.');
    expect(await aggregator.json(`/api/v1/grants/westminster/${id(1)}`)).toMatchObject({
      variations: [{ kind: 'reduced', differencePence: -250_000 }],
      corrections: [],
    });
  });

  test('leads to the same grant on the pages of its borough, where their address is known', async () => {
    const page = await aggregator.page(`/grants/westminster/${id(1)}`);
    const withdrawn = await aggregator.page(`/grants/westminster/${id(3)}`);
    const other = await aggregator.page(`/grants/kensington-and-chelsea/${id(1)}`);

    expect(page(`a[href="https://grants.westminster.example/grants/${id(1)}"]`).text()).toBe('This grant on the pages of Westminster');
    expect(withdrawn(`a[href="https://grants.westminster.example/grants/${id(3)}"]`)).toHaveLength(1);
    expect(other('main').text()).not.toContain('on the pages of');
  });

  test('that was withdrawn keeps its mark and nothing of its content', async () => {
    const page = await aggregator.page(`/grants/westminster/${id(3)}`);

    expect(page('.govuk-inset-text').text()).toContain('Withdrawn on 20 April 2026 by Westminster: Entered twice.');
    expect(page('body').text()).not.toContain('Never was');
  });

  test('that nobody published is not found', async () => {
    await aggregator.page(`/grants/westminster/${id(9)}`, 404);
    expect((await aggregator.page('/grants/westminster/nonsense', 404))('main').text()).toContain('There is no such grant.');
    expect(await aggregator.json(`/api/v1/grants/nowhere/${id(1)}`, 404)).toMatchObject({ code: 'not-found' });
  });
});
