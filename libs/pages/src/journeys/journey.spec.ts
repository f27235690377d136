import { load } from 'cheerio';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { accessOf, Requires } from '#identity';
import { DraftStore, JourneyController, JourneyPages, personKey } from '../index.js';
import { sampleApp, SampleJourneyController } from '../sample/sample.fixture.js';

const officer = { issuer: 'https://identity.example', subject: 'officer', name: 'Officer of Housing' };
const base = '/grants/7/vary';

let app: NestFastifyApplication;

beforeEach(async () => {
  app = await sampleApp(officer);
});
afterEach(() => app.close());

const get = (path: string) => app.inject({ url: `${base}${path}` });

const post = (path: string, form: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: `${base}${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });

async function answerAll(amount = '900'): Promise<void> {
  await post('/kind', { kind: 'reduce' });
  await post('/amount', { amount });
  await post('/reason', { reason: 'The programme was cut' });
}

const done = () => app.get(SampleJourneyController).done;

test('a journey asks one page after the other, and its answers lead the way', async () => {
  expect((await get('')).headers.location).toBe(`${base}/kind`);
  expect((await post('/kind', { kind: 'reduce' })).headers.location).toBe(`${base}/amount`);
  expect((await post('/amount', { amount: '900' })).headers.location).toBe(`${base}/reason`);
  expect((await post('/reason', { reason: 'The programme was cut' })).headers.location).toBe(`${base}/check`);
});

test('an answer may spare a question, and what was answered off the way does not count', async () => {
  await answerAll();

  expect((await post('/kind', { kind: 'end' })).headers.location).toBe(`${base}/check`);
  await post('/check');

  expect(done()).toEqual([{ kind: 'end', reason: 'The programme was cut' }]);
});

test('a page that may be left empty is asked all the same, and counts once it was sent', async () => {
  await post('/kind', { kind: 'reduce' });

  expect((await post('/amount', { amount: '0.50' })).headers.location).toBe(`${base}/note`);
  expect((await get('/reason')).headers.location).toBe(`${base}/note`);
  expect(load((await get('/note')).body)('.govuk-error-summary')).toHaveLength(0);
  expect((await post('/note')).headers.location).toBe(`${base}/reason`);
});

test('it can be left at every step and taken up there, with what was typed, also what was wrong', async () => {
  await post('/kind', { kind: 'reduce' });
  const refused = await post('/amount', { amount: 'less' });

  expect(refused.statusCode).toBe(400);
  expect((await get('')).headers.location).toBe(`${base}/amount`);
  const page = load((await get('/amount')).body);
  expect(page('#amount').val()).toBe('less');
  expect(page('.govuk-error-summary a[href="#amount"]').text()).toBe('Enter the new amount, like 1250');
  expect(page('.govuk-back-link').attr('href')).toBe(`${base}/kind`);
  expect(load((await get('/kind')).body)('#kind').val()).toBe('reduce');
});

test('a step that was not reached yet leads to the one that is open', async () => {
  expect((await get('/reason')).headers.location).toBe(`${base}/kind`);
  expect((await get('/check')).headers.location).toBe(`${base}/kind`);
  expect((await post('/check')).headers.location).toBe('/grants/7');
  expect(done()).toEqual([]);
});

test('all answers can be read and each be changed before they are sent', async () => {
  await answerAll();

  const page = load((await get('/check')).body);

  const answers = page('.govuk-summary-list__value')
    .map((_, value) => page(value).text().trim())
    .get();
  expect(answers).toEqual(['reduce', '£900', 'The programme was cut']);
  expect(
    page('.govuk-summary-list__actions a')
      .map((_, link) => page(link).attr('href'))
      .get(),
  ).toEqual([`${base}/kind`, `${base}/amount`, `${base}/reason`]);
  expect(page('main form').first().find('button').text().trim()).toBe('Change grant');
});

test('pressing the button twice at once does it once, and says so', async () => {
  await answerAll();

  const both = await Promise.all([post('/check'), post('/check')]);

  expect(both.map(({ headers }) => headers.location).sort()).toEqual(['/grants/7', '/grants/7?done=1']);
  expect(done()).toHaveLength(1);
  const told = both.find(({ headers }) => headers.location === '/grants/7')?.cookies[0];
  expect(Buffer.from(told?.value ?? '', 'base64url').toString()).toContain('nothing was done twice');
  expect((await get('')).headers.location).toBe(`${base}/kind`);
});

test('a rule that is broken is explained on the answers page, leads to its question, and loses nothing', async () => {
  await answerAll('1000.01');

  const refused = await post('/check');

  const page = load(refused.body);
  expect(refused.statusCode).toBe(409);
  expect(page('head > title').text()).toMatch(/^Error: Check your answers/);
  expect(page(`.govuk-error-summary a[href="${base}/amount"]`).text()).toBe('The award must be £1,000 or less');
  expect((await post('/amount', { amount: '10' })).headers.location).toBe(`${base}/check`);
  expect((await post('/check')).headers.location).toBe('/grants/7?done=1');
});

test('a draft is listed for its person alone, and can be thrown away', async () => {
  await post('/kind', { kind: 'reduce' });
  const drafts = app.get(DraftStore);

  const title = 'Change the grant to Example Lunch Club';
  expect(await drafts.list(personKey(officer))).toMatchObject([{ key: 'vary/7', title, url: base }]);
  expect(await drafts.list(personKey({ ...officer, subject: 'other' }))).toEqual([]);

  expect((await post('/leave')).headers.location).toBe('/grants/7');
  expect(await drafts.list(personKey(officer))).toEqual([]);
});

test('two records have two drafts, and a record that is not there has none', async () => {
  await post('/kind', { kind: 'reduce' });

  expect((await app.inject({ url: '/grants/8/vary' })).headers.location).toBe('/grants/8/vary/kind');
  expect((await app.inject({ url: '/grants/gone/vary' })).statusCode).toBe(404);
});

const access = (journey: { prototype: object }) =>
  ['begin', 'ask', 'answer', 'check', 'finish', 'leave'].map((name) => accessOf(Reflect.get(journey.prototype, name) as object));

test('the permission named on a journey holds for each of its pages, and for no other journey', () => {
  @Requires('grants.award')
  @JourneyPages('guarded')
  abstract class Guarded extends JourneyController<object> {}

  expect(access(Guarded)).toEqual(Array.from({ length: 6 }, () => ({ permission: 'grants.award' })));
  expect(access(SampleJourneyController)).toEqual(Array.from({ length: 6 }, () => undefined));
});

test('a stranger keeps no drafts', async () => {
  const stranger = await sampleApp();
  const { statusCode } = await stranger.inject({ url: `${base}/kind` });
  await stranger.close();

  expect(statusCode).toBe(401);
});
