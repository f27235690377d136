import { type BoroughOnPages, boroughOnPages, rowsOf } from '../pages.fixture.js';

let westminster: BoroughOnPages;
beforeAll(async () => {
  westminster = await boroughOnPages();
});
afterAll(() => westminster.stop());

test('an organisation is registered by its numbers, named and found by all of them, and everyone sees it', async () => {
  expect((await westminster.public.get('/organisations')).page('.app-empty').text()).toContain('None has been recorded yet.');
  const form = { name: 'Example Lunch Club', charityNumber: '1164883', companyNumber: '9668396', otherIdentifier: '' };
  const registered = await westminster.officer.post('/organisations/register', form);
  expect(registered.heading).toBe('Example Lunch Club');
  const { path } = registered;

  await westminster.officer.post(`${path}/rename`, { name: 'Lunch and Company' });
  await westminster.officer.post(`${path}/alias`, { alias: 'The Diners' });
  await westminster.officer.post(`${path}/identifier`, { identifier: 'GB-SC-SC042386' });

  const seen = await westminster.public.get(path);
  expect(seen.heading).toBe('Lunch and Company');
  expect(seen.page('main').text()).toContain('Also known as: Example Lunch Club; The Diners.');
  expect(rowsOf(seen, '.app-table-frame[aria-label="Identifiers"]')).toEqual([
    'GB-CHC-1164883 | Charity Commission for England and Wales',
    'GB-COH-09668396 | Companies House',
    'GB-SC-SC042386 | Scottish Charity Regulator',
  ]);
  expect(seen.page('tbody a').last().attr('href')).toMatch(/^https:\/\/www\.oscr\.org\.uk\/.*SC042386$/);
  expect(seen.page('main a[href$="/rename"]')).toHaveLength(0);
  for (const words of ['lunch', 'diners', '1164883', '09668396', 'GB-SC-SC042386']) {
    const found = await westminster.public.get(`/organisations?q=${words}`);
    expect([words, found.page('tbody th a').text()]).toEqual([words, 'Lunch and Company']);
  }
  expect((await westminster.public.get('/organisations?q=bees')).page('.app-empty').text()).toContain('None has this name or number.');
});

test.each([
  [{ name: '', charityNumber: '1000001' }, 400, '#name', 'Enter the name of the organisation, in up to 300 characters'],
  [{ name: 'Bees' }, 400, '#charityNumber', 'Enter a charity or company number, or say that the organisation has none'],
  [{ name: 'Bees', charityNumber: '12' }, 400, '#charityNumber', 'A charity number has six or seven digits, like 1164883'],
  [
    { name: 'Bees', otherIdentifier: 'GB-SC-12' },
    400,
    '#identifiers',
    'GB-SC-12 does not have the form of GB-SC. Write it like GB-SC-SC042386.',
  ],
])('%o is refused (%i) beside its field, what was typed is kept, and nothing is registered', async (typed, expected, href, message) => {
  const { status, page, title } = await westminster.officer.post('/organisations/register', typed as Record<string, string>);

  expect([status, title]).toEqual([expected, expect.stringMatching(/^Error: Register an organisation/)]);
  expect(page(`.govuk-error-summary a[href="${href}"]`).text()).toBe(message);
  expect(page(href)).toHaveLength(1);
  for (const [name, value] of Object.entries(typed)) expect(page(`#${name}`).val()).toBe(value);
  expect((await westminster.public.get('/organisations?q=bees')).page('tbody tr')).toHaveLength(0);
});

test('a number that another organisation has is refused with that name', async () => {
  await westminster.officer.post('/organisations/register', { name: 'First', charityNumber: '1000002' });
  const taken = await westminster.officer.post('/organisations/register', { name: 'Second', charityNumber: '1000002' });

  expect(taken.status).toBe(409);
  expect(taken.page('.govuk-error-summary a[href="#identifiers"]').text()).toContain('already belongs to First');
});

test('an identifier recorded by mistake is removed with a reason, and whose it is may have it then', async () => {
  const { path } = await westminster.officer.post('/organisations/register', { name: 'Tenants', charityNumber: '1000003' });
  expect((await westminster.officer.get(path)).page('main a:contains("Remove")')).toHaveLength(0);
  await westminster.officer.post(`${path}/identifier`, { identifier: 'GB-CHC-1000004' });

  const remove = (await westminster.officer.get(path)).page('main a:contains("Remove GB-CHC-1000004")').attr('href') ?? '';
  const question = await westminster.officer.get(remove);
  expect(question.heading).toBe('Why is GB-CHC-1000004 the wrong identifier?');
  const unsaid = await westminster.officer.post(remove, { identifier: 'GB-CHC-1000004', reason: '' });
  expect(unsaid.page('.govuk-error-summary a[href="#reason"]').text()).toContain('Say why');

  const removed = await westminster.officer.post(remove, { identifier: 'GB-CHC-1000004', reason: 'The number is of another charity' });
  expect([removed.path, rowsOf(removed, '.app-table-frame[aria-label="Identifiers"]')]).toEqual([
    path,
    ['GB-CHC-1000003 | Charity Commission for England and Wales'],
  ]);
  expect((await westminster.officer.get(remove)).status).toBe(409);
  const other = await westminster.officer.post('/organisations/register', { name: 'Other tenants', charityNumber: '1000004' });
  expect(other.heading).toBe('Other tenants');
});

test('an organisation without any number gets one of our own, and says so', async () => {
  const { page, status } = await westminster.officer.post('/organisations/register', { name: 'Carers’ Circle', noNumber: 'none' });

  expect(status).toBe(200);
  expect(page('main').text()).toContain('No public number');
  expect(page('main').text()).toContain('360G-westminster-org-carerscircle');
});

test('only pages of ours are returned to', async () => {
  for (const wanted of ['https://elsewhere.example', '//elsewhere.example', '/sign-out', '/grants/award/organisation/../..']) {
    const { page } = await westminster.officer.get(`/organisations/register?returnTo=${encodeURIComponent(wanted)}`);
    expect(page('.govuk-back-link').attr('href')).toBe('/organisations');
  }
});

test('everyone else may not register or rename', async () => {
  expect((await westminster.public.get('/organisations/register')).status).toBe(401);
  expect((await westminster.public.send('/organisations/register', { name: 'x' })).status).toBe(401);
});
