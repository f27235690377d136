import { sql } from '#database';
import type { Role } from '#identity';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { amongTheGroup, answered } from './what-exists.fixture.js';
import { CaseFinder } from '../commitment-cases/case-finder.service.js';
import { csv } from '../grants/grant-file.fixture.js';

/** Whoever asks; nobody known is null. */
interface Asker {
  readonly token: string;
  readonly cookie: string;
  readonly csrf: string;
}
type Ids = Readonly<Record<string, string>>;

const MISSING = '01980000-0000-7000-8000-0000000000ff';
const NOWHERE: Ids = Object.fromEntries([
  ['round', '2031-1'],
  ['reference', 'C-22222222'],
  ...[
    'grant',
    'consultation',
    'answer',
    'organisation',
    'programme',
    'role',
    'key',
    'consent',
    'variationId',
    'importId',
    'document',
    'version',
    'clause',
    'mapping',
    'case',
    'signatory',
    'hold',
    'alert',
    'entry',
    'topic',
    'post',
  ].map((kind) => [kind, MISSING]),
]);
const PLAIN: Ids = {
  step: 'check',
  year: '2026',
  financialYear: '2026-27',
  issuer: 'council',
  commitmentId: 'N-07',
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
  const role = await borough.hold('council', 'council-co-chair');
  const proposal = { subject: 'sector', name: 'Sector', side: 'sector', reason: 'Both sides chair.' };
  const key = (await borough.ask('POST', 'co-chairs', { token: await borough.token('council'), body: proposal })).json.id;
  const consent = await agreed(organisation);
  const importId = String(imported.json.importId);
  const asked = { title: 'A hall', about: 'Do you want it?', kind: 'formal-written', methods: ['survey'], reaches: [] };
  const days = { opensOn: '2026-12-01', closesOn: '2027-03-01' };
  const consultation = await create('consultations', { ...asked, ...days, department: 'environment' });
  const answer = await answered(borough.database.em(), consultation);
  exist = { grant, organisation, programme, role, key, consent, variationId, importId, consultation, answer, ...(await drafted()) };
  const invited = { token: await borough.token('council'), body: { name: 'Asked to sign', side: 'sector' } };
  const signatory = (await borough.ask('POST', 'signatories', invited)).json.id;
  exist = { ...exist, ...(await amongTheGroup(borough)), hold: await held(), case: await found(), signatory };
  for (const [kind, id] of Object.entries(exist)) expect(`${kind} ${id}`).toMatch(/ [0-9a-f-]{36}$/);
  const said = { respondent: 'housing', kind: 'other', happenedOn: '2026-11-01', facts: 'Facts.', remedy: 'A talk.', way: 'named' };
  const { json: concern } = await borough.ask('POST', 'concerns', { token: await borough.token('speaks'), body: said });
  exist = { ...exist, round: await begunRound(), reference: String(concern['reference']) };
  nobodyWithRole = await asker('nobody-with-role', null);
  reader = await asker('reader', 'elected-member');
  otherOfficer = await asker('other-officer', 'funding-officer');
  housing = await asker('person-housing', null);
});
afterAll(() => borough.stop());

/** `person-housing` has its role from the fixture. */
async function asker(subject: string, role: Role | null): Promise<Asker> {
  if (role !== null) await borough.hold(subject, role);
  const { id, name, csrf } = await borough.session(subject);
  return { token: await borough.token(subject), cookie: `${name}=${id}`, csrf };
}

/** The cut is a case, for the chairs alone while it is not public. */
async function found(): Promise<string> {
  await borough.app.get(CaseFinder, { strict: false }).look();
  const [row] = await sql<{ id: string }>(borough.database.em(), 'select id from commitment_cases');
  return row?.id ?? '';
}

/** A draft of the Compact with a clause, which those alone read who write it. */
async function drafted(): Promise<Ids> {
  const token = await borough.token('council');
  const made = async (path: string, body: object) => (await borough.ask('POST', `compact/${path}`, { token, body })).json.id;
  const document = await made('documents', { kind: 'compact', title: 'A Compact' });
  const version = await made(`documents/${document}/versions`, { label: 'Draft' });
  const clause = await made(`versions/${version}/clauses`, { number: '1', text: 'We agree.', origin: 'new' });
  return { document, version, clause, mapping: await mapped(version, clause) };
}

/** Both chairs agreed how the clause stands to a commitment. */
async function mapped(version: string, clause: string): Promise<string> {
  const id = '01980000-0000-7000-8000-0000000000dd';
  await sql(
    borough.database.em(),
    `insert into commitment_mappings
       (id, commitment_id, catalogue_version, version_id, clause_ids, relation, rationale, from_on, agreed_on, proposed_side)
     values ($1, 'N-07', '1.0', $2, jsonb_build_array($3::text), 'no-measure', 'No number.', '2012-06-01', '2026-05-12', 'council')`,
    [id, version, clause],
  );
  return id;
}

/** Both chairs agreed that nothing newly adverse is published for a time. */
async function held(): Promise<string> {
  const id = '01980000-0000-7000-8000-0000000000df';
  const text = `insert into publication_holds (id, from_on, to_on, reason) values ($1, '2027-03-22', '2027-05-06', 'An election.')`;
  await sql(borough.database.em(), text, [id]);
  return id;
}

/** A round of marks, for the chairs alone. Returns its name. */
async function begunRound(): Promise<string> {
  const { json } = await borough.ask('POST', 'mark-rounds', { token: await borough.token('council') });
  return String(json['name']);
}

/** Somebody represents the organisation and agreed to be named. Returns the id of the consent. */
async function agreed(organisation: string): Promise<string> {
  const role = await borough.hold('speaks', 'representative', { kind: 'organisation', key: organisation });
  const token = await borough.token('speaks');
  await borough.ask('POST', 'account/consents', { token, body: { item: 'representative-named', role, version: 1 } });
  const { given } = (await borough.ask('GET', 'account/consents', { token })).json as unknown as { given: { id: string }[] };
  return given[0]?.id ?? '';
}

/** The route with ids in place of its parameters; `:id` is the id of what stands before it. */
function addressOf(path: string, ids: Ids): string {
  const kinds: Readonly<Record<string, string>> = {
    grantId: 'grant',
    organisationId: 'organisation',
    programmeId: 'programme',
    roleId: 'role',
    actId: 'key',
    consentId: 'consent',
    documentId: 'document',
    versionId: 'version',
    otherId: 'version',
    clauseId: 'clause',
    mappingId: 'mapping',
    holdId: 'hold',
    caseId: 'case',
    signatoryId: 'signatory',
    consultationId: 'consultation',
    answerId: 'answer',
    alertId: 'alert',
    entryId: 'entry',
    topicId: 'topic',
    postId: 'post',
  };
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

const withIds = (): string[] => [...borough.routes.keys()].filter((route) => route.includes('/:') && !route.startsWith('HEAD'));
const isKeptOut = ({ status }: Record<string, unknown>): boolean => status === 401 || status === 403;

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

  test('a person gets the same answer for somebody else’s consent as for none', async () => {
    const routes = withIds().filter((route) => route.includes('/consents/'));
    expect(routes.length).toBe(2);
    for (const route of routes) {
      const answer = await answerTo(route, exist, nobodyWithRole);
      expect([route, answer.status]).toEqual([route, 404]);
      expect(answer).toEqual(await answerTo(route, NOWHERE, nobodyWithRole));
    }
  });

  test.each([
    ['a round that is not published', ':round', 10],
    ['a concern', ':reference', 20],
  ])('who is not told of %s gets the same answer for it as for none', async (_what, parameter, atLeast) => {
    const routes = withIds().filter((route) => route.includes(parameter));
    expect(routes.length).toBeGreaterThan(atLeast);
    for (const who of [null, nobodyWithRole, otherOfficer]) {
      for (const route of routes) {
        const answer = await answerTo(route, exist, who);
        expect([302, 400, 401, 403, 404]).toContain(answer.status);
        expect([route, answer]).toEqual([route, await answerTo(route, NOWHERE, who)]);
      }
    }
  });

  test('that a payment is held changes nothing that others read', async () => {
    const reads = [...borough.routes.keys()].filter((route) =>
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
