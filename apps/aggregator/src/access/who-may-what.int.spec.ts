import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestAggregator } from '../aggregator.fixture.js';

const FILE = join('apps', 'aggregator', 'src', 'access', 'who-may-what.txt');
const COLUMNS = ['not signed in', 'signed in'];
const WIDTH = 60;
const SOME: Readonly<Record<string, string>> = { borough: 'westminster', id: 'GB-CHC-1000000' };

let aggregator: TestAggregator;
let person: { readonly cookie: string; readonly csrf: string };
beforeAll(async () => {
  aggregator = await TestAggregator.start();
  person = await aggregator.session('somebody');
});
afterAll(() => aggregator.stop());

/** What comes of one request: in, out, or sent to sign in. What happens behind the door is not asked here. */
async function outcomeOf(route: string, isKnown: boolean): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const address = path
    .replaceAll(/:(\w+)/g, (_, name: string) => SOME[name] ?? '01980000-0000-7000-8000-000000000000')
    .replace('*', 'nothing');
  const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin', ...(isKnown ? { cookie: person.cookie } : {}) };
  const form = method === 'GET' ? undefined : { _csrf: isKnown ? person.csrf : '' };
  const { statusCode } = await aggregator.ask(method as 'GET' | 'POST', address, headers, form);
  if (statusCode === 401 && method === 'GET' && !path.startsWith('/api/')) return 'sign in';
  if (statusCode >= 500 && !path.startsWith('/sign-in')) throw new Error(`${route} answered ${statusCode}`);
  return statusCode === 401 || statusCode === 403 ? '-' : 'in';
}

test('everything of the aggregator is open to all but what is about who is signed in, as who-may-what.txt says', async () => {
  const routes = [...aggregator.routes.keys()].filter((route) => /^(GET|POST) /.test(route));
  const isLast = (route: string): number => ['/sign-out/everywhere', '/sign-out'].findIndex((end) => route.endsWith(end));
  const rows: string[] = [];
  for (const route of routes.sort((one, other) => isLast(one) - isLast(other))) {
    const outcomes = [await outcomeOf(route, false), await outcomeOf(route, true)];
    const name = route.replace(/-[0-9a-f]{12}(?=[.])/, '').padEnd(WIDTH);
    rows.push([name, ...outcomes.map((outcome, index) => outcome.padEnd((COLUMNS[index] ?? '').length))].join(' | ').trimEnd());
  }
  const found = [['route'.padEnd(WIDTH), ...COLUMNS].join(' | '), ...rows.sort()];
  expect(found).toEqual(readFileSync(FILE, 'utf8').trimEnd().split('\n'));
});
