import { TestBrowser } from '../../../../test/support/browser.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';

let westminster: AskedBorough;
let browser: TestBrowser;
beforeAll(async () => {
  [westminster, browser] = await Promise.all([askedBorough(), TestBrowser.start()]);
  await westminster.hold('administrator', 'administrator');
});
afterAll(async () => {
  await browser.stop();
  await westminster.stop();
});

async function signedIn() {
  const page = await browser.newPage();
  const { id, name } = await westminster.session('administrator');
  await page.context().addCookies([{ name, value: id, url: westminster.url }]);
  return page;
}

test.each([
  ['what only they may read', '/roles'],
  ['a form', '/roles/give'],
  ['what everyone reads, with their name', '/grants'],
])('who signed out is not shown by the back button %s', async (_what, path) => {
  const page = await signedIn();
  await page.goto(`${westminster.url}${path}`);
  const [shown] = await page.locator('main').allInnerTexts();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${westminster.url}/`);
  expect(await page.locator('.app-header__person').count()).toBe(0);

  await page.goBack();

  expect(await page.locator('.app-header__person').count()).toBe(0);
  const [now] = await page.locator('main').allInnerTexts();
  expect(now === shown).toBe(path === '/grants');
  await page.context().close();
});

test('who was signed out in the middle of a form finds what they typed by going back', async () => {
  const page = await signedIn();
  await page.goto(`${westminster.url}/roles/give`);
  await page.locator('#subject').fill('A long reference');
  await westminster.database.em().execute('delete from sessions');
  await page.getByRole('button', { name: 'Give role' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();

  await page.goBack();

  expect(await page.locator('#subject').inputValue()).toBe('A long reference');
  await page.context().close();
});

test('a browser keeps no page of who is signed in, but for one with a form', async () => {
  const { id, name } = await westminster.session('administrator');
  const keeps = async (path: string, headers: Record<string, string> = { cookie: `${name}=${id}` }) =>
    (await fetch(`${westminster.url}${path}`, { headers })).headers.get('cache-control');
  for (const path of ['/', '/roles', '/account', '/grants', '/nothing-here']) expect([path, await keeps(path)]).toEqual([path, 'no-store']);
  expect(await keeps('/roles/give')).toBe('private, no-cache');
  expect(await keeps('/grants', {})).toBe('private, no-cache');
});
