import { type BoroughOnPages, boroughOnPages } from '../pages.fixture.js';

let westminster: BoroughOnPages;
beforeAll(async () => {
  westminster = await boroughOnPages('2026-11-20T12:00:00Z');
});
afterAll(() => westminster.stop());

const figures = async (): Promise<Record<string, string>> => {
  const { page } = await westminster.officer.get('/publish/test');
  const rows = page('.govuk-summary-list__row, tbody tr').toArray();
  return Object.fromEntries(
    rows.map(
      (row) =>
        page(row)
          .children()
          .toArray()
          .map((cell) => page(cell).text().trim()) as [string, string],
    ),
  );
};

test('the export is tested as a stranger reads it: what is valid, and what others will miss', async () => {
  expect((await westminster.officer.get('/publish/test')).page('main').text()).toContain('No grant is public yet.');

  const token = westminster.tokens.officer;
  await westminster.ask('POST', 'organisations', { token, body: { name: 'Bees', identifiers: ['GB-CHC-1000001'] } });
  const grant = { description: 'For bees.', organisation: 'GB-CHC-1000001', department: 'housing', amountAwardedPence: 100_00 };
  await westminster.ask('POST', 'grants', { token, body: { ...grant, title: 'Hives', awardedOn: '2026-04-01' } });
  await westminster.ask('POST', 'grants', { token, body: { ...grant, title: 'For bees.', awardedOn: '2026-04-02' } });

  expect(await figures()).toMatchObject({
    'Grants tested': '2',
    Valid: '2',
    'Not valid': '0',
    'The title and the description are the same.': '1',
    'No grant programme is named.': '2',
  });
});

test('officers are led to the test from the publish check, and nobody else may start it', async () => {
  expect((await westminster.officer.get('/publish')).page('.govuk-summary-card a[href="/publish/test"]').text()).toContain(
    'Test all public',
  );
  const stranger = await westminster.public.get('/publish');
  expect(stranger.page('a[href="/publish/test"]')).toHaveLength(0);
  expect((await westminster.public.get('/publish/test')).page('h1').text()).not.toBe('360Giving test');
});
