import { OFFICER, startBorough, type TestBorough } from './borough.fixture.js';
import { Browser } from './browser.fixture.js';

const FLOW = 'compact_westminster_sign_in';

let borough: TestBorough;
beforeAll(async () => {
  borough = await startBorough();
  await borough.give(OFFICER);
});
afterAll(() => borough.stop());

async function whoIsAt(browser: Browser): Promise<string | null> {
  const { text } = await browser.get(`${borough.url}/`);
  return (JSON.parse(text) as { person: { name: string } | null }).person?.name ?? null;
}

describe('a sign-in under way', () => {
  test('is finished in each of the tabs that began it, in any order, and each once', async () => {
    const browser = new Browser();
    const begin = async (returnTo: string): Promise<string> =>
      (await browser.request(`${borough.url}/sign-in?return=${returnTo}`)).headers.get('location') ?? '';
    const [first, second] = [await begin('/probe?tab=1'), await begin('/probe?tab=2')];
    const choice = await browser.get(second);
    const signedIn = await browser.post(choice.url.href, { person: OFFICER.key, action: 'sign-in' });
    expect([signedIn.status, signedIn.url.search]).toEqual([200, '?tab=2']);
    const other = await browser.get(first);
    expect([other.status, other.url.search]).toEqual([200, '?tab=1']);
    expect([await whoIsAt(browser), browser.named(FLOW)]).toEqual([OFFICER.name, []]);
  });

  test('is kept for five tabs at most: the oldest of more is given up', async () => {
    const browser = new Browser();
    const begun: string[] = [];
    for (let tab = 1; tab <= 6; tab += 1) {
      borough.clock.advance(1_000);
      const { headers } = await browser.request(`${borough.url}/sign-in`);
      begun.push(new URL(headers.get('location') ?? '').searchParams.get('state')?.slice(0, 8) ?? '');
    }
    expect(browser.named(FLOW)).toEqual(begun.slice(1).map((state) => `${FLOW}_${state}`));
  });
});
