import { sql } from '#database';
import { loggedByPostgres } from '../../../../test/support/database.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, textsOf, visitorOf } from '../pages.fixture.js';

let westminster: AskedBorough;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  westminster = await askedBorough();
  await westminster.hold('administrator', 'administrator');
  for (const subject of ['administrator', 'council', 'sector', 'new']) tokens[subject] = await westminster.token(subject);
});
afterAll(() => westminster.stop());

const ask = (by: string, method: string, path: string, body?: object) => westminster.ask(method, path, { token: tokens[by] ?? '', body });
const give = (subject: string, role: string) => ask('administrator', 'POST', 'roles', { subject, name: `The ${subject} chair`, role });
const propose = (by: string, subject: string, side: string) =>
  ask(by, 'POST', 'co-chairs', { subject, name: `The ${subject} chair`, side, reason: 'The term ends.' });
const chairs = async () => {
  const items = [...(await ask('administrator', 'GET', 'roles?role=council-co-chair')).json.items];
  items.push(...(await ask('administrator', 'GET', 'roles?role=sector-co-chair')).json.items);
  return items.map(({ subject, role }) => `${String(subject)} ${String(role)}`).sort();
};

test('the first co-chair on each side is given by an administrator; from then on it takes both sides', async () => {
  expect(await give('council', 'council-co-chair')).toMatchObject({ status: 201 });
  expect(await give('sector', 'sector-co-chair')).toMatchObject({ status: 201 });
  const refused = await give('new', 'sector-co-chair');
  expect([refused.status, refused.json.code]).toEqual([409, 'roles.needs-both-co-chairs']);
  expect(await chairs()).toEqual(['council council-co-chair', 'sector sector-co-chair']);
});

test('a co-chair proposes another, and nothing changes until the other side confirms it', async () => {
  const { status, json } = await propose('sector', 'new', 'sector');
  expect([status, await chairs()]).toEqual([201, ['council council-co-chair', 'sector sector-co-chair']]);
  expect(await propose('sector', 'new', 'sector')).toMatchObject({ status: 409, json: { code: 'two-keys.proposed-already' } });
  expect(loggedByPostgres()).not.toContain('two_key_acts_open');

  for (const by of ['sector', 'administrator', 'new']) expect((await ask(by, 'POST', `two-keys/${json.id}/confirm`)).status).not.toBe(204);
  expect(await chairs()).toHaveLength(2);

  expect(await ask('council', 'POST', `two-keys/${json.id}/confirm`)).toMatchObject({ status: 204 });
  expect(await chairs()).toEqual(['council council-co-chair', 'new sector-co-chair', 'sector sector-co-chair']);
  expect(await ask('council', 'POST', `two-keys/${json.id}/confirm`)).toMatchObject({ status: 409, json: { code: 'two-keys.over' } });
  const lines = await sql(
    westminster.database.em(),
    `select record_type, act, subject, role from history where role in ('council-co-chair', 'sector-co-chair') order by act, record_type`,
  );
  expect(lines).toEqual([
    { record_type: 'two-key-act', act: 'confirmed', subject: 'council', role: 'council-co-chair' },
    { record_type: 'role', act: 'given', subject: 'council', role: 'council-co-chair' },
    { record_type: 'two-key-act', act: 'proposed', subject: 'sector', role: 'sector-co-chair' },
  ]);
});

test('the end of a co-chair is proposed and confirmed in the same way, and the last of a side stays', async () => {
  const idOf = async (subject: string) => {
    const { items } = (await ask('administrator', 'GET', 'roles')).json;
    return String(items.find((role) => role.subject === subject && String(role.role).endsWith('co-chair'))?.id);
  };
  const sector = await idOf('sector');
  expect(await ask('administrator', 'POST', `roles/${sector}/end`, { reason: 'By one word.' })).toMatchObject({ status: 409 });
  expect(await ask('council', 'POST', `co-chairs/${await idOf('council')}/end`, { reason: 'Leaves.' })).toMatchObject({
    status: 409,
    json: { code: 'roles.last-co-chair' },
  });
  const { json } = await ask('council', 'POST', `co-chairs/${sector}/end`, { reason: 'The term is over.' });
  expect(await ask('sector', 'POST', `two-keys/${json.id}/confirm`)).toMatchObject({ status: 204 });
  expect(await chairs()).toEqual(['council council-co-chair', 'new sector-co-chair']);
  expect(await ask('sector', 'GET', 'two-keys')).toMatchObject({ status: 403 });
});

test('what became impossible meanwhile is not done when it is confirmed, and says why', async () => {
  const { json } = await propose('council', 'sector', 'sector');
  await westminster.hold('sector', 'council-co-chair');
  const refused = await ask('new', 'POST', `two-keys/${json.id}/confirm`);
  expect([refused.status, refused.json.code]).toEqual([409, 'roles.both-sides']);
  expect(await ask('new', 'GET', `two-keys/${json.id}`)).toMatchObject({ json: { state: 'proposed' } });
  expect(await ask('council', 'POST', `two-keys/${json.id}/withdraw`, { reason: 'A mistake.' })).toMatchObject({ status: 204 });
});

test('a proposal is nobody’s word once whoever made it does not chair any more', async () => {
  await westminster.hold('leaver', 'council-co-chair');
  tokens.leaver = await westminster.token('leaver');
  const { json } = await propose('leaver', 'sixth', 'council');
  const leaver = (await ask('administrator', 'GET', 'roles?role=council-co-chair')).json.items.find(({ subject }) => subject === 'leaver');
  const end = await ask('council', 'POST', `co-chairs/${String(leaver?.id)}/end`, { reason: 'The term is over.' });
  expect(await ask('new', 'POST', `two-keys/${end.json.id}/confirm`)).toMatchObject({ status: 204 });
  expect(await ask('new', 'POST', `two-keys/${json.id}/confirm`)).toMatchObject({
    status: 409,
    json: { code: 'two-keys.proposer-chairs-no-more' },
  });
  await ask('new', 'POST', `two-keys/${json.id}/refuse`, { reason: 'Nobody proposes it.' });
});

test('whoever turns the second key sees all that would be done, and by which names the person is known here', async () => {
  await westminster.hold('seventh', 'champion', { kind: 'department', key: 'housing' });
  const body = { subject: 'seventh', name: 'Somebody else', side: 'sector', until: '2027-03-31', reason: 'A try.' };
  const { json } = await ask('council', 'POST', 'co-chairs', body);
  expect((await ask('new', 'GET', `two-keys/${json.id}`)).json).toMatchObject({
    inWords: 'Somebody else becomes co-chair for the sector side',
    details: [
      { text: 'Sign-in reference', value: 'seventh' },
      { text: 'Where they sign in', value: westminster.issuer.url },
      { text: 'Known here as', value: 'seventh' },
      { text: 'Last day', value: '31 March 2027' },
    ],
  });
  await ask('council', 'POST', `two-keys/${json.id}/withdraw`, { reason: 'It was a try.' });
});

const over = (roleId: string) =>
  sql(westminster.database.em(), 'update role_assignments set held_until = held_from where id = $1', [roleId]);

test('whoever turns the second key on an end sees whom it ends, and an administrator puts no other name to them', async () => {
  const leaving = await westminster.hold('ninth', 'sector-co-chair');
  const other = await westminster.hold('ninth', 'champion', { kind: 'department', key: 'housing' });
  await sql(westminster.database.em(), `update role_assignments set name = 'Ninth of All' where id = $1`, [other]);
  const renamed = await ask('administrator', 'POST', 'roles', { subject: 'ninth', name: 'Somebody else', role: 'sector-co-chair' });
  expect([renamed.status, renamed.json.code, renamed.json['errors']]).toMatchObject([409, 'roles.co-chairs-name', [{ pointer: '/name' }]]);

  const { json } = await ask('council', 'POST', `co-chairs/${leaving}/end`, { reason: 'A try.' });

  expect((await ask('new', 'GET', `two-keys/${json.id}`)).json).toMatchObject({
    details: [
      { text: 'Sign-in reference', value: 'ninth' },
      { text: 'Where they sign in', value: westminster.issuer.url },
      { text: 'Known here as', value: 'Ninth of All, ninth' },
      { text: 'Role', value: 'CIG co-chair, sector side' },
      { text: 'Since', value: '20 November 2026' },
    ],
  });
  await ask('council', 'POST', `two-keys/${json.id}/withdraw`, { reason: 'It was a try.' });
  await over(leaving);
});

describe('on pages', () => {
  test('of two co-chairs of one name, each is shown with the reference of their sign-in', async () => {
    const other = await westminster.hold('the COUNCIL chair', 'council-co-chair');
    const rows = rowsOf(await (await visitorOf(westminster, 'council')).get('/co-chairs')).join();
    expect(rows).toContain('the COUNCIL chair, sign-in reference the COUNCIL chair');
    expect(rows).toContain('The council chair, sign-in reference council');
    await over(other);
  });

  test('a co-chair who is administrator, too, turns the second key as co-chair', async () => {
    await westminster.hold('new', 'administrator');
    const { json } = await propose('council', 'eighth', 'council');
    const both = await visitorOf(westminster, 'new');
    const act = await both.get(`/two-keys/${json.id}`);
    const role = String(act.page('form[action$="/confirm"] input[name="_workingAs"]').val());
    expect(role).toBe('sector-co-chair');
    const done = await both.post(`/two-keys/${json.id}/confirm`, { _workingAs: role });
    expect(textsOf(done, '.govuk-notification-banner__content')).toEqual(['Both sides agree, and it is done.']);
  });

  test('what waits is on the start page of who can answer it, and is confirmed from there', async () => {
    const council = await visitorOf(westminster, 'council');
    const form = { side: 'sector', name: 'A third chair', subject: 'third', reason: 'The sector wishes it.' };
    const proposed = await council.post('/co-chairs/propose', form);
    expect([proposed.heading, textsOf(proposed, '.govuk-notification-banner__content')]).toEqual([
      'A third chair becomes co-chair for the sector side',
      ['It is proposed. Nothing changes until a co-chair of the other side confirms it.'],
    ]);
    expect(proposed.page('form[action$="/confirm"]')).toHaveLength(0);

    const sector = await visitorOf(westminster, 'new');
    const start = await sector.get('/');
    const address = String(start.page('a[href^="/two-keys/"]').attr('href'));
    const act = await sector.get(address);
    expect(act.page('form[action$="/confirm"] button').text().trim()).toBe('Confirm for the sector side');
    const done = await sector.post(`${address}/confirm`);
    expect(textsOf(done, '.govuk-notification-banner__content')).toEqual(['Both sides agree, and it is done.']);
    expect(rowsOf(await sector.get('/co-chairs'))).toEqual(
      expect.arrayContaining([expect.stringContaining('A third chair | CIG co-chair, sector side | 20 November 2026')]),
    );
    expect((await sector.get('/')).page('a[href^="/two-keys/"]')).toHaveLength(0);
  });

  test('refusing needs a reason, which the other side reads', async () => {
    const council = await visitorOf(westminster, 'council');
    const { path } = await council.post('/co-chairs/propose', { side: 'council', name: 'Fourth', subject: 'fourth', reason: 'A second.' });
    const sector = await visitorOf(westminster, 'new');
    const without = await sector.post(`${path}/refuse`, { reason: '' });
    expect([without.status, without.page('.govuk-error-summary').text()]).toEqual([400, expect.stringContaining('Say why')]);
    await sector.post(`${path}/refuse`, { reason: 'Not before the review.' });
    const seen = await council.get(path);
    expect(seen.page('main').text()).toContain('Not before the review.');
    expect(seen.page('form[action^="/two-keys"]')).toHaveLength(0);
    expect(rowsOf(await council.get('/two-keys'))).toContainEqual(
      expect.stringMatching(/^Fourth becomes co-chair for the council side .* Refused/),
    );
  });

  test('a proposal that nobody answered for 28 days is over, and can be made anew', async () => {
    const council = await visitorOf(westminster, 'council');
    const form = { side: 'council', name: 'Fifth', subject: 'fifth', reason: 'A second.' };
    const { path } = await council.post('/co-chairs/propose', form);
    westminster.clock.set('2026-12-19T12:00:00Z');
    const again = await visitorOf(westminster, 'new');
    expect((await again.get(path)).page('main').text()).toContain('Not answered in time');
    expect((await again.post(`${path}/confirm`)).page('.govuk-error-summary').text()).toContain('was not answered in time');
    const anew = await (await visitorOf(westminster, 'council')).post('/co-chairs/propose', form);
    expect(anew.heading).toBe('Fifth becomes co-chair for the council side');
  });
});
