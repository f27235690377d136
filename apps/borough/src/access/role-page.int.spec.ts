import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, summaryOf, textsOf, type Visitor, visitorOf } from '../pages.fixture.js';

let westminster: AskedBorough;
let administrator: Visitor;
let token: string;
beforeAll(async () => {
  westminster = await askedBorough();
  await westminster.hold('administrator', 'administrator');
  [administrator, token] = [await visitorOf(westminster, 'administrator'), await westminster.token('administrator')];
});
afterAll(() => westminster.stop());

const send = (path: string, body: object, by = token) => westminster.ask('POST', path, { token: by, body });
const roleOf = async (subject: string): Promise<string> => {
  const { items } = (await westminster.ask('GET', 'roles?limit=500', { token })).json;
  return String(items.find((role) => role.subject === subject)?.id);
};

describe('the page of a role', () => {
  test('is led to by the list, and says in words who gave, changed and ended it, in what role and why', async () => {
    const person = { subject: 'bee', name: 'Bee Keeper', role: 'champion', department: 'housing' };
    await send('roles', { ...person, until: '2027-03-31' });
    westminster.clock.advance(60_000);
    await send('roles', { ...person, name: 'B. Keeper' });
    const id = await roleOf('bee');
    const list = await administrator.get('/roles');
    expect(list.page(`main tbody a[href="/roles/${id}"]`).text()).toBe('B. Keeper as Compact champion for Housing');

    const held = await administrator.get(`/roles/${id}`);
    expect([held.title, held.heading]).toEqual(['Compact champion for Housing: B. Keeper – Local Compact of Westminster', 'B. Keeper']);
    expect(summaryOf(held)).toMatchObject({ 'Sign-in reference': 'bee', 'Last day': 'No last day', 'Given by': 'administrator' });
    expect(held.page(`main a[href="/roles/${id}/end"]`)).toHaveLength(1);

    westminster.clock.advance(60_000);
    await send(`roles/${id}/end`, { reason: 'Moves on.' });
    const over = await administrator.get(`/roles/${id}`);
    const who = 'Administrator';
    expect(rowsOf(over)).toEqual([
      `20 November 2026 at 12:02 | ${who} | Ended the role | Moves on.`,
      `20 November 2026 at 12:01 | ${who} | Took the last day away. Recorded the name “B. Keeper” | None given`,
      `20 November 2026 at 12:00 | ${who} | Gave the role, until 31 March 2027 | None given`,
    ]);
    expect(over.page(`main a[href="/roles/${id}/end"]`)).toHaveLength(0);
    const form = await administrator.get(`/roles/${id}/end`);
    expect([form.status, form.page('main form').length, form.page('main').text()]).toEqual([
      409,
      0,
      expect.stringContaining('This role has ended already.'),
    ]);
    const { json } = await westminster.ask('GET', `roles/${id}/history?limit=1`, { token });
    expect([json.items, json.next]).toMatchObject([[{ act: 'ended', why: 'Moves on.', isPublic: false }], expect.any(String)]);
  });

  test('leads to signing its person out everywhere, which is kept with its reason and leaves the role', async () => {
    const id = await westminster.hold('loser', 'champion', { kind: 'department', key: 'housing' });
    const [one, other] = [await visitorOf(westminster, 'loser'), await visitorOf(westminster, 'loser')];
    const page = await administrator.get(`/roles/${id}`);
    const address = page.page('main a:contains("Sign the person out everywhere")').attr('href') ?? '';
    expect((await administrator.post(address, { reason: '' })).page('.govuk-error-summary a').text()).toContain('Say why the person is');
    expect((await one.get('/account')).heading).toBe('Your account');

    const done = await administrator.post(address, { reason: 'Their telephone was stolen.' });
    expect([done.path, textsOf(done, '.govuk-notification-banner__content')]).toEqual([
      `/roles/${id}`,
      ['The person is signed out at every browser.'],
    ]);
    for (const browser of [one, other]) expect((await browser.send('/sign-out/everywhere')).status).toBe(401);
    expect((await administrator.get('/account')).heading).toBe('Your account');
    expect(rowsOf(done)[0]).toMatch(/ [|] Administrator [|] Signed the person out everywhere [|] Their telephone was stolen[.]$/);
    expect(summaryOf(done)).toMatchObject({ 'Last day': 'No last day' });

    const again = await visitorOf(westminster, 'loser');
    expect(await send(`roles/${id}/end-sign-ins`, { reason: 'Once more.' })).toMatchObject({ status: 204 });
    expect((await again.send('/sign-out/everywhere')).status).toBe(401);
  });

  test('is for those who read roles, and of a role that is there', async () => {
    const id = await roleOf('administrator');
    await westminster.hold('officer-of-roles', 'funding-officer');
    expect((await (await visitorOf(westminster, 'officer-of-roles')).get(`/roles/${id}`)).status).toBe(403);
    for (const path of ['/roles/01980000-0000-7000-8000-000000000000', '/roles/nobody']) {
      expect([path, (await administrator.get(path)).status]).toEqual([path, 404]);
    }
    expect((await westminster.ask('GET', 'roles/01980000-0000-7000-8000-000000000000/history', { token })).status).toBe(404);
  });
});

test('the page of a proposal says in words who proposed it and who answered it, and why', async () => {
  for (const side of ['council', 'sector']) await send('roles', { subject: side, name: side, role: `${side}-co-chair` });
  const [council, sector] = [await westminster.token('council'), await westminster.token('sector')];
  const { json } = await send('co-chairs', { subject: 'new', name: 'New', side: 'sector', reason: 'The term ends.' }, council);
  westminster.clock.advance(60_000);
  await send(`two-keys/${json.id}/refuse`, { reason: 'Not yet.' }, sector);

  const page = await administrator.get(`/two-keys/${json.id}`);
  expect(textsOf(page, 'h2#history')).toEqual(['History']);
  expect(rowsOf(page)).toEqual([
    expect.stringMatching(/ [|] CIG co-chair, sector side [|] Refused it [|] Not yet[.]$/),
    expect.stringMatching(/ [|] CIG co-chair, council side [|] Proposed it [|] The term ends[.]$/),
  ]);
  const table = await westminster.ask('GET', `two-keys/${json.id}/history.csv`, { token });
  expect(table.text).toContain('Refused it,Not yet.,refused,sector-co-chair');
});
