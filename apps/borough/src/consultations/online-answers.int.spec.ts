import { sql } from '#database';
import { LocalMailServer } from '../../../../deploy/local/mail/local-mail-server.js';
import { loggedByPostgres } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { summaryOf, textsOf, Visitor } from '../pages.fixture.js';
import { UnconfirmedAnswers } from './online-answers.service.js';
import { ConsultingBorough, OFFICER_FOR_HOUSING } from './consultations.fixture.js';

const FORM = { stance: 'change', text: 'Evenings, please.', onBehalfOf: 'self', sector: 'neither' };
const DECISION = { disposition: 'accepted', summary: 'Open in the evening.', because: 'Most work by day.' };

let server: LocalMailServer;
let consulting: ConsultingBorough;
let anyone: Visitor;
let people = 0;
beforeAll(async () => {
  server = await LocalMailServer.listen(0);
  consulting = await ConsultingBorough.start({
    server: { host: '127.0.0.1', port: server.port, tls: 'none' },
    from: 'compact@westminster.example',
  });
});
afterAll(async () => {
  await consulting.borough.stop();
  await server.stop();
});
beforeEach(() => {
  consulting.backToToday();
  anyone = new Visitor(consulting.borough.url);
});

const opened = () => consulting.announced({ opensOn: '2026-05-12', closesOn: '2026-05-20' });
const somebody = (): string => `canary-${(people += 1)}@example.com`;
/** The mails to somebody, the newest first. */
const mailsTo = (address: string) => server.mails.filter(({ recipients }) => recipients.includes(address));
/** Answers, and gives the link that came by mail. */
async function answered(id: string, address: string, form: Record<string, string> = {}): Promise<string> {
  const before = mailsTo(address).length;
  const sent = await anyone.post(`/consultations/${id}/answer`, { ...FORM, ...form, address });
  expect(sent.heading || textsOf(sent, '.govuk-error-summary__list li')).toBe('Look into your e-mail');
  const [mail] = await until(
    () => Promise.resolve(mailsTo(address)),
    (mails) => mails.length > before,
  );
  return /\/your-answer\?link=\S+/.exec(mail?.text ?? '')?.[0] ?? '';
}
const answers = async (id: string) => (await consulting.ask(OFFICER_FOR_HOUSING, 'GET', `/${id}/answers`)).json.items;
/** Those of a consultation that are kept still. */
const contacts = (id: string, which: string) =>
  sql(consulting.borough.database.em(), `select id from consultation_answer_contacts where consultation_id = $1 and ${which}`, [id]);

test('an answer counts once its link is confirmed, however often, as of the day on which it was given', async () => {
  const id = await opened();
  const address = somebody();
  const link = await answered(id, address);
  expect(await answers(id)).toEqual([]);

  consulting.on('2026-05-14');
  const page = await anyone.get(link);
  expect([page.heading, page.text.includes('Evenings, please.')]).toEqual(['Confirm your answer', true]);
  // A mail program that opens links in advance confirms nothing.
  expect(await answers(id)).toEqual([]);
  expect((await anyone.post(link)).heading).toBe('Your answer');
  expect((await anyone.post(link)).text).toContain('It counts as answer 1, of 12 May 2026.');
  expect(await answers(id)).toMatchObject([{ number: 1, channel: 'online', receivedOn: '2026-05-12', text: 'Evenings, please.' }]);
});

test('who answered is written to once more, with what was said, done and why, and then the address is gone', async () => {
  const id = await opened();
  const address = somebody();
  const [link, unconfirmed] = [await answered(id, address), somebody()];
  await answered(id, unconfirmed);
  await anyone.post(link);
  consulting.on('2026-05-21');
  const [answer] = await answers(id);
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/answers/${answer?.['id'] as string}/decision`, DECISION);
  expect((await anyone.get(link)).text).not.toContain('Most work by day.');

  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/outcome`, { summary: 'Evenings at two places.' });
  const [mail] = await until(
    () => Promise.resolve(mailsTo(address)),
    (mails) => mails.length === 2,
  );
  expect(mail?.text).toContain('You said: Open in the evening.\n\nWe did: Accepted\n\nBecause: Most work by day.');
  expect((await anyone.get(link)).text).toContain('Most work by day.');
  expect(await contacts(id, 'address is not null')).toEqual([]);
  expect(mailsTo(unconfirmed)).toHaveLength(1);
});

test('of a consultation that is withdrawn they are told why', async () => {
  const id = await opened();
  const address = somebody();
  const link = await answered(id, address);
  await anyone.post(link);
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/withdrawal`, { reason: 'The building is sold.' });
  const [mail] = await until(
    () => Promise.resolve(mailsTo(address)),
    (mails) => mails.length === 2,
  );
  expect(mail?.text).toContain('It was withdrawn: The building is sold.');
  expect((await anyone.get(link)).text).toContain('The building is sold.');
});

test('given in time it can be confirmed after the last day; after seven days it is deleted', async () => {
  const id = await opened();
  consulting.on('2026-05-20');
  const [inTime, tooLate] = [await answered(id, somebody()), await answered(id, somebody())];
  consulting.on('2026-05-22');
  expect((await anyone.post(inTime)).heading).toBe('Your answer');
  expect(await answers(id)).toMatchObject([{ receivedOn: '2026-05-20' }]);
  consulting.on('2026-05-27');
  expect([(await anyone.get(tooLate)).status, (await anyone.post(tooLate)).status]).toEqual([404, 404]);
  const forgetting = consulting.borough.app.get(UnconfirmedAnswers, { strict: false });
  await forgetting['look']();
  expect(await contacts(id, 'said is not null')).toEqual([]);
});

test('what cannot be is refused with everything that was typed, and an answer comes while it is open alone', async () => {
  const id = await opened();
  const wrong = await anyone.post(`/consultations/${id}/answer`, { ...FORM, onBehalfOf: 'organisation', address: 'nobody' });
  expect(textsOf(wrong, '.govuk-error-summary__list li')).toEqual(['Enter an email address in the correct format, like name@example.com']);
  expect(wrong.page('#text').val()).toBe('Evenings, please.');
  const empty = await anyone.post(`/consultations/${id}/answer`, {});
  const fields = empty.page('.govuk-error-summary__list a').toArray();
  expect(fields.map(({ attribs }) => attribs['href'])).toEqual(['#stance', '#text', '#onBehalfOf', '#sector', '#address']);
  const nameless = await anyone.post(`/consultations/${id}/answer`, { ...FORM, onBehalfOf: 'organisation', address: somebody() });
  expect(textsOf(nameless, '.govuk-error-summary__list li')).toEqual(['Enter the name of the organisation or forum they speak for.']);
  consulting.on('2026-05-21');
  const late = await anyone.post(`/consultations/${id}/answer`, { ...FORM, address: somebody() });
  expect([late.heading, late.text.includes('It takes no answers now')]).toEqual(['Answer', true]);
  const draft = await consulting.begun({ opensOn: '2026-06-01', closesOn: '2026-09-01' });
  expect((await anyone.get(`/consultations/${draft}/answer`)).status).toBe(404);
});

test('nobody’s inbox is filled from here, and whoever asks cannot tell whose address is known', async () => {
  const id = await opened();
  const address = somebody();
  for (let times = 0; times < 3; times += 1) await answered(id, address);
  const more = await anyone.post(`/consultations/${id}/answer`, { ...FORM, address: address.toUpperCase() });
  const sentinel = somebody();
  await answered(id, sentinel);
  expect([more.heading, mailsTo(address).length]).toEqual(['Look into your e-mail', 3]);
});

test('the address and the link stand in no log and in no fact', async () => {
  const id = await opened();
  const address = somebody();
  const link = await answered(id, address);
  await anyone.post(link);
  const told = JSON.stringify(await consulting.told(id));
  expect(told + loggedByPostgres()).not.toMatch(new RegExp(`${address}|${link.split('=')[1]}`));
});

test('where no mail can be sent, people are told how else to answer', async () => {
  const without = await ConsultingBorough.start();
  try {
    const id = await without.announced({ opensOn: '2026-05-12', closesOn: '2026-05-20' });
    const visitor = new Visitor(without.borough.url);
    const page = await visitor.get(`/consultations/${id}/answer`);
    expect([page.page('form[method="post"] textarea').length, page.text.includes('Answer by letter or telephone instead')]).toEqual([
      0,
      true,
    ]);
    const sent = await visitor.post(`/consultations/${id}/answer`, { ...FORM, address: somebody() });
    expect(sent.text).toContain('no mail can be sent from here');
    expect(summaryOf(await visitor.get(`/consultations/${id}`))).toMatchObject({ Answers: 'Closes in 8 days, on 20 May 2026' });
  } finally {
    await without.borough.stop();
  }
});
