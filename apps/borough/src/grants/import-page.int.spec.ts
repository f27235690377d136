import { sql } from '#database';
import { Actor } from '#identity';
import { OFFICER } from '../access/borough.fixture.js';
import { type BoroughOnPages, boroughOnPages, rowsOf, summaryOf } from '../pages.fixture.js';
import type { ImportReport } from './import-report.js';
import { ImportsUnderWay } from './imports-under-way.service.js';

let westminster: BoroughOnPages;
beforeAll(async () => {
  westminster = await boroughOnPages();
});
afterAll(() => westminster.stop());

const COLUMNS = {
  Identifier: (id: string) => `360G-westminster-${id}`,
  Title: (id: string) => `Lunches ${id}`,
  Currency: () => 'GBP',
  'Award Date': () => '2026-04-01',
  'Recipient Org:Name': () => 'Example Lunch Club',
  'Funding Org:Identifier': () => 'GB-LAE-WSM',
  'Funding Org:Name': () => 'City of Westminster',
  'Grant Programme:Title': () => 'Meals',
};
const OWN = ['Amount Awarded', 'Recipient Org:Identifier', 'Funding Org:Department', 'Description'];

const row = (id: string, { amount = '1200.50', org = 'GB-CHC-1000000', department = 'Housing', description = 'What it is for' } = {}) =>
  [...Object.values(COLUMNS).map((cell) => cell(id)), amount, org, department, description].join(',');

const file = (...rows: string[]) => [[...Object.keys(COLUMNS), ...OWN].join(','), ...rows].join('\r\n');
const register = async () =>
  (await sql<{ identifier: string }>(westminster.database.em(), 'select identifier from grants order by 1')).map(
    ({ identifier }) => identifier,
  );

test('a file is looked at first; its good rows go in, the others come back, and go in once they are mended', async () => {
  const sent = file(row('1'), row('2', { amount: 'lots' }), row('3'), row('4', { department: 'Bees', amount: '' }));

  const preview = await westminster.officer.upload('/grants/import', 'C:\\fakepath\\grants 2026.csv', sent);

  expect([preview.status, preview.heading]).toEqual([200, 'What this file would do']);
  expect(summaryOf(preview)).toMatchObject({ 'New grants': '2', 'Rows refused': '2', 'Organisations to register': '1' });
  expect(preview.page('main').text()).toContain('Programmes that will be opened: Meals.');
  expect(preview.page('main').text()).toContain('grants 2026.csv');
  expect(rowsOf(preview, '#refused ~ .app-table-frame')[0]).toMatch(/^3 \| Amount Awarded \| lots \| /);
  expect(await register()).toEqual([]);

  const importId = preview.path.split('/').at(-1) ?? '';
  const button = preview.page(`form[action="/grants/import/${importId}"] button`);
  expect(button.text().trim()).toBe('Import 2 good rows');
  const done = await westminster.officer.post(`/grants/import/${importId}`);

  expect(done.page('.govuk-panel__title').text().trim()).toBe('Import done');
  expect(summaryOf(done)).toMatchObject({ 'New grants': '2', 'Rows refused': '2' });
  expect(await register()).toEqual(['360G-westminster-1', '360G-westminster-3']);
  const home = await westminster.officer.get('/');
  expect(home.page('caption:contains("something left to do")').closest('table').text()).toContain('grants 2026.csv');

  const toMend = await westminster.officer.get(done.page('a[href$="/to-mend"]').attr('href') ?? '');
  expect(toMend.text).toContain('To mend');
  expect(toMend.text).not.toContain('360G-westminster-1,');
  const mended = toMend.text.replace(',lots,', ',900,').replace(',Meals,,', ',Meals,100,');
  const again = await westminster.officer.upload('/grants/import', 'mended.csv', mended);
  expect(summaryOf(again)).toMatchObject({ 'New grants': '2', 'Rows refused': '0' });
  expect(again.page('main').text()).toContain('Departments that will be made: Bees.');
  await westminster.officer.post(again.path);
  expect(await register()).toHaveLength(4);
});

test('the same file again changes nothing, and says so', async () => {
  const preview = await westminster.officer.upload('/grants/import', 'again.csv', file(row('1'), row('3')));

  expect(summaryOf(preview)).toMatchObject({ 'New grants': '0', 'Grants recorded just so': '2' });
  expect(preview.page('main').text()).toContain('There is nothing to import');
  expect(preview.page('form[action^="/grants/import/"] button').text()).not.toContain('good row');
});

test('rows without an identifier or a description go in by choice, made on the preview', async () => {
  const sent = file(row('20', { org: '' }), row('21', { description: '' }));
  const preview = await westminster.officer.upload('/grants/import', 'bare.csv', sent);
  expect(summaryOf(preview)).toMatchObject({ 'New grants': '0', 'Rows refused': '2' });

  const again = await westminster.officer.post(`${preview.path}/choices`, { choices: 'assignLocalIdentifiers' });
  expect(summaryOf(again)).toMatchObject({ 'New grants': '1', 'Rows refused': '1' });
  expect(again.page('input[value="assignLocalIdentifiers"]').attr('checked')).toBeDefined();

  const form = new FormData();
  form.set('_csrf', westminster.officer.csrf);
  form.append('choices', 'assignLocalIdentifiers');
  form.append('choices', 'titleAsDescription');
  form.set('file', new Blob([sent]), 'bare.csv');
  const both = await westminster.officer.browser.post(`${westminster.url}/grants/import`, form);
  expect(both.text).toContain('Import 2 good rows');
});

test.each([
  ['nothing', '', '', 'Choose a CSV or JSON file that is not empty'],
  ['an empty file', 'grants.csv', '', 'Choose a CSV or JSON file that is not empty'],
])('%s is refused beside the field', async (_what, name, content, message) => {
  const { status, page, title } = await westminster.officer.upload('/grants/import', name, content);

  expect([status, title]).toEqual([400, expect.stringMatching(/^Error: Import grants from a file/)]);
  expect(page('.govuk-error-summary a[href="#file"]').text()).toBe(message);
  expect(page('#file')).toHaveLength(1);
});

test('a file that is no list of grants is refused with a sentence, and nothing is kept of it', async () => {
  const before = await register();

  const { status, page } = await westminster.officer.upload('/grants/import', 'photo.csv', new Uint8Array([0, 1, 2, 255, 0, 9, 0, 0]));

  expect(status).toBe(400);
  expect(page('.govuk-error-summary a[href="#file"]').text()).not.toBe('');
  expect(await register()).toEqual(before);
});

test('a file over 20 MB is refused by a page that says how large one may be', async () => {
  const { status, page } = await westminster.officer.upload('/grants/import', 'large.csv', 'x'.repeat(20 * 1024 * 1024 + 1));

  expect([status, page('h1').text()]).toEqual([413, 'What you sent is too large']);
  expect(page('main').text()).toContain('20 MB');
});

test('many bad rows are shown as far as a page can, and all are in the file', async () => {
  const sent = file(...Array.from({ length: 150 }, (_, at) => row(`bad-${at}`, { amount: 'x' })));

  const { page, path } = await westminster.officer.upload('/grants/import', 'bad.csv', sent);

  expect(page('#refused ~ .app-table-frame tbody tr')).toHaveLength(100);
  expect(page('main').text()).toContain('And 50 more. All of them are in the file to mend.');
  expect((await westminster.officer.get(`${path}/to-mend`)).text.split('\r\n').filter(Boolean)).toHaveLength(151);
});

test('nobody else sees a file, its report or its rows', async () => {
  const { path } = await westminster.officer.upload('/grants/import', 'CANARY-FILE.csv', file(row('90', { amount: 'x' })));

  for (const address of [path, `${path}/to-mend`]) expect((await westminster.housing.get(address)).status).toBe(404);
  expect((await westminster.housing.send(path)).status).toBe(404);
  expect((await westminster.housing.get('/grants/import')).text).not.toContain('CANARY-FILE');
  expect((await westminster.public.get('/')).text).not.toContain('CANARY-FILE');
  expect((await westminster.public.get(path)).status).toBe(401);
});

test('an officer of one department is told that rows of others are refused', async () => {
  expect((await westminster.housing.get('/grants/import')).page('main').text()).toContain('officer of one department');
  const preview = await westminster.housing.upload(
    '/grants/import',
    'mixed.csv',
    file(row('50'), row('51', { department: 'Environment' })),
  );

  expect(summaryOf(preview)).toMatchObject({ 'New grants': '1', 'Rows refused': '1' });
  expect(preview.page('#refused ~ .app-table-frame').text()).toContain('an officer for the whole borough');
});

test('a file that takes longer than a page may wait shows its state when one looks again, and its report once it is done', async () => {
  const { path } = await westminster.officer.upload('/grants/import', 'done.csv', file(row('70')));
  const [{ issuer } = { issuer: '' }] = await sql<{ issuer: string }>(westminster.database.em(), 'select issuer from role_assignments');
  const { subject, name } = OFFICER;
  const officer = new Actor({ issuer, subject, name, role: 'funding-officer', heldFor: null });
  const { promise, resolve } = Promise.withResolvers<ImportReport>();
  const works = westminster.app.get(ImportsUnderWay, { strict: false });
  const address = `/grants/import/under-way/${works.begin(officer, 'large.csv', () => promise)}`;

  const waiting = await westminster.officer.get(address);
  expect([waiting.status, waiting.heading]).toEqual([200, 'Your file is being read']);
  expect(waiting.page('main').text()).toContain('large.csv, since 20 November 2026 at 12:00.');
  expect(waiting.page('main a[role="button"]').attr('href')).toBe(address);
  expect((await westminster.housing.get(address)).status).toBe(404);
  const second = await westminster.officer.upload('/grants/import', 'second.csv', file(row('71')));
  expect([second.status, second.page('.govuk-error-summary a[href="#file"]').text()]).toEqual([409, expect.stringContaining('large.csv')]);

  resolve({ importId: path.split('/').at(-1) } as ImportReport);
  expect((await westminster.officer.get(address)).path).toBe(path);
});
