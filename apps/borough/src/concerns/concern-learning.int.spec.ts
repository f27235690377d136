import { textsOf, visitorOf } from '../pages.fixture.js';
import { ConcernedBorough } from './concerns.fixture.js';

let concerned: ConcernedBorough;
beforeAll(async () => {
  concerned = await ConcernedBorough.start();
});
afterAll(() => concerned.borough.stop());
beforeEach(() => concerned.on('2026-05-12'));

const LESSON = 'Notice on condition of the budget can be given in December.';
const write = (reference: string, lesson: string, more: object = {}) =>
  concerned.ask('council', 'POST', `concerns/${reference}/learning`, { lesson, ...more });
const propose = (reference: string) => concerned.ask('council', 'POST', `concerns/${reference}/learning-proposals`);

test('what was learnt is published after the time to reply, by two keys, with a financial year and no day', async () => {
  const reference = await concerned.agreed({ commitmentId: 'N-07' });
  await concerned.post('council', `concerns/${reference}/learning`, { lesson: LESSON, commitmentId: 'N-07' });
  await concerned.post('person-housing', `concerns/${reference}/learning-replies`, { text: 'We agree.' });
  concerned.on('2026-05-27');
  expect((await propose(reference)).json['code']).toBe('concerns.learning-not-heard');
  concerned.on('2026-05-28');
  const { id } = (await propose(reference)).json;
  expect(await concerned.told()).toEqual([]);
  await concerned.post('sector', `two-keys/${id}/confirm`);

  const [fact] = await concerned.told();
  expect(fact).toEqual({
    type: 'concerns.learning-published.v1',
    data: {
      learningId: expect.any(String),
      commitmentId: 'N-07',
      kind: 'short-notice',
      cause: 'did-not-know',
      outcome: 'put-right',
      lesson: LESSON,
      financialYear: '2026/27',
    },
  });
  expect((await concerned.ask(null, 'GET', 'concern-learning')).json.items).toMatchObject([{ lesson: LESSON, financialYear: '2026/27' }]);
  expect((await write(reference, 'Otherwise.')).json['code']).toBe('concerns.learning-is-out');

  await concerned.post('sector', `concerns/${reference}/learning-withdrawal`, { reason: 'It tells who it was.' });
  expect((await concerned.told()).at(-1)).toMatchObject({
    type: 'concerns.learning-withdrawn.v1',
    data: { learningId: fact?.data['learningId'] },
  });
  expect((await concerned.ask(null, 'GET', 'concern-learning')).json.items).toEqual([]);
});

test('a lesson warns of names, and is refused with the name of who raised it and did not agree to that', async () => {
  const reference = await concerned.agreed();
  const detail = async (lesson: string, more: object = {}) => {
    const { status, json } = await write(reference, lesson, more);
    return status === 204 ? 'kept' : ((json['errors'] as unknown as { detail: string }[])[0]?.detail ?? '');
  };
  expect(await detail('Housing was late.')).toBe('It names “Housing”. Leave the names out, or tick that they are meant.');
  expect(await detail('Housing was late.', { namesAreMeant: true })).toBe('kept');
  expect(await detail('The canary bees club (sample) heard.')).toContain('“Canary bees club (sample)”');
  expect(await detail('CANARY LUNCH CLUB (sample) heard late.', { namesAreMeant: true })).toContain('did not agree');
  const agreed = await concerned.agreed({ mayBeNamed: true });
  expect((await write(agreed, 'Canary lunch club (sample) heard late.', { namesAreMeant: true })).status).toBe(204);
});

test('once both sides have replied nobody waits for the day', async () => {
  const reference = await concerned.agreed();
  await concerned.post('council', `concerns/${reference}/learning`, { lesson: LESSON });
  await concerned.post('lunch', `concerns/${reference}/learning-replies`, { text: 'So it was.' });
  expect((await propose(reference)).json['code']).toBe('concerns.learning-not-heard');
  await concerned.post('person-housing', `concerns/${reference}/learning-replies`, { text: 'We agree.' });
  expect((await propose(reference)).status).toBe(201);
});

test('after its last day nobody is asked for a reply, and who replies all the same is told until when they were taken', async () => {
  const reference = await concerned.agreed();
  await concerned.post('council', `concerns/${reference}/learning`, { lesson: LESSON });
  const pageOf = async (path = '') => (await visitorOf(concerned.borough, 'lunch')).get(`/concerns/${reference}${path}`);
  const link = `a[href="/concerns/${reference}/learning-reply"]`;
  expect([(await pageOf()).page(link).length, (await pageOf('/learning-reply')).page('textarea').length]).toEqual([1, 1]);
  concerned.on('2026-05-28');
  const late = await pageOf('/learning-reply');
  expect([(await pageOf()).page(link).length, late.page('textarea').length]).toEqual([0, 0]);
  expect(late.text).toContain('Replies were taken until 27 May 2026.');
  const { json } = await concerned.ask('lunch', 'POST', `concerns/${reference}/learning-replies`, { text: 'Too late.' });
  expect(json['code']).toBe('concerns.no-reply-now');
});

test('a step that does not come next says so before anybody fills it in', async () => {
  const reference = await concerned.raised();
  const forms = async (by: string, page: string) => {
    const { page: shown, text } = await (await visitorOf(concerned.borough, by)).get(`/concerns/${reference}/${page}`);
    return [page, shown('main form').length, text.includes('This step does not follow now')];
  };
  for (const page of ['outcome', 'learning', 'learning-withdrawal', 'document'])
    expect(await forms('council', page)).toEqual([page, 0, true]);
  expect(await forms('council', 'step')).toEqual(['step', 1, false]);
});

test('nothing is recommended for a day that is over', async () => {
  const reference = await concerned.raised();
  for (const step of ['admit', 'talk']) await concerned.step(reference, step);
  const proposed = (dueOn: string) =>
    concerned.ask('council', 'POST', `concerns/${reference}/outcome-proposals`, {
      outcome: 'put-right',
      cause: 'did-not-know',
      finding: 'Notice was too short.',
      recommendations: [{ text: 'Give notice in December.', dueOn }],
    });
  const refused = await proposed('2026-05-11');
  expect([refused.status, refused.text.includes('Recommendation 1: enter a day from today on')]).toEqual([400, true]);
  expect((await proposed('2026-05-12')).status).toBe(201);
});

test('of a concern raised in confidence every organisation is refused alike: names cannot be tried', async () => {
  const reference = await concerned.agreed({ way: 'cvs' });
  const answers = [];
  for (const key of ['lunch', 'bees']) {
    const { status, text } = await write(reference, `The Canary ${key} club (sample) heard late.`, { namesAreMeant: true });
    answers.push([status, text.replaceAll(key, 'X')]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.[0]).toBe(400);
});

/** A grant of an organisation that is cut on a day. */
async function cut(key: string, on: string): Promise<void> {
  const day = concerned.borough.clock.today();
  const { id } = await concerned.post('person-1', 'grants', {
    title: `Canary grant of ${key}`,
    description: 'Meals.',
    organisation: concerned.organisations[key],
    department: 'housing',
    amountAwardedPence: 10_000_00,
    awardedOn: '2026-04-01',
  });
  concerned.on(on);
  const reduced = { amountPence: 5_000_00, reason: 'Savings.', effectiveOn: on };
  await concerned.post('person-1', `grants/${id}/reductions`, reduced);
  concerned.on(day);
}
const flagOf = async (by: string, reference: string) => {
  const { json } = await concerned.read(by, reference);
  const { items } = (await concerned.ask(by, 'GET', 'concerns?limit=200')).json;
  const listed = items.find((one) => one['reference'] === reference)?.['fundingChanged'];
  return [json['fundingChanged'], listed, (json['fundingChanges'] as unknown as object[]).length];
};

test('a change of funding of who raised it is flagged to both co-chairs and to nobody else, for twelve months', async () => {
  const before = await concerned.raised('bees', { way: 'co-chairs' });
  await cut('bees', '2026-05-13');
  concerned.on('2026-05-14');
  await concerned.step(before, 'admit');
  for (const by of ['council', 'sector']) expect(await flagOf(by, before)).toEqual([true, true, 1]);
  expect((await concerned.read('council', before)).json['fundingChanges']).toMatchObject([
    { grantTitle: 'Canary grant of bees', recordedOn: '2026-05-13' },
  ]);
  for (const by of ['secretary', 'bees', 'person-housing', 'person-1']) expect(await flagOf(by, before)).toEqual([null, null, 0]);
  const funding = async (by: string) => textsOf(await (await visitorOf(concerned.borough, by)).get(`/concerns/${before}`), '#funding li');
  expect(await funding('council')).toEqual(['Canary grant of beesReduced, recorded on 13 May 2026, from 13 May 2026.']);
  expect(await funding('secretary')).toEqual([]);
  const after = await concerned.raised('bees', { way: 'named' });
  expect(await flagOf('council', after)).toEqual([false, false, 0]);
});

test('where the council may not know who raised it, the flag tells no grant and no day, and comes with the month', async () => {
  concerned.on('2026-06-10');
  const reference = await concerned.raised('choir', { way: 'cvs' });
  await cut('choir', '2026-06-20');
  concerned.on('2026-06-30');
  expect(await flagOf('council', reference)).toEqual([false, false, 0]);
  concerned.on('2026-07-01');
  for (const by of ['council', 'sector']) {
    const { json, text } = await concerned.read(by, reference);
    expect(json['fundingChanges']).toEqual([{ grantId: null, grantTitle: null, kind: null, recordedOn: null, effectiveOn: null }]);
    expect([json['fundingChanged'], json['raisedBy'], text.includes('Canary')]).toEqual([true, null, false]);
    const page = await (await visitorOf(concerned.borough, by)).get(`/concerns/${reference}`);
    expect(page.page('.govuk-warning-text').text()).toContain('look into it together');
    expect(textsOf(page, '#funding li')).toEqual(['Which grant it is, and when it changed, is not said: it would tell who raised this.']);
  }
  expect(await flagOf('support', reference)).toEqual([null, null, 0]);
});

test('causes are told in bands of half-years that are over: one concern more or less shows nowhere', async () => {
  concerned.on('2027-04-02');
  const seen = async () => {
    const { text } = await concerned.ask(null, 'GET', 'concern-causes');
    const page = await fetch(`${concerned.borough.url}/concerns`);
    const csv = await concerned.ask(null, 'GET', 'concern-causes.csv');
    return [text, (await page.text()).replaceAll(/nonce="[^"]*"/g, ''), csv.text];
  };
  const before = await seen();
  for (let times = 0; times < 3; times += 1) {
    concerned.on('2026-11-10');
    await concerned.agreed({ way: times === 0 ? 'named' : 'cvs' }, { cause: 'unclear-clause' });
    concerned.on('2027-04-02');
    expect(await seen()).toEqual(before);
  }
  concerned.on('2026-11-10');
  for (let times = 0; times < 2; times += 1) await concerned.agreed({}, { cause: 'unclear-clause' });
  // Nothing of a half-year that runs.
  const running = (await concerned.ask(null, 'GET', 'concern-causes')).json.items;
  expect(running.filter(({ cause, concerns }) => cause === 'unclear-clause' && concerns !== 'Fewer than 5')).toEqual([]);
  concerned.on('2027-04-02');
  const { items } = (await concerned.ask(null, 'GET', 'concern-causes')).json;
  const shown = items.filter(({ halfYear }) => halfYear === 'October 2026 to March 2027');
  expect(shown.map(({ cause, concerns }) => [cause, concerns])).toEqual([
    ['did-not-know', 'Fewer than 5'],
    ['decided-too-late', 'Fewer than 5'],
    ['budget-timetable', 'Fewer than 5'],
    ['unclear-clause', '5 to 9'],
    ['other', 'Fewer than 5'],
  ]);
});

test('what would publish the name of who raised it in confidence is refused at the second key', async () => {
  concerned.on('2026-05-12');
  const reference = await concerned.raised('support', { way: 'cvs', organisation: 'Unlisted harp circle' });
  await concerned.step(reference, 'admit');
  await concerned.step(reference, 'talk');
  await concerned.agree(reference);
  expect((await write(reference, 'The unlisted harp circle heard late.')).status).toBe(204);
  concerned.on('2026-05-28');
  const { id } = (await propose(reference)).json;
  const confirmed = await concerned.ask('sector', 'POST', `two-keys/${id}/confirm`);
  expect([confirmed.status, confirmed.json['code']]).toEqual([409, 'concerns.names-somebody']);
});
