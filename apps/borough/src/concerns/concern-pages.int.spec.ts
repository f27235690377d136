import { sql } from '#database';
import { LocalMailServer } from '../../../../deploy/local/mail/local-mail-server.js';
import { loggedByPostgres } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { rowsOf, summaryOf, textsOf, Visitor, visitorOf } from '../pages.fixture.js';
import { ConcernedBorough, FACTS } from './concerns.fixture.js';
import { UnconfirmedConcerns } from './online-concerns.service.js';

const FORM = {
  organisation: 'Canary harp circle',
  respondent: 'housing',
  kind: 'short-notice',
  'happenedOn-day': '1',
  'happenedOn-month': '5',
  'happenedOn-year': '2026',
  facts: FACTS,
  remedy: 'Three months of notice.',
  way: 'cvs',
};

let server: LocalMailServer;
let concerned: ConcernedBorough;
let anyone: Visitor;
let people = 0;
beforeAll(async () => {
  server = await LocalMailServer.listen(0);
  concerned = await ConcernedBorough.start({
    server: { host: '127.0.0.1', port: server.port, tls: 'none' },
    from: 'compact@westminster.example',
  });
});
afterAll(async () => {
  await concerned.borough.stop();
  await server.stop();
});
beforeEach(() => {
  concerned.on('2026-05-12');
  anyone = new Visitor(concerned.borough.url);
});

const somebody = (): string => `canary-${(people += 1)}@example.com`;
const mailsTo = (address: string) => server.mails.filter(({ recipients }) => recipients.includes(address));
const at = (subject: string) => visitorOf(concerned.borough, subject);

/** Writes a concern, and gives the link that came by mail. */
async function written(address: string, form: Record<string, string> = {}): Promise<string> {
  const before = mailsTo(address).length;
  const sent = await anyone.post('/concerns/send', { ...FORM, ...form, address });
  expect(sent.heading || textsOf(sent, '.govuk-error-summary__list li')).toBe('Look into your e-mail');
  const [mail] = await until(
    () => Promise.resolve(mailsTo(address)),
    (mails) => mails.length > before,
  );
  return /\/your-concern\?link=\S+/.exec(mail?.text ?? '')?.[0] ?? '';
}
const listed = async (by: string) => (await concerned.ask(by, 'GET', 'concerns?limit=200')).json.items;

test('without an account it is checked before it is sent, and received once the link is confirmed', async () => {
  const address = somebody();
  const checked = await anyone.post('/concerns/new', { ...FORM, address });
  expect([checked.heading, summaryOf(checked)['When'], summaryOf(checked)['With']]).toEqual([
    'Check before you send it',
    '1 May 2026',
    'Housing',
  ]);
  const carried = Object.fromEntries(
    checked
      .page('main form input[type=hidden]')
      .get()
      .map((input) => [checked.page(input).attr('name') ?? '', String(checked.page(input).val())]),
  );
  const changed = await anyone.post('/concerns/change', carried);
  expect([changed.heading, changed.page('#facts').val(), changed.page('#happenedOn-month').val()]).toEqual(['Raise a concern', FACTS, '5']);

  const link = await written(address, carried);
  const before = await listed('council');
  const page = await anyone.get(link);
  expect([page.heading, page.text.includes(FACTS)]).toEqual(['Confirm your concern', true]);
  // A mail program that opens links in advance confirms nothing.
  expect(await listed('council')).toEqual(before);
  expect((await anyone.post(link)).heading).toBe('Your concern');
  const own = await anyone.post(link);
  expect(summaryOf(own)).toMatchObject({ By: 'Canary harp circle', Clock: 'Day 0 of 5' });
  expect(textsOf(own, 'main li').join(' ')).toContain('until 1 May 2027');
  expect(textsOf(own, 'main li').join(' ')).toContain('by 1 August 2026');
  expect(await listed('council')).toHaveLength(before.length + 1);
});

test('nobody’s inbox is filled from here, nobody can tell whose address is known, and unconfirmed words are deleted', async () => {
  const address = somebody();
  for (let times = 0; times < 3; times += 1) await written(address);
  const more = await anyone.post('/concerns/send', { ...FORM, address: address.toUpperCase() });
  const sentinel = somebody();
  const tooLate = await written(sentinel);
  expect([more.heading, mailsTo(address).length]).toEqual(['Look into your e-mail', 3]);
  concerned.on('2026-05-20');
  expect([(await anyone.get(tooLate)).status, (await anyone.post(tooLate)).status]).toEqual([404, 404]);
  await concerned.borough.app.get(UnconfirmedConcerns, { strict: false })['look']();
  const owner = await concerned.borough.database.asOwner();
  const { rows } = await owner.query(`select count(*)::int as count from concern_requests where said is not null`);
  await owner.end();
  expect(rows).toEqual([{ count: 0 }]);
});

test('who raised it without an account is written to when a lesson waits for their reply', async () => {
  const address = somebody();
  const link = await written(address);
  const known = new Set((await listed('council')).map(({ reference }) => reference));
  await anyone.post(link);
  const reference = String((await listed('council')).find((one) => !known.has(one['reference']))?.['reference']);
  for (const step of ['admit', 'talk']) await concerned.step(reference, step);
  await concerned.agree(reference);
  await concerned.post('council', `concerns/${reference}/learning`, { lesson: 'Notice can be given in December.' });
  const [mail] = await until(
    () => Promise.resolve(mailsTo(address).filter(({ text }) => text.includes('a lesson is written'))),
    (mails) => mails.length === 1,
  );
  expect(mail?.text).toContain(`Of the concern ${reference} that you raised at`);
  expect(mail?.text).toContain('reply until');
  expect(mail?.text).not.toContain('December');
  expect((await anyone.get(link)).page('textarea[name="text"]')).toHaveLength(1);
  concerned.on('2026-07-01');
  const late = await anyone.get(link);
  expect([late.page('textarea').length, late.text.includes('Replies were taken until')]).toEqual([0, true]);
});

test('when it is over, who raised it is written to once more, and the address is gone', async () => {
  const address = somebody();
  const link = await written(address);
  const known = new Set((await listed('council')).map(({ reference }) => reference));
  await anyone.post(link);
  const reference = String((await listed('council')).find((one) => !known.has(one['reference']))?.['reference']);
  await concerned.step(reference, 'decline');
  await concerned.step(reference, 'close');
  const mails = await until(
    () => Promise.resolve(mailsTo(address)),
    (sent) => sent.length === 2,
  );
  expect(mails.map(({ text }) => text).join()).toContain(`The concern ${reference} that you raised`);
  const owner = await concerned.borough.database.asOwner();
  const { rows } = await owner.query(
    'select address from concern_raisers where address = $1 union all select address from concern_requests where address = $1',
    [address],
  );
  await owner.end();
  expect(rows).toEqual([]);
  expect((await anyone.get(link)).text).toContain('Closed');
});

test('what is wrong is said beside its field, and nothing that was typed is lost', async () => {
  const wrong = await anyone.post('/concerns/new', { ...FORM, kind: '', respondent: 'other', address: 'nobody' });
  expect(textsOf(wrong, '.govuk-error-summary__list li')).toEqual(['Choose what happened']);
  expect(wrong.page('#facts').val()).toBe(FACTS);
  const nameless = await anyone.post('/concerns/new', { ...FORM, respondent: 'other', address: somebody() });
  expect(textsOf(nameless, '.govuk-error-summary__list li')).toEqual(['Enter the name of the public body, in up to 200 characters']);
  const ahead = await anyone.post('/concerns/new', { ...FORM, 'happenedOn-year': '2027', address: somebody() });
  expect(textsOf(ahead, '.govuk-error-summary__list li')).toEqual(['This day is in the future. Enter the day it happened.']);
});

test('who may raise one signed in gets to the form that knows for whom, whichever address they open', async () => {
  const lunch = await (await at('lunch')).get('/concerns/new');
  expect([lunch.path, lunch.page('#address').length]).toEqual(['/concerns/raise', 0]);
  expect(lunch.text).toContain('You raise it for Canary lunch club (sample).');
  for (const visitor of [anyone, await at('housing')]) {
    const { path, page } = await visitor.get('/concerns/new');
    expect([path, page('#address').length]).toEqual(['/concerns/new', 1]);
  }
});

test('a representative raises it, the secretary takes it on, and both chairs agree, on pages alone', async () => {
  const lunch = await at('lunch');
  const form = await lunch.get('/concerns/raise');
  expect(form.text).toContain('You raise it for Canary lunch club (sample).');
  const { organisation: _none, ...fields } = { ...FORM, way: 'named' };
  const raised = await lunch.post('/concerns/raise/send', fields);
  const reference = /C-\w{8}/.exec(raised.text)?.[0] ?? '';
  expect(raised.heading).toBe('Your concern is received');

  const council = await at('council');
  expect(rowsOf(await council.get('/concerns'))).toContainEqual(
    expect.stringMatching(new RegExp(`^${reference} \\| 12 May 2026 \\| By name`)),
  );
  await council.post(`/concerns/${reference}/step`, { step: 'admit', words: 'Clause 4.' });
  await (await at('secretary')).post(`/concerns/${reference}/step`, { step: 'talk', words: 'On Monday.' });
  await (await at('person-housing')).post(`/concerns/${reference}/account`, { text: 'The budget was late.' });
  const refused = await council.post(`/concerns/${reference}/outcome`, {
    outcome: 'put-right',
    cause: 'other',
    finding: 'Late.',
    recommended1: 'Tell earlier.',
  });
  expect(textsOf(refused, '.govuk-error-summary__list li')).toEqual(['A recommendation has words and a day. Enter both, or neither.']);
  const proposal = await council.post(`/concerns/${reference}/outcome`, { outcome: 'put-right', cause: 'other', finding: 'Late.' });
  expect(proposal.text).toContain('The outcome of a concern is agreed');
  await (await at('sector')).post(`${proposal.path}/confirm`);

  const shown = await lunch.get(`/concerns/${reference}`);
  expect(summaryOf(shown)).toMatchObject({ Outcome: 'Put right, agreed on 12 May 2026', Finding: 'Late.' });
  expect(shown.text).toContain('The budget was late.');
  expect(textsOf(await council.get(`/concerns/${reference}`), '#history ~ .app-table-frame tbody tr')).toHaveLength(4);
});

test('no page, list or export tells anybody else who raised it in confidence', async () => {
  const reference = await concerned.raised('lunch', { way: 'cvs' });
  await concerned.step(reference, 'admit');
  const reads = [...concerned.borough.routes.keys()].filter((route) => route.startsWith('GET ') && /concern|two-keys/.test(route));
  expect(reads.length).toBeGreaterThan(12);
  for (const by of [
    null,
    'council',
    'sector',
    'secretary',
    'person-housing',
    'administrator',
    'bees',
    'champion-housing',
    'champion-bees',
  ]) {
    const visitor = by ? await at(by) : anyone;
    for (const route of reads) {
      const path = route.slice(4).replace(':reference', reference).replaceAll(/:\w+/g, '01980000-0000-7000-8000-000000000001');
      const { text } = route.includes('/api/') ? await concerned.ask(by, 'GET', path.replace('/api/v1/', '')) : await visitor.get(path);
      expect([by, route, text.includes('Canary lunch')]).toEqual([by, route, false]);
    }
  }
});

test('what is written is in no log of the database', async () => {
  const address = somebody();
  await anyone.post(await written(address));
  expect(await loggedByPostgres()).not.toContain('Canary harp');
  expect(await sql(concerned.borough.database.em(), `select id from history where changes::text like '%Canary harp%'`)).toEqual([]);
});
