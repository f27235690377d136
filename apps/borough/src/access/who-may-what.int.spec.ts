import { KeptSession, type Role, ROLES } from '#identity';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookieName } from '../../../../libs/identity/src/cookies.js';
import { Sessions } from '../../../../libs/identity/src/sessions.js';
import { IdentitySettings } from '../../../../libs/identity/src/settings.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { OFFICER } from './borough.fixture.js';
import { RoleAssignment } from './role-assignment.entity.js';

/** Who asks: nobody known, somebody without a role, and one person for each role. */
const ASKING: readonly { readonly name: string; readonly role: Role | null }[] = [
  { name: 'no role', role: null },
  ...ROLES.toReversed().map((role) => ({ name: role, role })),
];
const COLUMNS = ['not signed in', ...ASKING.map(({ name }) => name)];
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
  const { issuer } = await borough.database.em().findOneOrFail(RoleAssignment, { subject: OFFICER.subject });
  for (const [number, { name, role }] of ASKING.entries()) {
    const subject = `asks-${number}`;
    if (role !== null) {
      const given = { issuer, subject, name, role, departmentKey: null };
      await borough.database
        .em()
        .persist(RoleAssignment.give(`01980000-0000-7000-9000-0000000001${number}0`, given, 'spec', borough.clock.now()))
        .flush();
    }
    const id = await borough.app.get(Sessions, { strict: false }).begin({ issuer, subject, name }, undefined);
    const { csrf } = await borough.database.em().findOneOrFail(KeptSession, { subject });
    const cookie = `${cookieName(borough.app.get(IdentitySettings, { strict: false }), 'session')}=${id}`;
    askers.push({ role, token: await borough.token(subject), cookie, csrf });
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
  const { status, headers: answered } = await fetch(`${borough.url}${address}`, { method, headers, redirect: 'manual', ...body });
  if (answered.get('location')?.startsWith('/sign-in?')) return 'sign in';
  if (status >= 500) throw new Error(`${route} answered ${status}`);
  return status === 401 || status === 403 ? '-' : 'in';
}

async function outcomesOf(route: string): Promise<string[]> {
  const outcomes: string[] = [];
  for (const asker of askers) outcomes.push(await outcomeOf(route, asker));
  return outcomes;
}

/** The address of a file that pages load changes with what is in it. */
const inList = (route: string): string => route.replace(/-[0-9a-f]{12}(?=[.])/, '');

/** Who signs out is not known any more. */
const lastSignOut = (routes: readonly string[]): string[] => {
  const rank = (route: string): number => ['/sign-out/everywhere', '/sign-out'].findIndex((last) => route.endsWith(last));
  return [...new Set(routes)].sort((one, other) => rank(one) - rank(other));
};

test('each role comes in where who-may-what.txt says so, and nowhere else', async () => {
  const rows: string[] = [];
  for (const route of lastSignOut(borough.routes)) {
    const outcomes = await outcomesOf(route);
    const [method, path] = route.split(' ');
    if (method === 'HEAD') {
      expect([route, ...outcomes]).toEqual([route, ...(await outcomesOf(`GET ${path}`))]);
      continue;
    }
    rows.push(
      [inList(route).padEnd(WIDTH), ...outcomes.map((outcome, index) => outcome.padEnd((COLUMNS[index] ?? '').length))]
        .join(' | ')
        .trimEnd(),
    );
  }
  const found = [['route'.padEnd(WIDTH), ...COLUMNS].join(' | '), ...rows.sort()];

  expect(found).toEqual(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
});
