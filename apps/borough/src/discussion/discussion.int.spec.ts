import { sql } from '#database';
import { type Role, ROLES } from '#identity';
import { loggedByPostgres } from '../../../../test/support/database.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, textsOf, Visitor, visitorOf } from '../pages.fixture.js';
import { Discussion } from './discussion.service.js';

const CANARY = 'Quillfeather';
const NOON = '2026-11-20T12:00:00Z';
const IN_THE_ROOM: readonly Role[] = ['council-co-chair', 'sector-co-chair', 'partnership-secretary', 'cig-member'];
/** Who sees much of what is done here. */
const OFTEN_THERE: readonly Role[] = ['administrator', 'data-protection-officer', 'funding-officer'];

let westminster: AskedBorough;
const visitors = new Map<Role, Visitor>();
beforeAll(async () => {
  westminster = await askedBorough(NOON);
  for (const role of ROLES) {
    await westminster.hold(role, role);
    visitors.set(role, await visitorOf(westminster, role));
  }
});
afterEach(() => westminster.clock.set(NOON));
afterAll(() => westminster.stop());

const as = (role: Role): Visitor => visitors.get(role) as Visitor;
/** @returns where it is read. */
async function aTopic(isRoomOnly: 'yes' | 'no' = 'no', title = 'Between us'): Promise<string> {
  return (await as('cig-member').post('/discussion/open', { title, isRoomOnly })).path;
}
const linkOf = async (topic: string, role: Role, text: string): Promise<string> =>
  (await as(role).get(topic)).page(`main a:contains("${text}")`).first().attr('href') ?? '';

const AT_ONCE = 20;

/** What stands at every address that is read, with the ids of the topic and of its first post; one’s own account apart. */
async function whereFound(visitor: Visitor, topic: string, post: string): Promise<string[]> {
  const id = topic.split('/').at(-1) ?? '';
  const addresses = [...westminster.routes.keys()]
    .filter((route) => /^GET (?:[^:*]|:topicId|:postId)*$/.test(route) && !route.includes('/account'))
    .map((route) => route.slice('GET '.length).replace(':topicId', id).replace(':postId', post));
  const found: string[] = [];
  for (let first = 0; first < addresses.length; first += AT_ONCE) {
    const some = addresses.slice(first, first + AT_ONCE);
    const shown = await Promise.all(some.map(async (address) => ((await visitor.get(address)).text.includes(CANARY) ? [address] : [])));
    found.push(...shown.flat().map((address) => address.replace(id, ':topic').replace(post, ':post')));
  }
  return found.toSorted();
}

test('the room reads what is said in it, by name and role; nobody else finds it anywhere, and no record keeps its words', async () => {
  const topic = await aTopic('no', `${CANARY} and the hall`);
  const said = await as('cig-member').post(topic, { text: `${CANARY} says no.` });
  expect(textsOf(said, '.app-timeline__title')).toEqual(['cig-member, CIG member']);
  const post = (await linkOf(topic, 'cig-member', 'Change')).split('/').at(-2) ?? '';
  const everywhere = ['/discussion', '/discussion/:topic', '/discussion/:topic/posts/:post/take-back'];
  for (const role of [...IN_THE_ROOM.slice(2), ...OFTEN_THERE]) {
    const found = (await whereFound(as(role), topic, post)).filter((address) => !address.endsWith('/change'));
    expect([role, found]).toEqual([role, IN_THE_ROOM.includes(role) ? everywhere : []]);
  }
  expect(await whereFound(new Visitor(westminster.url), topic, post)).toEqual([]);
  for (const role of ROLES) expect([role, (await as(role).get(topic)).status]).toEqual([role, IN_THE_ROOM.includes(role) ? 200 : 403]);
  const held = async (role: Role) => (await westminster.ask('GET', 'account/export', { token: await westminster.token(role) })).text;
  expect([(await held('cig-member')).includes(CANARY), (await held('council-co-chair')).includes(CANARY)]).toEqual([true, false]);

  const kept = await sql<{ name: string }>(
    westminster.database.em(),
    `select 'history' as name from history t where t::text like $1 union all select 'outbox' from outbox t where t::text like $1
     union all select 'events' from events t where t::text like $1 union all select 'mails' from outgoing_mails t where t::text like $1`,
    [`%${CANARY}%`],
  );
  expect([kept, loggedByPostgres().includes(CANARY)]).toEqual([[], false]);
});

test('what somebody else says is taken back by a chair with a reason, and by no other member', async () => {
  const topic = await aTopic();
  await as('cig-member').post(topic, { text: 'Mrs Example is late again.' });
  const path = await linkOf(topic, 'council-co-chair', 'Take back');
  expect(await linkOf(topic, 'partnership-secretary', 'Take back')).toBe('');
  expect((await as('partnership-secretary').post(path, { reason: 'I dislike it.' })).status).toBe(409);
  expect((await as('council-co-chair').post(path)).status).toBe(400);
  const page = await as('council-co-chair').post(path, { reason: 'It names a person.' });
  expect(page.page('main').text()).toContain('Taken back by a chair: It names a person.');
  expect(page.page('main').text()).not.toContain('Mrs Example');
});

test('what was typed is not lost: where the topic was closed meanwhile, and in a second window on the same post', async () => {
  const topic = await aTopic();
  await as('cig-member').post(topic, { text: 'First.' });
  const change = await linkOf(topic, 'cig-member', 'Change');
  const asOf = String((await as('cig-member').get(change)).page('[name="asOf"]').val());
  expect((await as('cig-member').post(change, { text: 'Second.', asOf })).page('main').text()).toContain('Second.');
  const other = await as('cig-member').post(change, { text: 'From another window.', asOf });
  expect([other.status, other.page('#text').val()]).toEqual([409, 'From another window.']);
  westminster.clock.set('2026-11-20T13:01:00Z');
  expect((await as('cig-member').post(change, { text: 'Late.', asOf: '2' })).status).toBe(409);
  westminster.clock.set(NOON);

  expect((await as('partnership-secretary').send(`${topic}/close`)).status).toBe(403);
  await as('sector-co-chair').post(`${topic}/close`);
  const refused = await as('cig-member').post(topic, { text: 'I was writing still.' });
  expect([refused.status, refused.page('#text').val()]).toEqual([409, 'I was writing still.']);
  expect((await as('cig-member').get(topic)).page('#text')).toHaveLength(0);
});

test('what was for the room only is erased on its day, and not before; everything else stays', async () => {
  const [room, other] = [await aTopic('yes', 'For the room'), await aTopic('no', 'For the group')];
  for (const topic of [room, other]) {
    await as('cig-member').post(topic, { text: `${CANARY} stays or goes.` });
    await as('council-co-chair').post(`${topic}/close`);
  }
  const discussion = westminster.app.get(Discussion, { strict: false });
  const erasedOn = async (day: string): Promise<number> => {
    westminster.clock.set(`${day}T12:00:00Z`);
    return discussion.eraseRoomOnly();
  };
  expect([await erasedOn('2026-12-19'), await erasedOn('2026-12-20'), await erasedOn('2026-12-21')]).toEqual([0, 1, 0]);
  westminster.clock.set(NOON);
  const page = await as('cig-member').get(room);
  expect([page.text.includes(CANARY), page.page('.govuk-inset-text').text().trim()]).toEqual([
    false,
    'It was for the room only. What was said in it was erased on 20 December 2026.',
  ]);
  expect((await as('cig-member').get(other)).text).toContain(CANARY);
  expect(rowsOf(await as('cig-member').get('/discussion')).find((row) => row.startsWith('For the room'))).toContain('Erased');
});

test('a topic takes as many posts as its page shows, and what was typed for one more is kept', async () => {
  const topic = await aTopic('no', 'A long talk');
  await sql(
    westminster.database.em(),
    `insert into discussion_posts (id, topic_id, text, posted_at, issuer, subject, name, role)
     select gen_random_uuid(), $1, 'So.', '2026-11-20T11:00:00Z', 'https://id.example', 'member', 'Member', 'cig-member'
     from generate_series(1, 999)`,
    [topic.split('/').at(-1)],
  );
  expect((await as('cig-member').post(topic, { text: 'The last that fits.' })).text).toContain('The last that fits.');
  const refused = await as('cig-member').post(topic, { text: 'One more.' });
  expect([refused.status, refused.page('#text').val()]).toEqual([409, 'One more.']);
});
