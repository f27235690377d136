import { jest } from '@jest/globals';
import { sql } from '#database';
import { type Role, ROLES } from '#identity';
import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { until } from '../../../../test/support/until.js';
import { CaseFinder } from '../commitment-cases/case-finder.service.js';
import { rowsOf, textsOf, Visitor, visitorOf } from '../pages.fixture.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { WaitingLines } from '../waiting-lines.js';

const NOON = '2026-11-20T12:00:00Z';
/** A mail server that is away: mails wait. */
const MAIL = { server: { host: '127.0.0.1', port: 9, tls: 'none' as const }, from: 'compact@westminster.example' };

let westminster: AskedBorough;
let organisation: string;
beforeAll(async () => {
  westminster = await askedBorough(NOON, { mail: MAIL });
  for (const role of ROLES) await westminster.hold(role, role);
  const { officer: token } = westminster.tokens;
  const body = { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] };
  organisation = (await westminster.ask('POST', 'organisations', { token, body })).json.id;
});
afterEach(() => westminster.clock.set(NOON));
afterAll(() => westminster.stop());

const post = async (by: string, path: string, body: object = {}): Promise<string> => {
  const { status, json, text } = await westminster.ask('POST', path, { token: await westminster.token(by), body });
  if (status >= 400) throw new Error(`${path}: ${status} ${text}`);
  return json?.id ?? '';
};
interface Line {
  readonly group: string;
  readonly thing: string;
  readonly what: string;
  readonly dueOn: string | null;
  readonly isLate: boolean;
  readonly remindedOn: string | null;
}
const today = async (by: string): Promise<Line[]> =>
  (await westminster.ask('GET', 'today', { token: await westminster.token(by) })).json.items as unknown as Line[];
const groupsOf = async (by: string, thing: string): Promise<string[]> =>
  (await today(by)).filter((line) => line.thing === thing).map(({ group }) => group);

let cuts = 0;
/** A grant of which a cut with too little notice is public: a result that both chairs may reply to, or one that is kept. */
async function aCut(receivedOn: string): Promise<void> {
  const grant = {
    organisation,
    title: `Lunches ${(cuts += 1)}`,
    description: 'Hot meals.',
    department: 'housing',
    awardedOn: '2026-04-01',
  };
  const id = await post('funding-officer', 'grants', { ...grant, amountAwardedPence: 25_000_00 });
  const told = { toldInWritingOn: receivedOn, receivedOn, madePublicOn: '2026-11-19' };
  await post('funding-officer', `grants/${id}/reductions`, { amountPence: 20_000_00, effectiveOn: '2027-01-10', reason: 'Less.', ...told });
  const finder = westminster.app.get(CaseFinder, { strict: false });
  while ((await finder.look()) !== 0);
}
const alert = () => ({
  department: 'housing',
  kind: 'service',
  what: 'The advice line closes.',
  affected: 'Callers.',
  sureness: 'decided',
  asks: 'Who could take calls?',
});

test('a proposal waits for the other side, is reminded of once a day, and is gone from both once it is answered', async () => {
  const id = await post('council-co-chair', 'co-chairs', { side: 'sector', subject: 'new', name: 'New', reason: 'Two chair.' });
  const thing = `proposal ${id}`;
  expect([await groupsOf('council-co-chair', thing), await groupsOf('sector-co-chair', thing)]).toEqual([['co-chair'], ['you']]);
  for (const role of ROLES.filter((one) => !one.endsWith('co-chair'))) expect(await groupsOf(role, thing)).toEqual([]);
  const found = (await today('sector-co-chair')).find((line) => line.thing === thing);
  expect(found).toMatchObject({ dueOn: '2026-12-18', isLate: false, remindedOn: null });

  const remind = async (by: string, what = thing) =>
    westminster.ask('POST', 'today/reminders', { token: await westminster.token(by), body: { thing: what } });
  expect((await remind('sector-co-chair')).json).toMatchObject({ code: 'today.nothing-to-remind-of' });
  expect((await remind('partnership-secretary')).status).toBe(403);
  const [first, second] = await Promise.all([remind('council-co-chair'), remind('council-co-chair')]);
  expect([first.status, second.status].toSorted()).toEqual([201, 409]);
  const { json: said } = first.status === 201 ? first : second;
  expect(said).toEqual({ isMailed: false });
  expect((await today('sector-co-chair')).find((line) => line.thing === thing)).toMatchObject({ remindedOn: '2026-11-20' });
  westminster.clock.set('2026-11-21T00:30:00Z');
  expect((await remind('council-co-chair')).status).toBe(201);

  westminster.clock.set(NOON);
  await post('sector-co-chair', `two-keys/${id}/refuse`, { reason: 'Not now.' });
  expect([await groupsOf('council-co-chair', thing), await groupsOf('sector-co-chair', thing)]).toEqual([[], []]);
  expect((await remind('council-co-chair')).json).toMatchObject({ code: 'today.nothing-to-remind-of' });
});

test('where the inbox of the other chair is known one mail goes out, which says nothing of what waits', async () => {
  const id = await post('sector-co-chair', 'co-chairs', {
    side: 'council',
    subject: 'other',
    name: 'Canary Nightjar',
    reason: 'Two chair.',
  });
  const { json } = await westminster.ask('POST', 'today/reminders', {
    token: await westminster.token('sector-co-chair'),
    body: { thing: `proposal ${id}` },
  });
  expect(json).toEqual({ isMailed: true });
  const mails = await sql<{ address: string; text: string }>(
    westminster.database.em(),
    'select address, subject || text as text from outgoing_mails',
  );
  expect(mails).toEqual([{ address: 'engagement@westminster.example', text: expect.stringContaining(`${westminster.url}/today`) }]);
  expect(mails[0]?.text).not.toMatch(/Nightjar|proposal/);
  const lines = await sql(westminster.database.em(), `select changes from history where act = 'reminded' and changes ->> 'thing' = $1`, [
    `proposal ${id}`,
  ]);
  expect(lines).toEqual([{ changes: { thing: `proposal ${id}`, side: 'council', isMailed: true } }]);
  await post('council-co-chair', `two-keys/${id}/refuse`, { reason: 'Not now.' });
});

test('a result waits for both chairs, then for the one that has not replied; a round of marks for who is not done', async () => {
  await aCut('2026-11-10');
  const result = async (by: string) => (await today(by)).filter(({ thing }) => thing.startsWith('result '));
  expect(await result('council-co-chair')).toMatchObject([
    { group: 'you', dueOn: '2026-12-04', what: expect.stringContaining('Reply to a result: ') },
    { group: 'co-chair' },
  ]);
  const [waiting] = await result('council-co-chair');
  await post('council-co-chair', `results/${waiting?.thing.slice('result '.length)}/replies`, { kind: 'agree' });
  expect((await result('council-co-chair')).map(({ group }) => group)).toEqual(['co-chair']);
  expect((await result('sector-co-chair')).map(({ group }) => group)).toEqual(['you']);
  for (const role of ROLES.filter((one) => !one.endsWith('co-chair'))) expect(await result(role)).toEqual([]);

  await post('council-co-chair', 'mark-rounds');
  await post('council-co-chair', 'mark-rounds/2026-1/marks/N-23', { mark: 1 });
  await post('council-co-chair', 'mark-rounds/2026-1/done');
  const round = async (by: string) => (await today(by)).filter(({ thing }) => thing.startsWith('round ')).map(({ group }) => group);
  expect([await round('council-co-chair'), await round('sector-co-chair'), await round('partnership-secretary')]).toEqual([
    ['co-chair'],
    ['you'],
    [],
  ]);
});

test('an alert waits for chairs and secretary, late after its day, then for officers of its department', async () => {
  const thing = `alert ${await post('person-housing', 'change-alerts', alert())}`;
  const seen = async (): Promise<(Role | string)[]> => {
    const found: string[] = [];
    for (const by of [...ROLES, 'person-housing']) if ((await groupsOf(by, thing)).length > 0) found.push(by);
    return found;
  };
  expect(await seen()).toEqual(['council-co-chair', 'sector-co-chair', 'partnership-secretary']);
  westminster.clock.set('2026-12-07T12:00:00Z');
  expect((await today('partnership-secretary')).find((line) => line.thing === thing)).toMatchObject({ dueOn: '2026-12-04', isLate: true });
  westminster.clock.set(NOON);
  await post('partnership-secretary', `change-alerts/${thing.slice(6)}/answers`, {
    kind: 'wants-to-talk',
    words: 'Soon.',
    talkUntil: '2026-11-27',
  });
  expect(await seen()).toEqual(['funding-officer', 'commissioning-officer', 'person-housing']);
  await post('person-housing', `change-alerts/${thing.slice(6)}/closing`, { text: 'It is done.' });
  expect(await seen()).toEqual([]);
});

test('consultations of theirs and roles that come up', async () => {
  const asked = { title: 'A hall', about: 'Do you want it?', kind: 'formal-written', methods: ['survey'], reaches: ['sector'] };
  const days = { opensOn: '2026-12-01', closesOn: '2026-12-20' };
  const consultation = await post('person-housing', 'consultations', { ...asked, ...days, department: 'housing' });
  await post('person-housing', `consultations/${consultation}/announcement`);
  const whats = async (by: string) => (await today(by)).map(({ what }) => what);
  expect(await whats('person-housing')).toEqual(
    expect.arrayContaining(['Say why it is shorter than promised: A hall', 'A consultation opens: A hall']),
  );
  expect(await whats('council-co-chair')).not.toContain('Say why it is shorter than promised: A hall');
  westminster.clock.set('2026-12-21T12:00:00Z');
  const token = await westminster.token('person-housing');
  const { items } = (await westminster.ask('GET', 'today', { token })).json;
  expect(items.find(({ what }) => what === 'Publish the outcome: A hall')).toMatchObject({ group: 'you', isLate: false });
  westminster.clock.set(NOON);

  await westminster.hold('ending', 'cig-member');
  await sql(westminster.database.em(), `update role_assignments set held_until = '2026-12-31T00:00:00Z' where subject = 'ending'`);
  expect(await today('ending')).toMatchObject([{ group: 'to-come', what: 'Your role ends: CIG member', dueOn: '2026-12-30' }]);
});

test('what changed since a day stands with before and now, for those who read results', async () => {
  await aCut('2026-10-10');
  const { json } = await until(
    async () => westminster.ask('GET', 'today/changes', { token: await westminster.token('partnership-secretary') }),
    ({ json: { items } }) => items.length > 0,
  );
  expect(json.items).toMatchObject([
    {
      commitmentId: 'N-07',
      what: 'A result was published',
      before: 'No result',
      now: 'Common measure: kept',
      because: 'Example Lunch Club, 10 October 2026',
      becauseHref: expect.stringMatching(/^\/results\//),
    },
  ]);
  expect(
    (await westminster.ask('GET', 'today/changes?since=2026-11-21', { token: await westminster.token('sector-co-chair') })).json.items,
  ).toEqual([]);
  for (const role of ['champion', 'cig-member', 'funding-officer', 'administrator']) {
    expect((await westminster.ask('GET', 'today/changes', { token: await westminster.token(role) })).status).toBe(403);
  }
});

test('however much waits, it is read in as many statements', async () => {
  const counted = new AsyncLocalStorage<string[]>();
  const query = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function count(this: pg.Client, ...given: unknown[]) {
    counted.getStore()?.push(String((given[0] as { text?: string }).text ?? given[0]));
    return original.apply(this, given as never) as never;
  });
  const person = {
    issuer: westminster.issuer.url,
    subject: 'sector-co-chair',
    name: 'Sector',
    roles: [{ role: 'sector-co-chair' as const, heldFor: null, name: 'Sector' }],
  };
  const statements = async (): Promise<number> => {
    const texts: string[] = [];
    await counted.run(texts, () => westminster.app.get(WaitingLines, { strict: false }).of(person));
    return texts.length;
  };
  const before = await statements();
  for (let one = 0; one < 3; one += 1) {
    await post('person-housing', 'change-alerts', alert());
    await aCut('2026-11-11');
    await post('council-co-chair', 'co-chairs', { side: 'sector', subject: `more-${one}`, name: `More ${one}`, reason: 'Many chair.' });
  }
  expect([await statements(), before > 5]).toEqual([before, true]);
  query.mockRestore();
});
const original = pg.Client.prototype.query;

describe('on the page', () => {
  test('a chair opens Today from home, reminds, and sees that the other is reminded; who is not signed in is asked to', async () => {
    const id = await post('sector-co-chair', 'co-chairs', { side: 'council', subject: 'page', name: 'Page', reason: 'Two chair.' });
    const chair = await visitorOf(westminster, 'sector-co-chair');
    expect((await chair.get('/')).page('main a[href="/today"]')).toHaveLength(1);
    const page = await chair.get('/today');
    expect([page.heading, textsOf(page, 'main h2')]).toEqual([
      'Today in Westminster',
      ['Waiting for you', 'Waiting for your co-chair', 'Coming up', 'What changed'],
    ]);
    expect(textsOf(page, '.govuk-service-navigation a')).toContain('Today');
    expect(textsOf(page, '.app-freshness__line')).toEqual(['Westminster Partly published Not published yet: programmes and compacts.']);
    expect(textsOf(await (await visitorOf(westminster, 'infrastructure-officer')).get('/today'), 'main .govuk-button')).toEqual([
      'Raise a concern',
    ]);
    const item = `li:has(input[value="proposal ${id}"])`;
    expect(textsOf(page, `${item} .govuk-tag`)).toEqual(['Due 18 December 2026']);
    const reminded = await chair.post('/today/reminders', { thing: `proposal ${id}`, _workingAs: 'sector-co-chair' });
    expect(reminded.page('main, .govuk-notification-banner').text()).toContain('A mail is on its way to your co-chair.');
    expect(reminded.page('main').text()).toContain('Reminded today');
    const again = await chair.post('/today/reminders', { thing: `proposal ${id}`, _workingAs: 'sector-co-chair' });
    expect([again.status, again.page('.govuk-error-summary').text()]).toEqual([
      409,
      expect.stringContaining('reminded of this today already'),
    ]);

    const council = await visitorOf(westminster, 'council-co-chair');
    expect((await council.get('/today')).page('main').text()).toContain('Reminded on 20 November 2026.');
    const wrong = await council.get('/today?since=2031-01-01');
    expect(textsOf(wrong, '.govuk-error-message')).toEqual(['Error: Enter a day up to today, like 2026-04-01']);
    expect((await council.get('/today/changes')).heading).toBe('All changes');
    expect(rowsOf(await council.get('/today')).length).toBeGreaterThan(0);

    const member = await visitorOf(westminster, 'elected-member');
    const empty = await member.get('/today');
    expect(empty.page('main').text()).toContain('Nothing waits for you.');
    expect(empty.page('main').text()).toContain('Nothing is to come for your role either.');
    expect(textsOf(empty, 'main h2')).toEqual(['Waiting for you', 'Coming up']);
    expect((await new Visitor(westminster.url).get('/today')).heading).toBe('Sign in to go on');
    expect(await (await fetch(westminster.url)).text()).not.toContain('href="/today"');
  });
});
