import { sql } from '#database';
import { type Role, ROLES } from '#identity';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, summaryOf, textsOf, Visitor, visitorOf } from '../pages.fixture.js';

const CANARY = 'Brokenquartz';
const ENTRY = {
  organisation: `${CANARY} Lunch Club`,
  publicBody: 'Housing',
  about: 'A form of forty pages for £500.',
  commitmentId: 'N-07',
};
const NOON = '2026-11-20T12:00:00Z';
const READERS: readonly Role[] = ['council-co-chair', 'sector-co-chair', 'partnership-secretary', 'infrastructure-officer'];

let westminster: AskedBorough;
beforeAll(async () => {
  westminster = await askedBorough(NOON);
  for (const role of ROLES) await westminster.hold(role, role);
  await westminster.hold('other-champion', 'champion', { kind: 'department', key: 'housing' });
  const { officer: token } = westminster.tokens;
  await westminster.ask('POST', 'organisations', { token, body: { name: 'Example Choir', identifiers: ['GB-CHC-1000000'] } });
});
afterEach(async () => {
  westminster.clock.set(NOON);
  const owner = await westminster.database.asOwner();
  await owner.query('delete from case_reads');
  await owner.end();
});
afterAll(() => westminster.stop());

type Who = Role | 'other-champion';
async function ask(by: Who | null, method: 'GET' | 'POST', path: string, body: object = {}) {
  const given = by === null ? {} : { token: await westminster.token(by) };
  return westminster.ask(method, `brokering${path}`, method === 'POST' ? { ...given, body } : given);
}
const open = async (by: Who = 'infrastructure-officer', more: object = {}): Promise<string> =>
  (await ask(by, 'POST', '', { ...ENTRY, ...more })).json.id;
const reads = () => sql(westminster.database.em(), 'select subject, role, record_type, record_id, what from case_reads order by id');
const linesOf = async (by: Who, id: string): Promise<Record<string, unknown>[]> => {
  const { items } = (await westminster.ask('GET', 'today', { token: await westminster.token(by) })).json;
  return items.filter((line) => line['thing'] === `brokering ${id}`);
};

test('an entry is opened, gets its steps, is closed with what came of it, and is opened again', async () => {
  const id = await open('sector-co-chair', { organisation: 'GB-CHC-1000000', openedOn: '2026-11-02' });
  expect((await ask('partnership-secretary', 'POST', `/${id}/steps`, { text: 'They met.', on: '2026-11-10' })).status).toBe(204);
  expect((await ask('infrastructure-officer', 'POST', `/${id}/steps`, { text: 'They met again.' })).status).toBe(204);
  const closing = { outcome: 'partly-settled', text: 'Half the form goes.', proportionate: 'Two pages below £1,000.' };
  expect((await ask('council-co-chair', 'POST', `/${id}/closing`, closing)).status).toBe(204);
  expect((await ask('sector-co-chair', 'GET', `/${id}`)).json).toMatchObject({
    state: 'closed',
    organisation: 'Example Choir',
    organisationId: expect.any(String),
    heldBy: 'CIG co-chair, sector side',
    lastStepOn: '2026-11-20',
    closedOn: '2026-11-20',
    outcome: 'partly-settled',
    proportionate: closing.proportionate,
    steps: [{ kind: 'step', on: '2026-11-10' }, { kind: 'step', on: '2026-11-20' }, { kind: 'closed' }],
  });
  expect((await ask('council-co-chair', 'POST', `/${id}/steps`, { text: 'So.' })).json).toMatchObject({ code: 'brokering.closed' });
  expect((await ask('council-co-chair', 'POST', `/${id}/opening`, { text: 'The old form is back.' })).status).toBe(204);
  expect((await ask('council-co-chair', 'POST', `/${id}/opening`, { text: 'So.' })).json).toMatchObject({ code: 'brokering.open' });
  expect((await ask('council-co-chair', 'GET', `/${id}`)).json).toMatchObject({ state: 'open', outcome: null, proportionate: null });
  const listed = async (query: string) => (await ask('council-co-chair', 'GET', query)).json.items.map((item) => item['id']);
  expect([(await listed('?state=open')).includes(id), (await listed('?state=closed')).includes(id)]).toEqual([true, false]);
  const { items } = (await ask('council-co-chair', 'GET', `/${id}/history`)).json;
  expect(items.map(({ what }) => what).sort()).toEqual([
    'Added a step',
    'Added a step',
    'Closed the entry',
    'Opened the entry',
    'Opened the entry again',
  ]);
});

test.each<[string, object, string]>([
  ['no organisation', { organisation: ' ' }, '/organisation'],
  ['a number that the register has not', { organisation: 'GB-CHC-9999999' }, '/organisation'],
  ['no public body', { publicBody: '' }, '/publicBody'],
  ['more than 1,000 characters', { about: 'a'.repeat(1001) }, '/about'],
  ['a commitment of no catalogue', { commitmentId: 'N-999' }, '/commitmentId'],
  ['a day to come', { openedOn: '2026-11-21' }, '/openedOn'],
])('an entry with %s is refused, by its field', async (_name, more, pointer) => {
  const { status, json } = await ask('council-co-chair', 'POST', '', { ...ENTRY, ...more });
  expect([status, json['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
});

/** Every address that reads and has no other parameter, where somebody finds a word of an entry. */
async function whereFound(by: Who | null, entry: string): Promise<string[]> {
  const routes = [...westminster.routes.keys()].filter((route) => /^GET [^:*]*(:entryId[^:*]*)?$/.test(route));
  expect(routes.filter((route) => route.includes('brokering')).length).toBeGreaterThan(8);
  const given = by === null ? {} : { token: await westminster.token(by) };
  const visitor = by === null ? new Visitor(westminster.url) : await visitorOf(westminster, by);
  const found = await Promise.all(
    routes.map(async (route) => {
      const path = route.slice('GET '.length);
      const address = path.replace(':entryId', entry);
      const [, api] = address.split('/api/v1/');
      const { text } = api ? await westminster.ask('GET', api, given) : await visitor.get(address);
      return new RegExp(`${CANARY}|forty pages`).test(text) ? [path] : [];
    }),
  );
  return found.flat().sort();
}

test('those who work for the group find it, a champion what they opened themself, and nothing of it is told', async () => {
  const [id, own] = [await open(), await open('champion', { about: 'What a champion heard.' })];
  await ask('infrastructure-officer', 'POST', `/${id}/steps`, { text: `${CANARY} rang.` });
  const everywhere = [
    '/api/v1/brokering',
    '/api/v1/brokering.csv',
    '/api/v1/brokering/:entryId',
    '/brokering',
    '/brokering/:entryId',
    '/brokering/:entryId/close',
    '/brokering/:entryId/open-again',
    '/brokering/:entryId/step',
  ];
  const kept = ROLES.filter((role) => role !== 'champion');
  for (const role of kept) expect([role, await whereFound(role, id)]).toEqual([role, READERS.includes(role) ? everywhere : []]);
  expect([await whereFound(null, id), await whereFound('other-champion', id)]).toEqual([[], []]);
  expect((await ask('champion', 'GET', '')).json.items).toMatchObject([{ id: own }]);
  expect([(await ask('champion', 'GET', `/${own}`)).status, (await ask('champion', 'GET', `/${id}`)).status]).toEqual([200, 404]);
  expect((await ask('champion', 'POST', `/${own}/steps`, { text: 'Asked.' })).status).toBe(204);
  for (const path of ['', '/history']) expect((await ask('other-champion', 'GET', `/${own}${path}`)).status).toBe(404);
  for (const path of ['/steps', '/opening'])
    expect((await ask('other-champion', 'POST', `/${own}${path}`, { text: 'So.' })).status).toBe(404);
  expect((await ask('other-champion', 'POST', `/${own}/closing`, { outcome: 'settled', text: 'So.' })).status).toBe(404);
  const tables = await sql<{ found: string }>(
    westminster.database.em(),
    `select 'outbox' as found from outbox o where o::text like $1 union all select 'events' from events e where e::text like $1
     union all select 'history' from history h where h::text like $1`,
    [`%${CANARY}%`],
  );
  expect(tables).toEqual([]);
});

test('whoever is shown an entry is written down, by page, list, API and CSV, and who is shown none is not', async () => {
  const id = await open('champion');
  await ask('other-champion', 'GET', `/${id}`);
  await ask('other-champion', 'GET', '');
  await ask('cig-member', 'GET', `/${id}`);
  expect(await reads()).toEqual([]);
  await (await visitorOf(westminster, 'champion')).get(`/brokering/${id}`);
  await ask('council-co-chair', 'GET', `/${id}`);
  await ask('sector-co-chair', 'GET', '?state=open&limit=500');
  await ask('partnership-secretary', 'GET', '.csv');
  const read = { record_type: 'brokering-entry', record_id: id, what: 'brokering' };
  const ofIt = (await reads()).filter((row) => row['record_id'] === id);
  expect(ofIt).toEqual(
    ['champion', 'council-co-chair', 'sector-co-chair', 'partnership-secretary'].map((by) => ({ ...read, subject: by, role: by })),
  );
  await expect(sql(westminster.database.em(), 'delete from case_reads')).rejects.toThrow(/permission denied/);
});

test('who holds an entry finds on Today that it rests for 20 working days, without a word of it, until a step is taken', async () => {
  const [id, own] = [await open('sector-co-chair', { openedOn: '2026-10-22' }), await open('champion', { openedOn: '2026-10-22' })];
  westminster.clock.set('2026-11-19T12:00:00Z');
  expect(await linesOf('sector-co-chair', id)).toEqual([]);
  westminster.clock.set('2026-11-20T12:00:00Z');
  expect(await linesOf('sector-co-chair', id)).toEqual([
    expect.objectContaining({
      group: 'you',
      what: 'No step for 20 working days in what is brokered since 22 October 2026',
      dueOn: '2026-11-19',
      isLate: true,
      href: `/brokering/${id}`,
    }),
  ]);
  expect([await linesOf('council-co-chair', id), await linesOf('sector-co-chair', own), await linesOf('other-champion', own)]).toEqual([
    [],
    [],
    [],
  ]);
  expect(await linesOf('champion', own)).toHaveLength(1);
  expect(await reads()).toEqual([]);
  await ask('council-co-chair', 'POST', `/${id}/steps`, { text: 'They met.' });
  await ask('champion', 'POST', `/${own}/closing`, { outcome: 'passed-on', text: 'To the forum.' });
  expect([await linesOf('sector-co-chair', id), await linesOf('champion', own)]).toEqual([[], []]);
});

test('on pages a champion opens an entry, finds what was typed after a mistake, and closes it', async () => {
  const champion = await visitorOf(westminster, 'other-champion');
  expect((await champion.get('/brokering')).page('.app-empty').text()).toContain('There is no entry that you read.');
  const typed = { ...ENTRY, 'openedOn-day': '31', 'openedOn-month': '11', 'openedOn-year': '2026' };
  const wrong = await champion.post('/brokering/new', typed);
  expect([wrong.status, textsOf(wrong, '.govuk-error-summary a')]).toEqual([400, ['The day it was opened must be a real date']]);
  expect([wrong.page('#about').val(), wrong.page('#commitmentId').val()]).toEqual([ENTRY.about, 'N-07']);
  const opened = await champion.post('/brokering/new', { ...typed, 'openedOn-day': '2', commitmentId: '' });
  expect(summaryOf(opened)).toMatchObject({
    'Public body': 'Housing',
    'Held by': 'Compact champion for Housing',
    Opened: '2 November 2026',
  });
  expect(opened.page('main').text()).toContain('counted nowhere in public');
  const early = { text: 'Rang them.', 'on-day': '1', 'on-month': '11', 'on-year': '2026' };
  const refused = await champion.post(`${opened.path}/step`, early);
  expect([refused.status, textsOf(refused, '.govuk-error-summary a')]).toEqual([
    400,
    [expect.stringContaining('before the entry was opened')],
  ]);
  await champion.post(`${opened.path}/step`, { ...early, 'on-day': '3' });
  const closing = { outcome: 'settled', text: 'Two pages.', proportionate: 'The form.' };
  const closed = await champion.post(`${opened.path}/close`, closing);
  expect(textsOf(closed, '.app-timeline__title')).toEqual(['Opened', 'Step', 'Closed: settled']);
  expect(rowsOf(closed).join('; ')).toContain('Closed the entry | Above, for those alone who read the entry');
  expect(rowsOf(await champion.get('/brokering?state=closed'))).toEqual([expect.stringContaining('forty pages for £500. Settled')]);
  expect((await champion.get('/brokering?state=open')).page('.app-empty').text()).toContain('There are none that you read.');
});
