import { type BoroughOnPages, boroughOnPages } from '../pages.fixture.js';

let westminster: BoroughOnPages;
beforeAll(async () => {
  westminster = await boroughOnPages();
});
afterAll(() => westminster.stop());

const decided = { 'decidedOn-day': '26', 'decidedOn-month': '2', 'decidedOn-year': '2026' };

test('a programme is opened, given a level, changed with a reason and protected, and everyone sees it', async () => {
  expect((await westminster.public.get('/programmes')).page('.app-empty').text()).toContain('None is open yet.');
  const opened = await westminster.officer.post('/programmes/open', { title: 'Community Meals', code: 'CM', department: 'housing' });
  expect([opened.heading, opened.page('.app-empty').first().text()]).toEqual([
    'Community Meals',
    expect.stringContaining('None has been recorded.'),
  ]);

  const level = { financialYear: '2026/27', amountPence: '£50,000', ...decided };
  const set = await westminster.housing.post(`${opened.path}/level`, level);
  expect(set.page('.govuk-notification-banner').text()).toContain('The level for 2026/27 is £50,000.');
  const unexplained = await westminster.officer.post(`${opened.path}/level`, { ...level, amountPence: '40000' });
  expect([unexplained.status, unexplained.page('.govuk-error-summary a[href="#reason"]').text()]).toEqual([
    400,
    'Say why the level is changed.',
  ]);
  expect(unexplained.page('#amountPence').val()).toBe('40000');
  expect(unexplained.page('#financialYear option[selected]').val()).toBe('2026/27');
  const same = await westminster.officer.post(`${opened.path}/level`, level);
  expect([same.status, same.page('.govuk-error-summary a').text()]).toEqual([
    409,
    'The level for 2026/27 is already £50,000. Enter the new level.',
  ]);
  await westminster.officer.post(`${opened.path}/level`, { ...level, amountPence: '40000', reason: 'The budget was cut.' });
  const pledge = {
    financialYear: '2027/28',
    pledge: 'Not a penny less.',
    'pledgedOn-day': '1',
    'pledgedOn-month': '3',
    'pledgedOn-year': '2026',
  };
  await westminster.officer.post(`${opened.path}/protect`, pledge);

  const seen = await westminster.public.get(opened.path);
  const rows = seen
    .page('tbody tr')
    .map((_, row) =>
      seen
        .page(row)
        .children()
        .map((__, cell) => seen.page(cell).text().trim())
        .get()
        .join(' | '),
    )
    .get();
  expect(rows.slice(0, 2)).toEqual([
    '2026/27 | £40,000 | 26 February 2026 | None',
    '2027/28 | Not set | Not recorded | “Not a penny less.” on 1 March 2026',
  ]);
  expect(seen.page('main').text()).not.toContain('Set or change');
  const list = await westminster.public.get('/programmes');
  expect(
    list
      .page('caption')
      .map((_, one) => list.page(one).text())
      .get(),
  ).toEqual(['Housing']);
  expect(
    list
      .page('tbody tr')
      .first()
      .children('td')
      .map((_, cell) => list.page(cell).text().trim())
      .get(),
  ).toEqual(['Not set', '£40,000', expect.stringMatching(/^Not set\s+Protected$/)]);
});

test('an officer of one department may not touch the programmes of another', async () => {
  const opened = await westminster.officer.post('/programmes/open', { title: 'Parks', department: 'environment' });

  expect((await westminster.housing.post(`${opened.path}/level`, { financialYear: '2026/27', amountPence: '1', ...decided })).status).toBe(
    403,
  );
  expect((await westminster.housing.get(opened.path)).page('main').text()).not.toContain('Set or change');
  expect((await westminster.housing.post('/programmes/open', { title: 'Woods', department: 'environment' })).status).toBe(403);
  const offered = await westminster.housing.get('/programmes/open');
  expect(
    offered
      .page('input[name="department"]')
      .map((_, radio) => offered.page(radio).val())
      .get(),
  ).toEqual(['housing']);
});

test('a programme twice is refused beside its title, and what was typed is kept', async () => {
  await westminster.officer.post('/programmes/open', { title: 'Twice', department: 'housing' });
  const { status, page, title } = await westminster.officer.post('/programmes/open', { title: 'Twice', department: 'housing' });

  expect([status, title]).toEqual([409, expect.stringMatching(/^Error: Open a programme/)]);
  expect(page('.govuk-error-summary a[href="#title"]').text()).toContain('already has the programme Twice');
  expect([page('#title').val(), page('input[name="department"]:checked').val()]).toEqual(['Twice', 'housing']);
});

test('departments come first by name, programmes of other funders last', async () => {
  const columns = {
    Identifier: '360G-westminster-other-1',
    Title: 'Advice',
    Description: 'What it is for',
    Currency: 'GBP',
    'Amount Awarded': '500',
    'Award Date': '2026-04-01',
    'Recipient Org:Identifier': 'GB-CHC-1000000',
    'Recipient Org:Name': 'Example Lunch Club',
    'Funding Org:Identifier': 'GB-CHC-1000001',
    'Funding Org:Name': 'Example Trust',
    'Grant Programme:Title': 'Advice fund',
  };
  await westminster.officer.post('/programmes/open', { title: 'Respite', department: 'public-health' });
  const report = await westminster.officer.upload(
    '/grants/import',
    'a.csv',
    `${Object.keys(columns).join()}\n${Object.values(columns).join()}`,
  );
  await westminster.officer.post(report.path);

  const { page } = await westminster.public.get('/programmes');
  const captions = page('caption')
    .map((_, caption) => page(caption).text())
    .get();
  expect(captions.slice(-2)).toEqual(['Public Health', 'Of other funders']);
});
