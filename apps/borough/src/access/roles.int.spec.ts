import { sql } from '#database';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, textsOf, Visitor, visitorOf } from '../pages.fixture.js';
import type { CheerioAPI } from 'cheerio';

let westminster: AskedBorough;
let token: string;
let administratorId: string;
beforeAll(async () => {
  westminster = await askedBorough();
  administratorId = await westminster.hold('administrator', 'administrator');
  token = await westminster.token('administrator');
});
afterAll(() => westminster.stop());

const give = (body: object) => westminster.ask('POST', 'roles', { token, body });
const roles = async (query = '') => (await westminster.ask('GET', `roles${query}`, { token })).json.items;
const historyOf = (id: string) =>
  sql<{ act: string }>(
    westminster.database.em(),
    'select act, subject, role, reason, changes from history where record_id = $1 order by id',
    [id],
  );

test('an administrator gives a role for a department, a body or an organisation, which is held at once', async () => {
  await westminster.ask('POST', 'organisations', {
    token: westminster.tokens.officer,
    body: { name: 'Bees', identifiers: ['GB-CHC-1000001'] },
  });
  const person = { subject: 'hats', name: 'A person of many hats' };
  expect(await give({ ...person, role: 'champion', department: 'housing' })).toMatchObject({ status: 201, json: { given: 1 } });
  expect(await give({ ...person, role: 'partnership-secretary', body: 'westminster-partnership' })).toMatchObject({ status: 201 });
  expect(await give({ ...person, role: 'representative', organisation: 'GB-CHC-1000001', until: '2027-03-31' })).toMatchObject({
    status: 201,
  });

  const held = (await roles()).filter(({ subject }) => subject === 'hats');
  expect(held.map(({ inWords, from, until, givenBy }) => [inWords, from, until, givenBy]).sort()).toEqual([
    ['Compact champion for Housing', '2026-11-20', null, 'administrator'],
    ['Partnership secretary for Westminster Partnership', '2026-11-20', null, 'administrator'],
    ['Representative for Bees', '2026-11-20', '2027-03-31', 'administrator'],
  ]);
  expect(await historyOf(String(held[0]?.id))).toMatchObject([{ act: 'given', subject: 'administrator', role: 'administrator' }]);
  const csv = await westminster.ask('GET', 'roles.csv?role=champion', { token });
  expect(csv.text.trim().split('\r\n').slice(1)).toEqual([
    expect.stringContaining('champion:housing,Compact champion for Housing,2026-11-20'),
  ]);
});

test.each([
  [{ role: 'champion', department: 'parks' }, 400, 'There is no department parks here. Name one of: '],
  [{ role: 'partnership-secretary', body: 'board' }, 400, 'There is no body board here.'],
  [{ role: 'representative', organisation: 'GB-CHC-9' }, 400, 'There is no organisation GB-CHC-9 in the register.'],
  [{ role: 'administrator', until: '2027-03-31' }, 409, 'An administrator has no last day'],
  [{ role: 'elected-member', department: 'housing' }, 409, 'Elected member is a role for the whole borough.'],
  [{ role: 'elected-member', until: '2026-11-19' }, 400, 'The last day has passed.'],
  [{ role: 'elected-member', from: '2027-01-02', until: '2027-01-01' }, 400, 'comes before its first'],
  [{ role: 'elected-member', issuer: 'https://elsewhere.example' }, 409, 'Nobody can sign in here at that address.'],
  [{ role: 'champion', department: 'housing', organisation: 'GB-CHC-1000001' }, 400, '"pointer":"/organisation","detail":"Say one thing'],
  [{ role: 'champion', name: 'Rosa\u202eelpmaxE' }, 400, '"pointer":"/name","detail":"This holds a character that cannot be seen'],
  [{ role: 'champion', name: 'Rosa\nExample' }, 400, '"pointer":"/name","detail":"Write this on one line'],
  [{ role: 'mayor' }, 400, 'Choose one of the roles'],
])('%j is refused with what to do', async (wrong, status, message) => {
  const answer = await give({ subject: 'wrong', name: 'Wrong', ...wrong });
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(message)]);
  expect((await roles()).filter(({ subject }) => subject === 'wrong')).toEqual([]);
});

test('given again, a role is held once, with its name and last day brought up to date', async () => {
  const person = { subject: 'twice', name: 'Twice', role: 'cig-member' };
  await give(person);
  expect(await give(person)).toMatchObject({ json: { given: 0, changed: 0, unchanged: 1 } });
  expect(await give({ ...person, name: 'Once', until: '2027-03-31' })).toMatchObject({ json: { given: 0, changed: 1, unchanged: 0 } });
  expect((await roles()).filter(({ subject }) => subject === 'twice')).toMatchObject([{ name: 'Once', until: '2027-03-31' }]);
});

test('a role that is held on other days is not given on these without a word', async () => {
  const person = { subject: 'days', name: 'Days', role: 'cig-member' };
  expect(await give({ ...person, from: '2027-06-01' })).toMatchObject({ json: { given: 1 } });
  for (const days of [{}, { until: '2027-05-20' }, { from: '2027-07-01' }]) {
    const { status, json } = await give({ ...person, ...days });
    // What ends before the other begins is a time of its own.
    expect([days, status, status === 201 ? json.given : json.code]).toEqual(
      'until' in days ? [days, 201, 1] : [days, 409, 'roles.held-on-other-days'],
    );
  }
  expect(
    (await roles())
      .filter(({ subject }) => subject === 'days')
      .map(({ from, until }) => [from, until])
      .sort(),
  ).toEqual([
    ['2026-11-20', '2027-05-20'],
    ['2027-06-01', null],
  ]);
});

test('the last administrator stays, and goes once there is another', async () => {
  const end = (id: string) => westminster.ask('POST', `roles/${id}/end`, { token, body: { reason: 'Leaves the council.' } });
  expect(await end(administratorId)).toMatchObject({ status: 409, json: { code: 'roles.last-administrator' } });
  await give({ subject: 'second', name: 'Second', role: 'administrator' });
  const second = (await roles('?role=administrator')).find(({ subject }) => subject === 'second');
  expect(await end(String(second?.id))).toMatchObject({ status: 204 });
  expect(await end(String(second?.id))).toMatchObject({ status: 409, json: { code: 'roles.over' } });
  expect((await roles('?held=ended')).map(({ subject, endedBy, until }) => [subject, endedBy, until])).toEqual([
    ['second', 'administrator', '2026-11-20'],
  ]);
  expect((await historyOf(String(second?.id))).map(({ act }) => act).sort()).toEqual(['ended', 'given']);
});

test('of two administrators who end each other at once, one stays', async () => {
  const [one, other] = [await westminster.hold('one', 'administrator'), await westminster.hold('other', 'administrator')];
  await westminster.ask('POST', `roles/${administratorId}/end`, { token, body: { reason: 'For the while.' } });
  const end = async (by: string, id: string) =>
    westminster.ask('POST', `roles/${id}/end`, { token: await westminster.token(by), body: { reason: 'At once.' } });
  const ended = await Promise.all([end('one', other), end('other', one)]);
  expect(ended.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);

  token = await westminster.token(ended[0]?.status === 204 ? 'one' : 'other');
  expect(await roles('?role=administrator')).toHaveLength(1);
  await give({ subject: 'administrator', name: 'administrator', role: 'administrator' });
  token = await westminster.token('administrator');
});

describe('on pages', () => {
  test('who signed in and waits for a role is listed, and the form is filled in with what is known', async () => {
    await visitorOf(westminster, 'newcomer');
    const administrator = await visitorOf(westminster, 'administrator');
    const list = await administrator.get('/roles');
    expect(list.heading).toBe('Roles');
    const link = list.page('a[href*="subject=newcomer"]').attr('href') ?? '';
    const form = await administrator.get(link);
    expect([form.page('#name').val(), form.page('#subject').val()]).toEqual(['newcomer', 'newcomer']);
    expect(form.page('main').text()).toContain('Working as Administrator');

    const issuer = String(form.page('input[name="issuer"]').val());
    const given = await administrator.post('/roles/give', {
      name: 'New Comer',
      subject: 'newcomer',
      issuer,
      role: 'champion',
      heldFor: 'department:housing',
    });
    expect([given.path, textsOf(given, '.govuk-notification-banner__content')]).toEqual([
      '/roles',
      ['The role is given. New Comer: Compact champion for Housing.'],
    ]);
    expect(rowsOf(given).filter((row) => row.startsWith('New Comer'))).toEqual([expect.stringContaining('Compact champion for Housing')]);
    expect(given.page('a[href*="subject=newcomer"]')).toHaveLength(0);
  });

  test('a form with something wrong keeps what was typed, and says what to mend', async () => {
    const administrator = await visitorOf(westminster, 'administrator');
    const again = await administrator.post('/roles/give', { name: 'New', subject: '', role: 'representative', organisation: '' });
    expect([again.status, again.page('#name').val()]).toEqual([400, 'New']);
    expect(again.page('.govuk-error-summary a[href="#subject"]').text()).toContain('sign-in reference');
    const both = { name: 'New', subject: 'new', role: 'champion', heldFor: 'department:housing', organisation: 'GB-CHC-1000001' };
    const twice = await administrator.post('/roles/give', both);
    expect([twice.page('.govuk-error-message').length, twice.page('#organisation').val()]).toEqual([2, both.organisation]);
    const broken = await administrator.post('/roles/give', { name: 'New', subject: 'new', role: 'representative' });
    expect([broken.status, broken.page('.govuk-error-summary').text()]).toEqual([
      409,
      expect.stringContaining('a role for an organisation'),
    ]);
  });

  test('whoever may not give roles is not shown the way, and is refused', async () => {
    await westminster.hold('privacy', 'data-protection-officer');
    const officer = await visitorOf(westminster, 'privacy');
    const list = await officer.get('/roles');
    expect([list.status, list.page('a[href="/roles/give"]').length, list.page('a[href$="/end"]').length]).toEqual([200, 0, 0]);
    expect((await officer.get('/roles/give')).status).toBe(403);
    expect((await (await visitorOf(westminster, 'nobody')).get('/roles')).status).toBe(403);
  });
});

describe('working as', () => {
  const choices = (page: CheerioAPI) =>
    page('form[action="/working-as"] option')
      .map((_, option) => page(option).text())
      .get();

  test('is asked at the top of a form, among the roles that may send it, and kept until another is chosen', async () => {
    await westminster.hold('chooser', 'funding-officer');
    await westminster.hold('chooser', 'funding-officer', { kind: 'department', key: 'housing' });
    await westminster.hold('chooser', 'champion', { kind: 'department', key: 'housing' });
    const person = await visitorOf(westminster, 'chooser');
    const form = await person.get('/programmes/open');
    expect(choices(form.page)).toEqual(['Funding officer for the whole borough', 'Funding officer for Housing']);
    expect([form.page('label[for="working-as"]').text(), form.page('input[name="_workingAs"]').val()]).toEqual([
      'Working as',
      'funding-officer',
    ]);

    const chosen = await person.post('/working-as', { role: 'funding-officer:housing', returnTo: '/programmes/open' });
    expect([chosen.path, chosen.page('form[action="/working-as"] [selected]').val()]).toEqual([
      '/programmes/open',
      'funding-officer:housing',
    ]);
    expect(chosen.page('input[name="_workingAs"]').val()).toBe('funding-officer:housing');
    await person.post('/programmes/open', { title: 'Chosen', department: 'housing', _workingAs: 'funding-officer:housing' });
    expect(await sql(westminster.database.em(), `select held_for from history where subject = 'chooser'`)).toEqual([
      { held_for: 'housing' },
    ]);
  });

  test('is said where one role fits, and asked nowhere else', async () => {
    await westminster.hold('single', 'funding-officer');
    const person = await visitorOf(westminster, 'single');
    const form = await person.get('/programmes/open');
    expect([choices(form.page), textsOf(form, '.app-working-as')]).toEqual([[], ['Working as Funding officer for the whole borough']]);
    expect((await person.get('/privacy')).page('.app-working-as')).toHaveLength(0);
    expect((await westminster.ask('GET', 'programmes', { headers: { 'working-as': 'administrator' } })).status).toBe(200);
    const nobody = new Visitor(westminster.url);
    expect((await nobody.post('/working-as', { role: 'funding-officer' })).status).not.toBe(200);
  });
});

describe('a role that ends in a running session', () => {
  test('takes its own powers with it, and no others', async () => {
    const housing = await westminster.hold('both', 'funding-officer', { kind: 'department', key: 'housing' });
    await westminster.hold('both', 'commissioning-officer', { kind: 'department', key: 'environment' });
    await westminster.hold('both', 'champion', { kind: 'department', key: 'housing' });
    const person = await visitorOf(westminster, 'both');
    const open = await person.get('/programmes/open');
    expect([open.status, open.page('input[name="_workingAs"]').val()]).toEqual([200, 'funding-officer:housing']);

    await westminster.ask('POST', `roles/${housing}/end`, { token, body: { reason: 'Moves on.' } });

    const form = { title: 'Hives', department: 'housing', _workingAs: 'funding-officer:housing' };
    const sent = await person.post('/programmes/open', form);
    expect([sent.status, sent.heading]).toEqual([403, 'You do not have the role for this']);
    expect((await person.get('/programmes/open')).status).toBe(403);
    expect((await person.get('/')).page('main').text()).toContain('Commissioning officer for Environment, Compact champion for Housing');
    expect((await person.get('/publish/test')).status).toBe(200);
  });

  test('refuses the form that was shown in it, also where another role would do', async () => {
    const ending = await westminster.hold('another', 'funding-officer', { kind: 'department', key: 'housing' });
    await westminster.hold('another', 'funding-officer', { kind: 'department', key: 'environment' });
    const person = await visitorOf(westminster, 'another');
    await westminster.ask('POST', `roles/${ending}/end`, { token, body: { reason: 'Moves on.' } });
    const sent = await person.post('/programmes/open', { title: 'Hives', department: 'housing', _workingAs: 'funding-officer:housing' });
    expect([sent.status, sent.heading]).toEqual([403, 'You cannot work in that role']);
    expect((await westminster.ask('GET', 'programmes')).json.items.map(({ title }) => title)).not.toContain('Hives');
  });
});

test('one person with four roles in two boroughs acts in each in the right role, and in neither by what the other gave', async () => {
  const kensington = await askedBorough(undefined, { code: 'kensington-and-chelsea', sharing: westminster.issuer });
  try {
    const housing = await westminster.hold('hats-4', 'funding-officer', { kind: 'department', key: 'housing' });
    await westminster.hold('hats-4', 'sector-co-chair');
    await kensington.hold('hats-4', 'funding-officer', { kind: 'department', key: 'communities' });
    await kensington.hold('hats-4', 'cig-member');
    const [here, there] = [await visitorOf(westminster, 'hats-4'), await visitorOf(kensington, 'hats-4')];
    const open = (visitor: Visitor, title: string, department: string) =>
      visitor.post('/programmes/open', { title, department, _workingAs: `funding-officer:${department}` });
    const begin = (visitor: Visitor, _workingAs: string) => visitor.post('/compact/begin', { kind: 'code', title: 'Code', _workingAs });
    const actsIn = (borough: AskedBorough) =>
      sql(borough.database.em(), `select act, role, held_for from history where subject = 'hats-4' order by act`);

    expect((await open(here, 'Hives', 'housing')).heading).toBe('Hives');
    expect((await begin(here, 'sector-co-chair')).heading).toBe('Begin a version');
    expect((await open(there, 'Bees', 'communities')).heading).toBe('Bees');
    // Neither borough knows of what the other gave.
    expect((await begin(there, 'sector-co-chair')).status).toBe(403);
    expect((await begin(there, 'cig-member')).status).toBe(403);
    expect((await open(there, 'Hives', 'housing')).status).toBe(403);
    expect((await open(here, 'Bees', 'communities')).status).toBe(403);
    expect(await kensington.ask('POST', 'programmes', { token: await westminster.token('hats-4'), body: {} })).toMatchObject({
      status: 401,
      json: { code: 'bad-token' },
    });

    await westminster.ask('POST', `roles/${housing}/end`, { token, body: { reason: 'Moves on.' } });
    expect((await open(here, 'More', 'housing')).status).toBe(403);
    expect((await begin(here, 'sector-co-chair')).heading).toBe('Begin a version');
    expect((await open(there, 'More', 'communities')).heading).toBe('More');
    expect([await actsIn(westminster), await actsIn(kensington)]).toEqual([
      [
        { act: 'document begun', role: 'sector-co-chair', held_for: null },
        { act: 'document begun', role: 'sector-co-chair', held_for: null },
        { act: 'opened', role: 'funding-officer', held_for: 'housing' },
      ],
      [
        { act: 'opened', role: 'funding-officer', held_for: 'communities' },
        { act: 'opened', role: 'funding-officer', held_for: 'communities' },
      ],
    ]);
  } finally {
    await kensington.stop();
  }
});
