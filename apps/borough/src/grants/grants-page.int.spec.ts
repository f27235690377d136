import { addDays, addMonths } from '#clock';
import { type BoroughOnPages, boroughOnPages, type Shown, visitorOf } from '../pages.fixture.js';
import { grantStatus } from './grant-status.js';

const TODAY = '2026-11-20';
let westminster: BoroughOnPages;
let count = 0;

async function send(path: string, body: object): Promise<string> {
  const answer = await westminster.ask('POST', path, { token: westminster.tokens.officer, body });
  expect(answer.status).toBeLessThan(300);
  return answer.json.id;
}

async function award(more: object = {}): Promise<string> {
  count += 1;
  const plain = { title: `Lunches ${String(count).padStart(2, '0')}`, description: 'Hot meals.', organisation: 'GB-CHC-1000000' };
  const identifier = `360G-westminster-page-${count}`;
  return send('grants', {
    identifier,
    ...plain,
    department: 'housing',
    amountAwardedPence: count * 1_000_00,
    awardedOn: '2026-04-01',
    ...more,
  });
}

beforeAll(async () => {
  westminster = await boroughOnPages();
});
afterAll(() => westminster.stop());

const titles = ({ page }: Shown) =>
  page('tbody th')
    .map((_, cell) => page(cell).children('a').text().trim())
    .get();
const open = (query = '') => westminster.public.get(`/grants${query}`);

test('before anything is recorded, the page says what would be there and who can enter it', async () => {
  const everyone = await open();
  expect(everyone.page('.app-empty').text()).toContain('None has been recorded yet.');
  expect(everyone.page('.app-empty a')).toHaveLength(0);
  expect((await westminster.officer.get('/grants')).page('.app-empty a').attr('href')).toBe('/grants/import');
  await westminster.hold('commissioning', 'commissioning-officer');
  const commissioning = await (await visitorOf(westminster, 'commissioning')).get('/grants');
  for (const way of ['/grants/award', '/grants/import']) {
    expect(commissioning.page(`main a[href="${way}"]`)).toHaveLength(0);
    expect((await westminster.officer.get('/grants')).page(`main a[href="${way}"]`).length).toBeGreaterThan(0);
  }
});

describe('with grants', () => {
  beforeAll(async () => {
    await send('organisations', {
      name: 'Example Lunch Club',
      identifiers: ['GB-CHC-1000000', 'GB-COH-09668396'],
      aliases: ['The Diners'],
    });
    await send('organisations', { name: 'Bees', identifiers: ['GB-CHC-1000001'] });
    const programmeId = await send('programmes', { title: 'Community Meals', department: 'housing' });
    for (let at = 1; at <= 55; at += 1) await award();
    await award({ title: 'Hives & <honey>', organisation: 'GB-CHC-1000001', department: 'environment', awardedOn: '2025-03-31' });
    await award({ title: 'Under a programme', programmeId, amountAwardedPence: 999_99 });
  });

  test('the register counts and sums what it finds, fifty a page, and leads on', async () => {
    const first = await open();
    expect(first.page('[role="status"] h2').text()).toBe('57 grants');
    expect(titles(first)).toHaveLength(50);
    const next = first.page('.govuk-pagination__next a').attr('href') ?? '';
    const second = await open(next);
    expect(titles(second)).toHaveLength(7);
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(57);
    expect(titles(second).at(-1)).toBe('Hives & <honey>');
  });

  test.each([
    ['?sort=amount&direction=ascending', 'Under a programme'],
    ['?sort=amount', 'Under a programme', 'last'],
    ['?sort=title', 'Hives & <honey>'],
    ['?sort=organisation', 'Hives & <honey>'],
    ['?sort=awarded&direction=ascending', 'Hives & <honey>'],
  ])('%s puts %s at its end of the list, over all pages', async (query, title, place = 'first') => {
    const first = await open(query);
    const second = await open(first.page('.govuk-pagination__next a').attr('href') ?? '');
    const all = [...titles(first), ...titles(second)];
    expect(all).toHaveLength(57);
    expect(place === 'first' ? all[0] : all.at(-1)).toBe(title);
  });

  test.each([
    ['?q=honey', 1],
    ['?q=hive+bees', 1],
    ['?q=360G-westminster-page-7', 1],
    ['?q=%25', 0],
    ['?organisation=diners', 56],
    ['?organisation=09668396', 56],
    ['?organisation=9668396', 56],
    ['?organisation=gb-coh-9668396', 56],
    ['?organisation=100+0000', 56],
    ['?organisation=GB-CHC-1000001', 1],
    ['?department=environment', 1],
    ['?department=environment&department=housing', 57],
    ['?financialYear=2024/25', 1],
    ['?financialYear=2024/25&financialYear=2026/27', 57],
    ['?size=under-1000', 1],
    ['?size=under-1000&size=50000-to-100000', 8],
    ['?funding=other', 0],
    ['?funding=own&funding=other', 57],
    ['?status=no-dates', 57],
    ['?status=live', 0],
    ['?status=live&status=no-dates', 57],
  ])('%s finds %i', async (query, found) => {
    const { status, page } = await open(query);
    expect([status, page('[role="status"] h2').text()]).toEqual([200, found === 1 ? '1 grant' : `${found} grants`]);
    expect(page('.app-chip')).toHaveLength([...new URLSearchParams(query)].length);
  });

  test('each filter says how many it would find with the others as they are', async () => {
    const { page } = await open('?department=environment');
    const labels = page('.app-filter label')
      .map((_, label) => page(label).text().trim())
      .get();
    expect(labels).toEqual(expect.arrayContaining(['Environment (1)', 'Housing (56)', 'No dates (1)', 'The borough’s own (1)']));
    expect(
      page('#filter-programme option')
        .map((_, option) => page(option).text())
        .get(),
    ).toEqual(['All', 'Community Meals (Housing)']);
  });

  test.each([
    ['?status=none', 'A status is one of'],
    ['?financialYear=2026', 'Give a financial year like 2026/27.'],
    ['?sort=mood', 'Sort by one of'],
    ['?cursor=mine', 'This cursor was not made by this list'],
    ['?programme=x', 'A programme is chosen by its id.'],
  ])('%s is refused by a page that says why', async (query, message) => {
    const { status, page } = await open(query);
    expect([status, page('main').text()]).toEqual([400, expect.stringContaining(message)]);
  });

  test('every download that is offered is there', async () => {
    const { page } = await open();
    const addresses = page('main a[href^="/api/v1/"]')
      .map((_, link) => page(link).attr('href'))
      .get();
    expect(addresses).toEqual([
      '/api/v1/grants.csv',
      '/api/v1/grants.json',
      '/api/v1/grants/transparency-code/2026-27.csv',
      '/api/v1/grants/transparency-code/2024-25.csv',
    ]);
    const found = await open('?department=housing&organisation=a%26b&sort=title');
    expect(found.page('main a[href^="/api/v1/grants.csv?"]').attr('href')).toBe('/api/v1/grants.csv?department=housing&organisation=a%26b');
    expect((await open('?status=withdrawn')).page('main a[href^="/api/v1/grants.csv?"]')).toHaveLength(0);
    for (const address of addresses) expect([address, (await westminster.public.get(address)).status]).toEqual([address, 200]);
  });

  test('a withdrawn grant is in no list but its own, with its mark alone', async () => {
    const id = await award({ title: 'CANARY-GONE', description: 'CANARY-GONE' });
    await send(`grants/${id}/withdrawal`, { reason: 'Entered twice.' });
    expect((await open('?q=CANARY')).page('[role="status"] h2').text()).toBe('0 grants');
    const { page, text } = await open('?status=withdrawn');
    expect(page('tbody th').text().trim()).toBe('Withdrawn grant');
    expect(text).not.toContain('CANARY');
  });
});

test('the status by which a grant is found is the one that its dates say', async () => {
  const days = [addMonths(TODAY, -5), addDays(TODAY, -1), TODAY, addDays(TODAY, 1), addDays(addMonths(TODAY, 3), -1), addMonths(TODAY, 3)];
  const periods = days.flatMap((startsOn) =>
    [undefined, ...days].filter((endsOn) => !endsOn || endsOn >= startsOn).map((endsOn) => ({ startsOn, endsOn })),
  );
  for (const { startsOn, endsOn } of periods) {
    const id = await award({ title: `Status ${count}`, awardedOn: '2026-04-01', startsOn, ...(endsOn ? { endsOn } : {}) });
    const { status } = grantStatus({ awardedOn: '2026-04-01', startsOn, endsOn }, TODAY);
    const found = await open(`?status=${status}&q=360G-westminster-page-${count}`);
    expect([startsOn, endsOn, status, found.page(`a[href="/grants/${id}"]`).length]).toEqual([startsOn, endsOn, status, 1]);
  }
});
