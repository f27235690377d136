import { until } from '../../../../test/support/until.js';
import { type BoroughOnPages, boroughOnPages } from '../pages.fixture.js';

let westminster: BoroughOnPages;
beforeAll(async () => {
  westminster = await boroughOnPages('2026-11-20T23:30:00Z');
});
afterAll(() => westminster.stop());

test('an empty borough says what would be there; with a grant its figures stand with their dates and lead to the grants', async () => {
  const empty = await westminster.public.get('/');
  expect(empty.title).toBe('Local Compact of Westminster');
  expect(empty.page('.app-empty').text()).toContain('None has been recorded yet.');
  expect(empty.page('main').text()).toContain('Grants and partnerships team (sample)');
  expect((await westminster.officer.get('/')).page('main').text()).toContain('Nothing waits for you.');

  const token = westminster.tokens.officer;
  await westminster.ask('POST', 'organisations', { token, body: { name: 'Bees', identifiers: ['GB-CHC-1000001'] } });
  const body = { title: 'Hives', description: 'For bees.', organisation: 'GB-CHC-1000001', department: 'housing', awardedOn: '2026-04-01' };
  await westminster.ask('POST', 'grants', { token, body: { ...body, amountAwardedPence: 1_234_56 } });
  await until(
    () => westminster.public.get('/'),
    ({ page }) => /complete to\s+20 November 2026/.test(page('main').text()),
  );

  const { page } = await westminster.public.get('/');
  const rows = Object.fromEntries(
    page('.govuk-summary-list__row')
      .map((_, row) => [
        page(row)
          .children()
          .map((__, cell) => page(cell).text().trim())
          .get(),
      ])
      .get(),
  ) as Record<string, string>;
  expect(rows).toMatchObject({
    'Grants recorded': '1',
    'Awarded in 2026/27': "£1,234.56 in 1 grant of the borough's own money, up to 20 November 2026",
    Organisations: '1',
    'Records of grants complete to': '20 November 2026',
  });
  const figure = page('a[href^="/grants?financialYear"]').attr('href') ?? '';
  expect((await westminster.public.get(figure)).page('[role="status"] h2').text()).toBe('1 grant');
  expect(page('main').text()).not.toContain('Waiting for you');
});

test('publish check: everyone sees what is complete to when; the officer for the whole borough says that it is to today', async () => {
  westminster.clock.set('2026-11-21T00:30:00Z');
  const card = async (visitor = westminster.public) =>
    (await visitor.get('/publish')).page('.govuk-summary-card').first().text().replaceAll(/\s+/g, ' ');

  expect(await card()).toContain('Records 1');
  expect(await card()).toContain('Complete to 20 November 2026');
  expect(await card()).not.toContain('Held back');
  expect(await card(westminster.officer)).toContain('Held back by our own rule Nothing');
  expect((await westminster.housing.get('/publish')).page('main form')).toHaveLength(0);
  expect((await westminster.housing.send('/publish', { recordType: 'grants' })).status).toBe(403);
  expect((await westminster.public.send('/publish', { recordType: 'grants' })).status).toBe(401);

  const told = await westminster.officer.post('/publish', { recordType: 'grants' });

  expect(told.page('.govuk-notification-banner').text()).toContain('Grants are complete to today.');
  expect(await card()).toContain('Complete to 21 November 2026');
  expect((await westminster.ask('GET', 'completeness')).json).toMatchObject({
    items: { grants: { completeTo: '2026-11-21', agreedDays: 92 } },
  });
  const refused = await westminster.officer.post('/publish', { recordType: 'secrets' });
  expect([refused.status, refused.page('.govuk-error-summary').text()]).toEqual([
    400,
    expect.stringContaining('Choose grants, programmes, organisations, compacts, commitments or consultations'),
  ]);
  westminster.clock.set('2026-11-20T23:30:00Z');
});

test('the statements that every reader is owed name this borough and its contact', async () => {
  for (const path of ['/accessibility-statement', '/privacy', '/cookies']) {
    const { status, page } = await westminster.public.get(path);
    expect([path, status, page('h1').length]).toEqual([path, 200, 1]);
  }
  expect((await westminster.public.get('/privacy')).page('main').text()).toContain('for 90 days after the last answer');
  expect((await westminster.public.get('/accessibility-statement')).page('main').text()).toContain('grants@westminster.example');
});
