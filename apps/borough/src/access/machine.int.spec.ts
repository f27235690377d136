import { allowInsecureRequests, clientCredentialsGrant, ClientSecretBasic, discovery } from 'openid-client';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { csv } from '../grants/grant-file.fixture.js';
import { CLIENT_SECRET, MACHINE, OFFICER } from './borough.fixture.js';
import { RoleAssignment } from './role-assignment.entity.js';

let borough: AskedBorough;
let issuer: string;
beforeAll(async () => {
  borough = await askedBorough();
  ({ issuer } = await borough.database.em().findOneOrFail(RoleAssignment, { subject: OFFICER.subject }));
});
afterAll(() => borough.stop());

/** What the identity provider gives the machine for its secret. */
async function tokenFor(scope?: string): Promise<string> {
  const options = { execute: [allowInsecureRequests] };
  const client = await discovery(new URL(issuer), MACHINE, undefined, ClientSecretBasic(CLIENT_SECRET), options);
  return (await clientCredentialsGrant(client, scope === undefined ? {} : { scope })).access_token;
}

const load = (token: string, query = '') =>
  borough.ask('POST', `grants/import${query}`, { token, body: csv({}).bytes, headers: { 'content-type': 'text/csv' } });

test('a machine that the borough gave no role is refused, whatever its scope names', async () => {
  const answer = await load(await tokenFor('grants.import'));
  expect([answer.status, answer.json.code]).toEqual([403, 'not-allowed']);
});

describe('a machine that the borough gave a role', () => {
  beforeAll(async () => {
    await borough.hold(MACHINE, 'funding-officer');
  });

  test('imports by a token whose scope names it', async () => {
    const answer = await load(await tokenFor('grants.import'), '?dryRun=true');
    expect([answer.status, answer.json]).toMatchObject([200, { accepted: 1, refused: [] }]);
  });

  test('may do nothing else, and is told which scope it takes', async () => {
    const token = await tokenFor('grants.import');
    const answer = await borough.ask('POST', 'organisations', { token, body: { name: 'Example Lunch Club' } });

    expect([answer.status, answer.json]).toMatchObject([
      403,
      {
        code: 'not-in-scope',
        detail:
          'To register an organisation takes a token whose scope names organisations.register. ' +
          'This one names grants.import: ask the identity provider for a token with that scope, if it lets you have one.',
      },
    ]);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="westminster", error="insufficient_scope", scope="organisations.register"',
    );
  });

  test('comes in at no route but those of its scope', async () => {
    const token = await tokenFor('grants.import');
    const writes = [...borough.routes.keys()].filter((route) => route.startsWith('POST /api/'));
    const opened: string[] = [];
    for (const route of writes) {
      const path = route.slice('POST /api/v1/'.length).replaceAll(/:\w+/g, '01980000-0000-7000-8000-000000000000');
      const { status } = await borough.ask('POST', path, { token });
      if (status !== 403) opened.push(route);
    }
    expect(opened).toEqual(['POST /api/v1/grants/import', 'POST /api/v1/grants/imports/:importId']);
  });

  test('reads no held payment by a token for the record of a grant', async () => {
    const { officer: token } = borough.tokens;
    await borough.ask('POST', 'organisations', { token, body: { name: 'Bees', identifiers: ['GB-CHC-1000001'] } });
    const grant = { title: 'Hives', description: 'Bees.', organisation: 'GB-CHC-1000001', department: 'housing', awardedOn: '2026-04-01' };
    const { id } = (await borough.ask('POST', 'grants', { token, body: { ...grant, amountAwardedPence: 100_00 } })).json;
    await borough.ask('POST', `grants/${id}/payment-holds`, { token, body: { reason: 'CANARY', from: '2026-11-01' } });
    const { paymentHolds } = (await borough.ask('GET', `grants/${id}/record`, { token })).json;
    expect(paymentHolds).toMatchObject([{ reason: 'CANARY' }]);

    const narrow = await borough.ask('GET', `grants/${id}/record`, { token: await tokenFor('grants.read-record') });
    expect(narrow.text).not.toMatch(/CANARY|hold recorded/);
  });

  test('may not even import by a token without a scope, and gets no token for another', async () => {
    expect((await load(await tokenFor())).json.code).toBe('not-in-scope');
    expect((await load(await tokenFor('grants.award'))).json.code).toBe('not-in-scope');
  });

  test('is told nothing of what is a person’s own', async () => {
    for (const path of ['account/export', 'account/consents']) {
      const { status, json } = await borough.ask('GET', path, { token: await tokenFor('grants.import') });
      expect([path, status, json.code]).toEqual([path, 403, 'not-in-scope']);
    }
  });

  test('reads what is open to all, as a stranger does', async () => {
    const [path, token] = ['grants', await tokenFor('grants.import')];
    expect((await borough.ask('GET', path, { token })).text).toBe((await borough.ask('GET', path)).text);
  });
});
