import { sql } from '#database';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { CaseFinder } from '../commitment-cases/case-finder.service.js';
import { MarkRounds } from '../marks/mark-rounds.service.js';
import { rowsOf, Visitor, visitorOf } from '../pages.fixture.js';

const NOW = '2026-11-20T12:00:00Z';

let westminster: AskedBorough;
let organisation: string;
let grants = 0;
beforeAll(async () => {
  westminster = await askedBorough(NOW);
  await westminster.hold('council', 'council-co-chair');
  await westminster.hold('sector', 'sector-co-chair');
  const body = { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] };
  organisation = (await westminster.ask('POST', 'organisations', { token: westminster.tokens.officer, body })).json.id;
});
afterAll(() => westminster.stop());
afterEach(() => westminster.clock.set(NOW));

/** One side proposes it, the other confirms it. */
async function agreed(path: string, body: object): Promise<void> {
  const proposed = await westminster.ask('POST', path, { token: await westminster.token('council'), body });
  if (proposed.status !== 201) throw new Error(proposed.text);
  const confirmed = await westminster.ask('POST', `two-keys/${proposed.json.id}/confirm`, {
    token: await westminster.token('sector'),
    body: {},
  });
  expect(confirmed.status).toBe(204);
}

/** A grant that is cut from 10 January, told on a day and public. */
async function aCut(receivedOn: string): Promise<void> {
  const { officer: token } = westminster.tokens;
  const grant = {
    organisation,
    title: `Lunches ${(grants += 1)}`,
    description: 'Hot meals.',
    department: 'housing',
    awardedOn: '2026-04-01',
  };
  const { json } = await westminster.ask('POST', 'grants', { token, body: { ...grant, amountAwardedPence: 25_000_00 } });
  const cut = { amountPence: 20_000_00, effectiveOn: '2027-01-10', reason: 'The programme costs a fifth less.' };
  const body = { ...cut, toldInWritingOn: receivedOn, receivedOn, madePublicOn: '2026-11-19' };
  const { status, text } = await westminster.ask('POST', `grants/${json.id}/reductions`, { token, body });
  if (status !== 201) throw new Error(text);
}

const seen = new Set<string>();
/** Looks until there is nothing left, and says of which kind what was told since is. */
async function told(): Promise<string[]> {
  const finder = westminster.app.get(CaseFinder, { strict: false });
  while ((await finder.look()) !== 0);
  const rows = await sql<{ id: string; type: string }>(
    westminster.database.em(),
    `select id, type from (
       select event_id as id, type, false as waits, position as place from events union all select event_id, type, true, id from outbox
     ) told where type like 'commitments.%' order by waits, place`,
  );
  const unseen = rows.filter(({ id }) => !seen.has(id));
  for (const { id } of unseen) seen.add(id);
  return unseen.map(({ type }) => type);
}

const [HELD_FROM, HELD_TO] = ['2026-12-01', '2026-12-20'];
const REPORTED = 'commitments.case-reported.v1';
const OPENED = 'commitments.reply-opened.v1';

test('while a hold runs nothing newly adverse is told, but what was kept is; the day after all goes on', async () => {
  await agreed('holds', { from: HELD_FROM, to: HELD_TO, reason: 'One ward elects a councillor.' });
  expect(await told()).toEqual(['commitments.hold-agreed.v1']);
  await aCut('2026-11-10');
  expect(await told()).toEqual([OPENED]);

  await aCut('2026-11-11');
  await aCut('2026-10-09');
  westminster.clock.set('2026-12-01T00:30:00Z');
  expect(await told()).toEqual([REPORTED]);
  // The time to reply to the first is over within the hold.
  westminster.clock.set('2026-12-20T23:30:00Z');
  expect(await told()).toEqual([]);
  westminster.clock.set('2026-12-21T00:30:00Z');
  expect((await told()).toSorted()).toEqual([REPORTED, OPENED]);
});

test('marks that both replied to wait, too, and are told once the hold is over', async () => {
  const ask = async (who: string, path: string, body: object = {}) => {
    const { status, text } = await westminster.ask('POST', path, { token: await westminster.token(who), body });
    if (status >= 300) throw new Error(`${path}: ${text}`);
  };
  await ask('council', 'mark-rounds');
  for (const side of ['council', 'sector']) {
    await ask(side, 'mark-rounds/2026-1/marks/N-23', { mark: 2 });
    await ask(side, 'mark-rounds/2026-1/done');
  }
  westminster.clock.set('2026-12-01T12:00:00Z');
  for (const side of ['council', 'sector']) await ask(side, 'mark-rounds/2026-1/replies', { kind: 'agree' });
  const publish = () => westminster.app.get(MarkRounds, { strict: false }).publishHeard();
  await publish();
  expect(await told()).not.toContain('commitments.marks-published.v1');
  westminster.clock.set('2026-12-21T12:00:00Z');
  await publish();
  expect(await told()).toContain('commitments.marks-published.v1');
});

test('cases that are held back by the word of both are not told, those told before stay, and all are told once that is over', async () => {
  await agreed('commitments/N-07/provision', { state: 'withheld', from: '2026-10-01', reason: 'Cases name two small groups.' });
  expect(await told()).toEqual(['commitments.provision-agreed.v1']);
  await aCut('2026-10-08');
  expect(await told()).toEqual([]);
  await agreed('commitments/N-07/provision', { state: 'provided', from: '2026-10-01', reason: 'Both groups agreed.' });
  expect(await told()).toEqual(['commitments.provision-agreed.v1', REPORTED]);
});

test('a case that the chairs were asked about before it was held back is told when the time to reply is over', async () => {
  await aCut('2026-11-09');
  expect(await told()).toEqual([OPENED]);
  await agreed('commitments/N-07/provision', { state: 'withheld', from: '2026-10-01', reason: 'Cases name one small group.' });
  expect(await told()).toEqual(['commitments.provision-agreed.v1']);
  westminster.clock.set('2026-12-21T12:00:00Z');
  expect(await told()).toEqual([REPORTED]);
  westminster.clock.set(NOW);
  await agreed('commitments/N-07/provision', { state: 'provided', from: '2026-10-01', reason: 'The group agreed.' });
  expect(await told()).toEqual(['commitments.provision-agreed.v1']);
});

test('one side alone changes nothing, and a hold that is too long is refused beside its field', async () => {
  const body = { from: '2027-03-22', to: '2027-05-06', reason: 'The council is elected.' };
  await westminster.ask('POST', 'holds', { token: await westminster.token('sector'), body });
  expect(JSON.stringify((await westminster.ask('GET', 'holds')).json.items)).not.toContain('The council is elected.');
  const long = { ...body, to: '2027-09-01' };
  const refused = await westminster.ask('POST', 'holds', { token: await westminster.token('council'), body: long });
  expect([refused.status, refused.json.errors]).toMatchObject([400, [{ pointer: '/to' }]]);
});

test('a chair proposes on the page and the other confirms; everyone reads it, and it can be ended the same way', async () => {
  const [council, sector] = [await visitorOf(westminster, 'council'), await visitorOf(westminster, 'sector')];
  const form = { state: 'not-provided', 'from-day': '1', 'from-month': '4', 'from-year': '2026', reason: 'The whole group meets.' };
  const proposal = await council.post('/declarations/commitments/N-22/propose', { ...form, _workingAs: 'council-co-chair' });
  expect(proposal.path).toMatch(/^\/two-keys\//);
  await sector.post(`${proposal.path}/confirm`, { _workingAs: 'sector-co-chair' });
  const stranger = new Visitor(westminster.url);
  const page = await stranger.get('/declarations');
  expect(rowsOf(page).join()).toContain('The whole group meets.');
  expect((await stranger.get('/commitments/N-22')).text).toContain('The borough does not run this activity');
});
