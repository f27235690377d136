import { jest } from '@jest/globals';
import { KeptSession, type Role } from '#identity';
import { cookieName } from '../../../../libs/identity/src/cookies.js';
import { Sessions } from '../../../../libs/identity/src/sessions.js';
import { IdentitySettings } from '../../../../libs/identity/src/settings.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { csv } from '../grants/grant-file.fixture.js';
import { OFFICER } from './borough.fixture.js';
import { RoleAssignment } from './role-assignment.entity.js';

jest.setTimeout(120_000);

/** Whoever asks; nobody known is null. */
interface Asker {
  readonly token: string;
  readonly cookie: string;
  readonly csrf: string;
}
type Ids = Readonly<Record<string, string>>;

const MISSING = '01980000-0000-7000-8000-0000000000ff';
const NOWHERE: Ids = { grant: MISSING, organisation: MISSING, programme: MISSING, variationId: MISSING, importId: MISSING };
const PLAIN: Ids = {
  step: 'check',
  year: '2026',
  financialYear: '2026-27',
  issuer: 'council',
  workId: '01980000-0000-7000-8000-0000000000ee',
};
const REASON = 'Accounts are late';

let borough: AskedBorough;
let exist: Ids;
let nobodyWithRole: Asker;
let reader: Asker;
let otherOfficer: Asker;
let housing: Asker;

beforeAll(async () => {
  borough = await askedBorough();
  const { officer: token } = borough.tokens;
  const create = async (path: string, body: object) => (await borough.ask('POST', path, { token, body })).json.id;
  const organisation = await create('organisations', { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] });
  const programme = await create('programmes', { title: 'Meals', department: 'environment' });
  const awarded = { awardedOn: '2026-04-01', startsOn: '2026-04-01', endsOn: '2027-03-31', amountAwardedPence: 25_000_00 };
  const named = { identifier: '360G-westminster-1', title: 'Lunches', description: 'Hot meals.', department: 'environment' };
  const grant = await create('grants', { ...named, ...awarded, organisation: 'GB-CHC-1000000' });
  const cut = { amountPence: 1_000_00, effectiveOn: '2027-01-01', reason: 'Less.' };
  const variationId = await create(`grants/${grant}/reductions`, cut);
  const query = 'grants/import?dryRun=true';
  const imported = await borough.ask('POST', query, { token, body: csv({}).bytes, headers: { 'content-type': 'text/csv' } });
  exist = { grant, organisation, programme, variationId, importId: String(imported.json.importId) };
  for (const [kind, id] of Object.entries(exist)) expect(`${kind} ${id}`).toMatch(/ [0-9a-f-]{36}$/);
  nobodyWithRole = await asker('nobody-with-role', null);
  reader = await asker('reader', 'reader');
  otherOfficer = await asker('other-officer', 'funding-officer');
  housing = await asker('person-housing', null);
});
afterAll(() => borough.stop());

/** `person-housing` has its role from the fixture. */
async function asker(subject: string, role: Role | null): Promise<Asker> {
  const em = borough.database.em();
  const { issuer } = await em.findOneOrFail(RoleAssignment, { subject: OFFICER.subject });
  if (role !== null) {
    const given = { issuer, subject, name: subject, role, departmentKey: null };
    const id = `01980000-0000-7000-9000-0000000002${String(role.length).padStart(2, '0')}`;
    await em.persist(RoleAssignment.give(id, given, 'spec', borough.clock.now())).flush();
  }
  const session = await borough.app.get(Sessions, { strict: false }).begin({ issuer, subject, name: subject }, undefined);
  const { csrf } = await borough.database.em().findOneOrFail(KeptSession, { subject });
  const cookie = `${cookieName(borough.app.get(IdentitySettings, { strict: false }), 'session')}=${session}`;
  return { token: await borough.token(subject), cookie, csrf };
}

/** The route with ids in place of its parameters; `:id` is the id of what stands before it. */
function addressOf(path: string, ids: Ids): string {
  const kinds: Readonly<Record<string, string>> = { grantId: 'grant', organisationId: 'organisation', programmeId: 'programme' };
  return path
    .replaceAll(/(\w+)s\/:id\b/g, (_, kind: string) => `${kind}s/${ids[kind]}`)
    .replaceAll(/:(\w+)/g, (_, name: string) => {
      const id = { ...PLAIN, ...ids }[kinds[name] ?? name];
      if (id === undefined) throw new Error(`This test does not know what :${name} of ${path} is`);
      return id;
    });
}

/** Everything that somebody outside can tell two answers apart by, except the ids that they asked for. */
async function answerTo(route: string, ids: Ids, who: Asker | null): Promise<Record<string, unknown>> {
  const [method = '', path = ''] = route.split(' ');
  const isApi = path.startsWith('/api/');
  const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' };
  if (who) Object.assign(headers, isApi ? { authorization: `Bearer ${who.token}` } : { cookie: who.cookie });
  const isWrite = !['GET', 'HEAD'].includes(method);
  if (isWrite && isApi) headers['content-type'] = 'application/json';
  const body = isApi ? '{}' : new URLSearchParams({ _csrf: who?.csrf ?? '' });
  const address = `${borough.url}${addressOf(path, ids)}`;
  const answer = await fetch(address, { method, headers, redirect: 'manual', ...(isWrite ? { body } : {}) });
  const withoutIds = (text: string): string => Object.values(ids).reduce((shown, id) => shown.replaceAll(id, 'ID'), text);
  const { date: _date, ...told } = Object.fromEntries(answer.headers);
  if (told.location) told.location = withoutIds(told.location);
  return { status: answer.status, ...told, text: withoutIds(await answer.text()) };
}

const withIds = (): string[] => [...new Set(borough.routes)].filter((route) => route.includes('/:') && !route.startsWith('HEAD'));
const isKeptOut = ({ status, location }: Record<string, unknown>): boolean =>
  status === 401 || status === 403 || String(location ?? '').startsWith('/sign-in?');

describe('whether something exists is told to nobody who may not see it', () => {
  test('who is kept out gets the same answer for what exists and for what does not, at every route', async () => {
    let compared = 0;
    for (const who of [null, nobodyWithRole, reader]) {
      for (const route of withIds()) {
        const answer = await answerTo(route, exist, who);
        if (!isKeptOut(answer)) continue;
        expect([route, answer]).toEqual([route, await answerTo(route, NOWHERE, who)]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  test('an officer gets the same answer for a colleague’s import as for none', async () => {
    const routes = withIds().filter((route) => route.includes(':importId'));
    expect(routes.length).toBeGreaterThan(4);
    for (const route of routes) {
      const answer = await answerTo(route, exist, otherOfficer);
      expect([route, answer.status]).toEqual([route, 404]);
      expect(answer).toEqual(await answerTo(route, NOWHERE, otherOfficer));
    }
  });

  test('an officer of one department gets the same answer for another department’s change that is not public as for none', async () => {
    const routes = withIds().filter((route) => route.includes(':variationId'));
    expect(routes.length).toBeGreaterThan(4);
    for (const route of routes) {
      const answer = await answerTo(route, exist, housing);
      expect(answer.status).not.toBe(200);
      expect([route, answer]).toEqual([route, await answerTo(route, { ...exist, variationId: MISSING }, housing)]);
    }
  });

  test('that a payment is held changes nothing that others read', async () => {
    const reads = [...new Set(borough.routes)].filter((route) =>
      /^GET \/(api\/v1\/)?(grants|organisations|programmes|log|status|completeness)/.test(route),
    );
    const seen = async () => {
      const answers: unknown[] = [];
      for (const who of [null, nobodyWithRole, reader, housing]) {
        for (const route of reads) {
          const { 'content-length': _length, ...answer } = await answerTo(route, exist, who);
          answers.push([route, answer]);
        }
      }
      return answers;
    };
    const before = await seen();
    const held = await borough.ask('POST', `grants/${exist.grant}/payment-holds`, {
      token: borough.tokens.officer,
      body: { reason: REASON, from: '2026-11-01' },
    });
    expect(held.status).toBe(201);

    const after = await seen();
    expect(after).toEqual(before);
    expect(JSON.stringify(after)).not.toContain(REASON);
  });
});
