import { type Role, ROLES } from '#identity';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';

/** Who asks: nobody known, somebody without a role, and one person for each role. */
const ASKING: readonly (Role | null)[] = [null, ...ROLES];
const COLUMNS = ['not signed in', 'no role', 'with one of these roles'];
const FILE = join('apps', 'borough', 'src', 'access', 'who-may-what.txt');
const WIDTH = 78;
const SOME_ID = '01980000-0000-7000-8000-000000000000';

interface Asker {
  readonly role: Role | null;
  readonly token: string;
  readonly cookie: string;
  readonly csrf: string;
}

let borough: AskedBorough;
const askers: (Asker | null)[] = [null];
beforeAll(async () => {
  borough = await askedBorough();
  for (const [number, role] of ASKING.entries()) {
    const subject = `asks-${number}`;
    if (role !== null) await borough.hold(subject, role);
    const { id, name, csrf } = await borough.session(subject);
    askers.push({ role, token: await borough.token(subject), cookie: `${name}=${id}`, csrf });
  }
});
afterAll(() => borough.stop());

/** What comes of one request: in, out, or sent to sign in. What happens behind the door is not asked here. */
async function outcomeOf(route: string, asker: Asker | null): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const address = path.replaceAll(/:(\w+)/g, SOME_ID).replace('*', 'nothing');
  const isApi = path.startsWith('/api/');
  const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' };
  if (asker && isApi) headers.authorization = `Bearer ${asker.token}`;
  if (asker && !isApi) headers.cookie = asker.cookie;
  const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  const form = new URLSearchParams({ _csrf: asker?.csrf ?? '', role: asker?.role ?? '' });
  const body = hasBody && !isApi ? { body: form } : {};
  const { status } = await fetch(`${borough.url}${address}`, { method, headers, redirect: 'manual', ...body });
  if (status === 401 && !isApi && !hasBody) return 'sign in';
  if (status >= 500) throw new Error(`${route} answered ${status}`);
  return status === 401 || status === 403 ? '-' : 'in';
}

/** For nobody known, somebody without a role, and which roles come in; each role is asked for by a person who holds it alone. */
async function outcomesOf(route: string): Promise<string[]> {
  const [nobody = '', without = '', ...others] = await Promise.all(askers.map((asker) => outcomeOf(route, asker)));
  const roles = ROLES.filter((_, index) => others[index] === 'in');
  const who = roles.length === ROLES.length ? 'all' : roles.length === 0 ? 'none' : roles.join(', ');
  return [nobody, without, who];
}

/** The address of a file that pages load changes with what is in it. */
const inList = (route: string): string => route.replace(/-[0-9a-f]{12}(?=[.])/, '');

/** Who signs out is not known any more. */
const lastSignOut = (routes: readonly string[]): string[] => {
  const rank = (route: string): number => ['/sign-out/everywhere', '/sign-out'].findIndex((last) => route.endsWith(last));
  return [...routes].sort((one, other) => rank(one) - rank(other));
};

test('each role comes in where who-may-what.txt says so, and nowhere else', async () => {
  const rows: string[] = [];
  for (const route of lastSignOut([...borough.routes.keys()].filter((each) => !each.startsWith('HEAD ')))) {
    const outcomes = await outcomesOf(route);
    rows.push(
      [inList(route).padEnd(WIDTH), ...outcomes.map((outcome, index) => outcome.padEnd((COLUMNS[index] ?? '').length))]
        .join(' | ')
        .trimEnd(),
    );
  }
  const found = [['route'.padEnd(WIDTH), ...COLUMNS].join(' | '), ...rows.sort()];

  expect(found).toEqual(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
});

test('asking for the head of a page takes what the page takes', () => {
  const heads = [...borough.routes].filter(([route]) => route.startsWith('HEAD '));
  expect(heads.length).toBeGreaterThan(50);
  expect(heads.filter(([route, permission]) => borough.routes.get(route.replace('HEAD', 'GET')) !== permission)).toEqual([]);
});
