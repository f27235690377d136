import { sql } from '#database';
import { type Role, ROLES } from '#identity';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, summaryOf, textsOf, visitorOf } from '../pages.fixture.js';

const CANARY = 'Hallmarkquartz';
const TEXT = {
  kind: 'premises',
  what: `The hall closes for repairs. ${CANARY}`,
  affected: 'Two lunch clubs.',
  sureness: 'proposed',
  asks: 'Where could they meet?',
};
const ALERT = { ...TEXT, department: 'housing' };
const NOON = '2026-11-20T12:00:00Z';

let westminster: AskedBorough;
beforeAll(async () => {
  westminster = await askedBorough(NOON);
  for (const role of ROLES) await westminster.hold(role, role);
  await westminster.hold('environment', 'commissioning-officer', { kind: 'department', key: 'environment' });
});
afterEach(() => westminster.clock.set(NOON));
afterAll(() => westminster.stop());

async function ask(by: Role | 'person-housing' | 'environment' | null, method: 'GET' | 'POST', path: string, body: object = {}) {
  const given = by === null ? {} : { token: await westminster.token(by) };
  return westminster.ask(method, `change-alerts${path}`, method === 'POST' ? { ...given, body } : given);
}
const give = async (more: object = {}): Promise<string> => (await ask('person-housing', 'POST', '', { ...ALERT, ...more })).json.id;
const noted = { kind: 'noted', words: 'Thank you.' };
const listed = async (by: Parameters<typeof ask>[0], path: string) => (await ask(by, 'GET', path)).json.items.map(({ id }) => id);

test('an officer tells of a change for their department alone, and what is sent wrongly is said by field', async () => {
  const id = await give({ link: undefined });
  expect((await ask('sector-co-chair', 'GET', `/${id}`)).json).toMatchObject({
    department: 'Housing',
    state: 'waiting',
    turn: 'group',
    fromOn: null,
  });
  expect((await ask('environment', 'POST', '', ALERT)).status).toBe(403);
  expect((await ask('council-co-chair', 'POST', '', ALERT)).status).toBe(403);
  const wrong: [object, string][] = [
    [{ kind: 'weather' }, '/kind'],
    [{ what: ' ' }, '/what'],
    [{ fromOn: '2027-02-30' }, '/fromOn'],
    [{ sureness: 'perhaps' }, '/sureness'],
    [{ link: 'https://elsewhere.example/grants/1' }, '/link'],
    [{ link: `/grants/${id}` }, '/link'],
  ];
  for (const [more, pointer] of wrong) {
    const { status, json } = await ask('person-housing', 'POST', '', { ...ALERT, ...more });
    expect([status, json['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
  }
});

test('only the group and the department find it at any address; nobody else, and nothing of it is told', async () => {
  const id = await give();
  await ask('person-housing', 'POST', `/${id}/updates`, { ...TEXT, asks: 'Who has a hall?', what: 'It closes.' });
  await ask('person-housing', 'POST', `/${id}/updates`, TEXT);
  await ask('person-housing', 'POST', `/${id}/updates`, { ...TEXT, affected: CANARY });
  const reads = ['', '.csv', '/unanswered', '/unanswered.csv', `/${id}`, `/${id}/history`, `/${id}/history.csv`];
  const finding = async (by: Parameters<typeof ask>[0]) =>
    Promise.all(reads.map(async (path) => (await ask(by, 'GET', path)).text.includes(CANARY)));
  const all = [true, true, false, false, true, true, true];
  const may: readonly Role[] = [
    'council-co-chair',
    'sector-co-chair',
    'partnership-secretary',
    'cig-member',
    'funding-officer',
    'commissioning-officer',
  ];
  for (const role of ROLES) expect([role, await finding(role)]).toEqual([role, may.includes(role) ? all : all.map(() => false)]);
  expect([await finding(null), await finding('environment'), await finding('person-housing')]).toEqual([
    all.map(() => false),
    all.map(() => false),
    all,
  ]);
  expect((await ask('environment', 'GET', `/${id}`)).status).toBe(404);
  expect((await ask('environment', 'POST', `/${id}/withdrawal`, { text: 'So.' })).status).toBe(404);
  const tables = await sql<{ found: string }>(
    westminster.database.em(),
    `select 'outbox' as found from outbox o where o::text like $1 union all select 'events' from events e where e::text like $1`,
    [`%${CANARY}%`],
  );
  expect(tables).toEqual([]);
});

test('it is late on the first day after ten working days, is reported until it is answered, and an update asks anew', async () => {
  const id = await give();
  const [alert] = [(await ask('cig-member', 'GET', `/${id}`)).json];
  expect(alert['answerBy']).toBe('2026-12-04');
  westminster.clock.set('2026-12-04T12:00:00Z');
  expect(await listed('sector-co-chair', '/unanswered')).not.toContain(id);
  westminster.clock.set('2026-12-05T12:00:00Z');
  for (const by of ['sector-co-chair', 'council-co-chair', 'person-housing'] as const)
    expect(await listed(by, '/unanswered')).toContain(id);
  expect(await listed('environment', '/unanswered')).toEqual([]);
  expect(await listed('council-co-chair', '?state=late')).toContain(id);

  expect((await ask('cig-member', 'POST', `/${id}/answers`, noted)).status).toBe(403);
  expect((await ask('partnership-secretary', 'POST', `/${id}/answers`, { kind: 'wants-to-talk', words: 'Let us meet.' })).status).toBe(400);
  const talk = { kind: 'wants-to-talk', words: 'Let us meet.', talkUntil: '2026-12-11' };
  expect((await ask('partnership-secretary', 'POST', `/${id}/answers`, talk)).status).toBe(204);
  expect(await listed('council-co-chair', '/unanswered')).not.toContain(id);
  westminster.clock.set('2026-12-12T12:00:00Z');
  const { items } = (await ask('council-co-chair', 'GET', '/unanswered')).json;
  expect(items.find((one) => one['id'] === id)).toMatchObject({ turn: 'department', state: 'answered' });

  await ask('person-housing', 'POST', `/${id}/updates`, { ...TEXT, sureness: 'decided' });
  expect((await ask('council-co-chair', 'GET', `/${id}`)).json).toMatchObject({ state: 'waiting', turn: 'group', answers: [talk] });
  await ask('sector-co-chair', 'POST', `/${id}/answers`, { kind: 'asks-consultation', words: 'Ask the clubs.' });
  expect((await ask('person-housing', 'GET', `/${id}`)).json).toMatchObject({
    turn: 'department',
    answers: [talk, { kind: 'asks-consultation' }],
  });
});

test('members comment, each former text stays in its history, and what is over takes nothing more', async () => {
  const id = await give();
  expect((await ask('cig-member', 'POST', `/${id}/comments`, { text: 'The chapel has room.' })).status).toBe(204);
  westminster.clock.advance(60_000);
  await ask('person-housing', 'POST', `/${id}/updates`, { ...TEXT, what: 'The hall closes for good.', fromOn: '2027-03-01' });
  const { items } = (await ask('council-co-chair', 'GET', `/${id}/history`)).json;
  expect(items.map(({ what }) => what)).toEqual([
    `Updated it. Before, it said “${ALERT.what}”; from a day not known yet`,
    expect.stringMatching(/Commented|Gave the alert/),
    expect.stringMatching(/Commented|Gave the alert/),
  ]);
  expect((await ask('person-housing', 'POST', `/${id}/closing`, { text: 'It closed on 1 March.' })).status).toBe(204);
  for (const [path, body] of [
    ['answers', noted],
    ['comments', { text: 'So.' }],
  ] as const) {
    expect((await ask('council-co-chair', 'POST', `/${id}/${path}`, body)).json).toMatchObject({ code: 'change-alerts.over' });
  }
});

describe('on pages', () => {
  test('an officer gives an alert and finds what was typed after a mistake; a chair answers it', async () => {
    const officer = await visitorOf(westminster, 'person-housing');
    const form = await officer.get('/change-alerts/give');
    expect(textsOf(form, 'label[for^="department"]')).toEqual(['Housing']);
    const typed = { ...ALERT, what: 'The library moves.', link: '', 'fromOn-day': '31', 'fromOn-month': '2', 'fromOn-year': '2027' };
    const wrong = await officer.post('/change-alerts/give', typed);
    expect([wrong.status, textsOf(wrong, '.govuk-error-summary a')]).toEqual([400, ['The day it begins must be a real date']]);
    expect([wrong.page('#what').val(), wrong.page('[name="fromOn-day"]').val()]).toEqual(['The library moves.', '31']);
    const given = await officer.post('/change-alerts/give', { ...typed, 'fromOn-day': '28' });
    expect(summaryOf(given)).toMatchObject({ Department: 'Housing', 'From when': '28 February 2027', 'Answer by': '4 December 2026' });
    const change = await officer.get(`${given.path}/update`);
    expect([change.page('#what').val(), change.page('[name="fromOn-month"]').val()]).toEqual(['The library moves.', '2']);

    const chair = await visitorOf(westminster, 'sector-co-chair');
    expect(textsOf(await chair.get(given.path), 'main ul.govuk-list a')).toEqual(['Answer for the group', 'Comment']);
    const answered = await chair.post(`${given.path}/answer`, { kind: 'noted', words: 'Good to know.', 'talkUntil-day': '' });
    expect(answered.page('main').text()).toContain('Good to know.');
    expect(textsOf(await officer.get(given.path), 'main ul.govuk-list a')).toContain('Withdraw it');
    const withdrawn = await officer.post(`${given.path}/withdraw`, { text: 'It stays.' });
    expect(rowsOf(withdrawn).join('; ')).toContain('Withdrew the alert | It stays.');
    expect((await chair.get('/change-alerts/unanswered')).page('main').text()).toContain('There are none.');
    const pictured = rowsOf(await chair.get('/change-alerts')).find((row) => row.startsWith('The library moves.'));
    expect(pictured).toBe('The library moves. Withdrawn | Housing | 28 February 2027 | Nobody');
  });
});
