import { sql } from '#database';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';

let westminster: AskedBorough;
let organisation: string;
beforeAll(async () => {
  westminster = await askedBorough();
  const { officer } = westminster.tokens;
  const answer = await westminster.ask('POST', 'organisations', {
    token: officer,
    body: { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000', 'GB-COH-1234567'] },
  });
  organisation = answer.json.id;
});
afterAll(() => westminster.stop());

let number = 0;
const lunches = (more = {}) => {
  number += 1;
  return {
    identifier: `360G-westminster-api-${number}`,
    title: 'Lunches',
    description: 'Hot meals.',
    organisation: 'GB-COH-01234567',
    department: 'housing',
    amountAwardedPence: 25_000_00,
    awardedOn: '2026-04-01',
    startsOn: '2026-04-01',
    endsOn: '2027-03-31',
    ...more,
  };
};
const send = (path: string, body: unknown, token = westminster.tokens.officer) => westminster.ask('POST', path, { token, body });
const read = (path: string) => westminster.ask('GET', path);
const award = async (more = {}) => (await send('grants', lunches(more))).json.id;
const outbox = () =>
  sql<{ type: string }>(westminster.database.em(), `select type, data::text from outbox union all select type, data::text from events`);

describe('who may write', () => {
  test.each(['grants', 'grants/import', 'programmes', 'organisations'])(
    'a stranger may not, nor someone without a role: %s',
    async (path) => {
      expect((await westminster.ask('POST', path, { body: {} })).status).toBe(401);
      expect((await send(path, {}, westminster.tokens.stranger)).status).toBe(403);
    },
  );

  test('an officer of one department may for that department', async () => {
    const { housing } = westminster.tokens;
    expect((await send('grants', lunches(), housing)).status).toBe(201);
    const refused = await send('grants', lunches({ department: 'environment' }), housing);
    expect(refused).toMatchObject({
      status: 403,
      json: { code: 'not-allowed', detail: expect.stringContaining('You work as Funding officer for Housing') },
    });
  });
});

describe('awarding', () => {
  test('answers with the id, and everyone sees the grant', async () => {
    const { status, json } = await send('grants', lunches({ organisation }));

    expect(status).toBe(201);
    expect((await read(`grants/${json.id}`)).json).toMatchObject({
      id: json.id,
      organisation: { identifier: 'GB-CHC-1000000' },
      department: { key: 'housing', name: 'Housing' },
      amountPence: 25_000_00,
      funder: { identifier: 'GB-LAE-WSM', ownFunding: true },
      status: 'live',
      statusSays: 'Live: runs to 31 March 2027',
      variations: [],
    });
  });

  test('twice with one identifier is refused with a sentence', async () => {
    const body = lunches();
    await send('grants', body);

    expect(await send('grants', body)).toMatchObject({
      status: 409,
      json: {
        code: 'grants.identifier-taken',
        errors: [{ pointer: '/identifier', detail: expect.stringContaining('There is already a grant') }],
      },
    });
  });

  test('what is wrong is named field by field', async () => {
    const { status, json, headers } = await send('grants', { ...lunches(), title: ' ', amountAwardedPence: 12.5, colour: 'red' });

    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect((json.errors as unknown as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/amountAwardedPence',
      '/colour',
      '/title',
    ]);
  });
});

describe('changing', () => {
  const cut = { amountPence: 20_000_00, effectiveOn: '2027-01-01', reason: 'The programme is to cost less.' };
  const open = { toldInWritingOn: '2026-11-02', receivedOn: '2026-11-03', madePublicOn: '2026-11-04' };

  test('two officers at once: one goes through, one is told what stands', async () => {
    const id = await award();
    const twice = await Promise.all([1, 2].map(() => send(`grants/${id}/reductions`, { ...cut, ...open })));

    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await read(`grants/${id}`)).json).toMatchObject({
      amountPence: 20_000_00,
      amountAwardedPence: 25_000_00,
      variations: [{ kind: 'reduced' }],
    });
  });

  test('a cut shows to nobody outside until it is public; the officers see it at once', async () => {
    const id = await award();
    const { json } = await send(`grants/${id}/reductions`, cut);
    const outside = async () => (await read(`grants/${id}`)).json;

    expect(await outside()).toMatchObject({ amountPence: 25_000_00, variations: [] });
    expect((await westminster.ask('GET', `grants/${id}/record`)).status).toBe(401);
    expect((await westminster.ask('GET', `grants/${id}/record`, { token: westminster.tokens.housing })).json).toMatchObject({
      amountPence: 20_000_00,
      variations: [{ id: json.id, isPublic: false }],
    });
    expect((await send(`grants/${id}/variations/${json.id}/publication`, { madePublicOn: '2026-11-04' })).status).toBe(400);
    expect((await send(`grants/${id}/variations/${json.id}/publication`, open)).status).toBe(204);
    expect(await outside()).toMatchObject({ amountPence: 20_000_00, variations: [{ id: json.id, certainty: 'unconditional' }] });
    expect((await send(`grants/${id}/variations/${json.id}/withdrawal`, { reason: 'Reversed.' })).status).toBe(204);
    expect(await outside()).toMatchObject({ amountPence: 25_000_00, variations: [{ withdrawnOn: '2026-11-20' }] });
  });

  test('every other change has its address', async () => {
    const id = await award();
    expect((await send(`grants/${id}/increases`, { ...cut, amountPence: 30_000_00 })).status).toBe(201);
    expect(
      (await send(`grants/${id}/early-warnings`, { warnedOf: 'ending', expectedOn: '2027-04-01', reason: 'Budget.', ...open })).status,
    ).toBe(201);
    expect((await send(`grants/${id}/corrections`, { title: 'Dinners', reason: 'Wrong title.' })).status).toBe(204);
    expect((await send(`grants/${id}/endings`, { ...cut, ...open })).status).toBe(201);
    expect((await read(`grants/${id}`)).json).toMatchObject({
      title: 'Dinners',
      status: 'ending',
      statusSays: 'Ending early: no support from 1 January 2027',
      endedFrom: '2027-01-01',
    });
    expect((await send(`grants/${id}/withdrawal`, { reason: 'Entered twice.' })).status).toBe(204);
    const { text, json } = await read(`grants/${id}`);
    expect(json).toEqual({
      id,
      status: 'withdrawn',
      statusSays: 'Withdrawn on 20 November 2026',
      withdrawnOn: '2026-11-20',
      reason: 'Entered twice.',
    });
    expect(text).not.toContain('Dinners');
    expect((await read('grants?limit=500')).text).not.toContain(id);
    expect((await read('grants.json')).text).not.toContain('Dinners');
  });

  test.each(['nonsense', '0198c0de-0000-7000-8000-00000000ffff'])('a grant %s is not found', async (id) => {
    expect((await read(`grants/${id}`)).status).toBe(404);
    expect((await send(`grants/${id}/increases`, { ...cut })).status).toBe(404);
  });
});

describe('the canary: what is labelled case, or is not public, is in no public answer', () => {
  test('nor in what is told', async () => {
    const id = await award();
    await send(`grants/${id}/payment-holds`, { reason: 'CANARY accounts overdue', from: '2026-11-01' });
    await send(`grants/${id}/reductions`, { amountPence: 8_765_43, effectiveOn: '2027-01-01', reason: 'CANARY cut' });

    const paths = [
      'grants?limit=500',
      `grants/${id}`,
      `grants/${id}/history`,
      'grants.json',
      'grants.csv',
      'grants/transparency-code/2026-27.csv',
      'programmes',
      'organisations',
      'log',
      'completeness',
    ];
    const answers = await Promise.all(paths.map(read));

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
    for (const { text } of answers) expect(text).not.toMatch(/CANARY|876543|8765\.43/);
    expect(JSON.stringify(await outbox())).not.toMatch(/CANARY|876543/);
    expect((await westminster.ask('GET', `grants/${id}/record`, { token: westminster.tokens.officer })).text).toContain(
      'CANARY accounts overdue',
    );
    expect((await westminster.ask('GET', `grants/${id}/record`, { token: westminster.tokens.stranger })).status).toBe(403);
  });
});
