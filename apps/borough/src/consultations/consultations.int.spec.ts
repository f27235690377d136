import { jest } from '@jest/globals';
import type { ConsultationPublishedV1 } from '#contracts';
import { sql } from '#database';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { CaseFinder } from '../commitment-cases/case-finder.service.js';
import { rowsOf, summaryOf, textsOf, visitorOf } from '../pages.fixture.js';

jest.setTimeout(60_000);

const ASKED = {
  title: 'Where should advice be given?',
  about: 'Which of three places, and at which hours?',
  kind: 'formal-written',
  methods: ['written', 'event'],
  reaches: ['sector'],
};
const ANSWER = {
  stance: 'change',
  text: 'Evenings, since our volunteers work.',
  onBehalfOf: 'forum',
  groupName: 'Advice Forum (sample)',
  mayBeNamed: true,
  people: 12,
  sector: 'sector',
  channel: 'event',
  notedBy: 'Minutes of the forum, item 4',
};

let westminster: AskedBorough;
let officer = '';
beforeAll(async () => {
  westminster = await askedBorough('2026-05-12T09:00:00Z');
  await westminster.hold('council', 'council-co-chair');
  await westminster.hold('sector', 'sector-co-chair');
  await westminster.hold('support', 'infrastructure-officer');
  officer = 'person-housing';
});
afterAll(() => westminster.stop());
beforeEach(() => westminster.clock.set('2026-05-12T09:00:00Z'));

const ask = async (by: string | null, method: string, path = '', body?: object) =>
  westminster.ask(method, `consultations${path}`, { ...(by && { token: await westminster.token(by) }), body });
const post = async (by: string, path: string, body: object = {}): Promise<string> => {
  const { status, json } = await ask(by, 'POST', path, body);
  if (status >= 400) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return json?.id ?? '';
};
const begun = (more: object = {}) =>
  post(officer, '', { ...ASKED, department: 'housing', opensOn: '2026-05-18', closesOn: '2026-08-10', ...more });
async function announced(more: object = {}): Promise<string> {
  const id = await begun(more);
  await post(officer, `/${id}/announcement`);
  return id;
}
const told = async (id: string) =>
  sql<{ data: ConsultationPublishedV1 }>(
    westminster.database.em(),
    `select data from (select id::text as place, data, type, recorded_at from outbox
       union all select position::text, data, type, recorded_at from events) told
     where type like 'consultations.%' and data ->> 'consultationId' = $1 order by recorded_at`,
    [id],
  );
/** What the network was told of the cases of a consultation, and what its chairs see of them. */
async function cases(id: string): Promise<Record<string, string>[]> {
  const finder = westminster.app.get(CaseFinder, { strict: false });
  while ((await finder.look()) !== 0);
  const { json } = await westminster.ask('GET', 'results?limit=200', { token: await westminster.token('council') });
  return (json.items as Record<string, string>[])
    .filter(({ recordId }) => recordId === id)
    .toSorted((one, other) => ((one['commitmentId'] ?? '') < (other['commitmentId'] ?? '') ? -1 : 1));
}

test('a draft is seen by nobody else; announced, everyone sees it and the network is told', async () => {
  const id = await begun({ shortReason: 'The lease ends in September.', closesOn: '2026-06-30' });
  expect([(await ask(null, 'GET', `/${id}`)).status, (await ask('support', 'GET', `/${id}`)).status]).toEqual([404, 404]);
  expect((await ask(officer, 'GET', `/${id}/record`)).json).toMatchObject({ state: 'draft', department: 'Housing', undecided: 0 });
  expect((await ask(null, 'GET', `?state=draft`)).json.items).toEqual([]);
  await post(officer, `/${id}`, { ...ASKED, opensOn: '2026-05-18', closesOn: '2026-06-29', shortReason: 'The lease ends in September.' });
  expect(await told(id)).toEqual([]);

  await post(officer, `/${id}/announcement`);
  expect((await ask(null, 'GET', `/${id}`)).json).toMatchObject({ state: 'announced', announcedOn: '2026-05-12', undecided: null });
  expect(await told(id)).toMatchObject([
    {
      data: {
        department: { name: 'Housing' },
        announcedOn: '2026-05-12',
        closesOn: '2026-06-29',
        shortReason: 'The lease ends in September.',
        shortReasonPublishedOn: '2026-05-12',
      },
    },
  ]);
  const again = await ask(officer, 'POST', `/${id}/announcement`);
  expect([again.status, again.json.code]).toEqual([409, 'consultations.not-next']);
});

test('a department’s own is run by its officers, one of the group by whoever records what the group decides', async () => {
  const id = await begun();
  for (const by of ['council', 'sector']) expect((await ask(by, 'POST', `/${id}/announcement`)).status).toBe(403);
  const others = { ...ASKED, department: 'adult-social-care', opensOn: '2026-05-18', closesOn: '2026-08-10' };
  expect((await ask(officer, 'POST', '', others)).status).toBe(403);
  const ofGroup = { ...others, department: undefined };
  expect((await ask(officer, 'POST', '', ofGroup)).status).toBe(403);
  const own = await post('sector', '', ofGroup);
  expect((await ask(officer, 'POST', `/${own}/announcement`)).status).toBe(403);
  await post('council', `/${own}/announcement`);
  expect((await ask(null, 'GET', `/${own}`)).json).toMatchObject({ department: null, state: 'announced' });
  expect((await ask('stranger', 'POST', '', ofGroup)).status).toBe(403);
  expect((await ask(null, 'POST', '', ofGroup)).status).toBe(401);
});

test('answers are recorded with where they are noted while it takes them, and their words are for those who run it', async () => {
  const id = await announced();
  const early = await ask('support', 'POST', `/${id}/answers`, { ...ANSWER, receivedOn: '2026-05-12' });
  expect([early.status, early.json.code]).toEqual([409, 'consultations.takes-no-answers']);
  westminster.clock.set('2026-08-11T09:00:00Z');
  for (const receivedOn of ['2026-05-17', '2026-08-11', '2026-08-12'])
    expect((await ask('support', 'POST', `/${id}/answers`, { ...ANSWER, receivedOn })).status).toBe(400);
  for (const wrong of [{ groupName: undefined }, { clauseId: '0198c0de-0000-7000-8000-0000000000f1' }, { people: 0 }, { notedBy: ' ' }])
    expect((await ask('support', 'POST', `/${id}/answers`, { ...ANSWER, receivedOn: '2026-08-10', ...wrong })).status).toBe(400);
  await post('support', `/${id}/answers`, { ...ANSWER, receivedOn: '2026-08-10' });
  await post('support', `/${id}/answers`, { ...ANSWER, onBehalfOf: 'self', receivedOn: '2026-08-10' });

  const answers = (await ask(officer, 'GET', `/${id}/answers`)).json.items;
  expect(answers).toMatchObject([
    { number: 1, groupName: 'Advice Forum (sample)', people: 12, mayBeNamed: true, text: ANSWER.text },
    // One person names no group, whatever was sent.
    { number: 2, groupName: null, people: null, mayBeNamed: false },
  ]);
  for (const by of ['support', 'council']) expect((await ask(by, 'GET', `/${id}/answers`)).status).toBe(403);
  expect((await ask(null, 'GET', `/${id}`)).json).toMatchObject({ answers: 2 });
  expect((await ask(null, 'GET', `/${id}/answered`)).json.items).toEqual([]);
  expect(JSON.stringify([await told(id), (await ask(null, 'GET', `/${id}/history`)).json])).not.toContain('volunteers');
});

test('the outcome is refused while an answer has no reason, and then shows each: they said, we did, because', async () => {
  const id = await announced();
  westminster.clock.set('2026-08-10T09:00:00Z');
  for (const mayBeNamed of [true, false]) await post('support', `/${id}/answers`, { ...ANSWER, mayBeNamed, receivedOn: '2026-08-10' });
  const open = await ask(officer, 'POST', `/${id}/outcome`, { summary: 'Evenings at two places.' });
  expect([open.status, open.json.code]).toEqual([409, 'consultations.not-next']);
  westminster.clock.set('2026-08-11T09:00:00Z');
  const [first, second] = (await ask(officer, 'GET', `/${id}/answers`)).json.items as { id: string }[];
  const refused = await ask(officer, 'POST', `/${id}/outcome`, { summary: 'Evenings at two places.' });
  expect(refused.json).toMatchObject({
    code: 'consultations.answers-without-reason',
    detail: expect.stringContaining('answer 1, answer 2'),
  });
  expect((await told(id)).at(-1)?.data.outcome).toBeUndefined();

  const decision = { disposition: 'accepted', summary: 'Open in the evening.', because: 'Most who answered work by day.' };
  await post(officer, `/${id}/answers/${first?.id}/decision`, decision);
  const unreasoned = { ...decision, because: ' ' };
  expect((await ask(officer, 'POST', `/${id}/answers/${second?.id}/decision`, unreasoned)).status).toBe(400);
  await post(officer, `/${id}/answers/${second?.id}/decision`, { ...decision, disposition: 'not-accepted', because: 'There is no money.' });
  await post(officer, `/${id}/outcome`, { summary: 'Evenings at two places.' });

  expect((await ask(null, 'GET', `/${id}/answered`)).json.items).toMatchObject([
    { number: 1, groupName: 'Advice Forum (sample)', summary: 'Open in the evening.', disposition: 'accepted' },
    { number: 2, groupName: null, because: 'There is no money.' },
  ]);
  expect((await told(id)).at(-1)?.data.outcome).toEqual({
    publishedOn: '2026-08-11',
    summary: 'Evenings at two places.',
    saysWhatWasNotTaken: true,
    dispositions: [
      { disposition: 'accepted', answers: 1 },
      { disposition: 'not-accepted', answers: 1 },
    ],
  });
  const late = await ask(officer, 'POST', `/${id}/answers/${first?.id}/decision`, decision);
  expect([late.status, late.json.code]).toEqual([409, 'consultations.not-next']);
  expect(await cases(id)).toMatchObject([
    { commitmentId: 'N-02', commonMeasure: 'met', state: 'published', recordKind: 'consultation', recordTitle: ASKED.title },
    { commitmentId: 'N-03', commonMeasure: 'met', state: 'published' },
  ]);
});

test('one that is too short goes through the right of reply; a reason that comes late explains, and is marked so', async () => {
  const id = await announced({ closesOn: '2026-06-14' });
  expect(await cases(id)).toMatchObject([
    { commitmentId: 'N-02', state: 'not-public', commonMeasure: 'not-due' },
    { commitmentId: 'N-03', state: 'not-public', commonMeasure: 'not-due' },
  ]);
  westminster.clock.set('2026-06-15T09:00:00Z');
  expect(await cases(id)).toMatchObject([
    { state: 'reply-open', commonMeasure: 'not-met', commonMeasureSays: expect.stringContaining('27 days') },
    { state: 'not-public', commonMeasure: 'not-due' },
  ]);
  await post(officer, `/${id}/short-reason`, { reason: 'A school needs the room.' });
  expect((await cases(id))[0]).toMatchObject({ state: 'published', commonMeasure: 'met-explained' });
  westminster.clock.set('2026-09-08T09:00:00Z');
  expect((await cases(id))[1]).toMatchObject({ commitmentId: 'N-03', state: 'reply-open', commonMeasure: 'not-met' });
});

test('opened again it counts from there, withdrawn it cannot be checked, and withdrawn before it opened it is no case', async () => {
  const id = await announced({ closesOn: '2026-06-14' });
  westminster.clock.set('2026-06-20T09:00:00Z');
  await post(officer, `/${id}/extensions`, { closesOn: '2026-09-12', reason: 'The forum met after it closed.' });
  expect((await ask(null, 'GET', `/${id}`)).json).toMatchObject({ state: 'open', closesOn: '2026-06-14', answersUntil: '2026-09-12' });
  westminster.clock.set('2026-09-13T09:00:00Z');
  expect((await cases(id))[0]).toMatchObject({ commonMeasure: 'met', state: 'published' });

  westminster.clock.set('2026-05-12T09:00:00Z');
  const [before, during] = [await announced(), await announced()];
  await post(officer, `/${before}/withdrawal`, { reason: 'The building is sold.' });
  westminster.clock.set('2026-05-18T09:00:00Z');
  await post(officer, `/${during}/withdrawal`, { reason: 'The building is sold.' });
  expect(await cases(before)).toEqual([]);
  expect(await cases(during)).toMatchObject([{ commitmentId: 'N-02', commonMeasure: 'not-assessable', state: 'published' }]);
  expect((await ask(null, 'GET', `/${during}`)).json).toMatchObject({ state: 'withdrawn', withdrawnBecause: 'The building is sold.' });
  expect((await ask(null, 'GET', `/${during}/history`)).json.items).toMatchObject([
    { what: 'Withdrew it', why: 'The building is sold.' },
    { what: 'Announced it, open from 18 May 2026 to 10 August 2026' },
  ]);
});

test('one of the time before these records is told as far as it is known, and corrected when more is', async () => {
  const earlier = { ...ASKED, department: 'housing', opensOn: '2016-02-10', closesOn: '2016-02-26' };
  const id = await post(officer, '/earlier', { ...earlier, shortReasonPublishedOn: null });
  expect(await cases(id)).toMatchObject([
    { commitmentId: 'N-02', commonMeasure: 'not-met', state: 'reply-open', financialYear: '2015/16' },
    // Whether an outcome was published is not known, and not guessed.
    { commitmentId: 'N-03', commonMeasure: 'not-assessable', state: 'published' },
  ]);
  const outcome = { outcomePublishedOn: '2016-05-01', outcomeSummary: 'It was adopted.', saysWhatWasNotTaken: true };
  const reason = { shortReason: 'The committee met early.', shortReasonPublishedOn: '2016-02-10' };
  await post(officer, `/${id}/correction`, { ...earlier, ...reason, ...outcome });
  expect(await cases(id)).toMatchObject([
    { commonMeasure: 'met-explained', state: 'published' },
    { commonMeasure: 'met', state: 'published' },
  ]);
  expect((await told(id)).map(({ data }) => [data.announcedOn, data.outcome?.publishedOn])).toEqual([
    [undefined, undefined],
    [undefined, '2016-05-01'],
  ]);
});

describe('on pages', () => {
  test('an officer begins one, is told that it is short, announces it, answers what came and publishes the outcome; everyone reads it', async () => {
    const housing = await visitorOf(westminster, officer);
    const form = {
      title: 'A new hall',
      about: 'Do you want it?',
      kind: 'formal-written',
      whose: 'department housing',
      untilFive: 'yes',
      methods: 'survey',
      'opensOn-day': '12',
      'opensOn-month': '5',
      'opensOn-year': '2026',
      'closesOn-day': '20',
      'closesOn-month': '5',
      'closesOn-year': '2026',
    };
    const wrong = await housing.post('/consultations/begin', { ...form, title: '', whose: '' });
    expect(textsOf(wrong, '.govuk-error-summary__list a')).toEqual([
      'Choose who asks, and about what',
      'Enter the title, in up to 200 characters',
    ]);
    expect(wrong.page('#about').val()).toBe('Do you want it?');
    const draft = await housing.post('/consultations/begin', form);
    expect([draft.heading, textsOf(draft, '.govuk-warning-text__text').join(' ')]).toEqual([
      'A new hall',
      expect.stringContaining('It is open for 8 days. Twelve weeks are 84.'),
    ]);
    const { path } = draft;
    const stranger = await visitorOf(westminster, 'nobody');
    expect([(await stranger.get(path)).status, (await stranger.get('/consultations')).text.includes('A new hall')]).toEqual([404, false]);
    expect((await housing.post(`${path}/announce`)).page('main .govuk-tag').first().text().trim()).toBe('Open');

    const recorded = await housing.post(`${path}/answers/record`, {
      ...ANSWER,
      people: '12',
      mayBeNamed: 'yes',
      'receivedOn-day': '12',
      'receivedOn-month': '5',
      'receivedOn-year': '2026',
    });
    expect(recorded.text).toContain('It is recorded as answer 1.');
    westminster.clock.set('2026-05-21T09:00:00Z');
    const later = await visitorOf(westminster, officer);
    const refused = await later.post(`${path}/outcome`, { summary: 'It is built.' });
    expect(textsOf(refused, '.govuk-error-summary__list li')).toEqual([
      'Who answered is told what was done and why. Still without it: answer 1.',
    ]);
    const waiting = await later.get(`${path}/answers?state=waiting`);
    const answer = waiting.page('main table a').first().attr('href') ?? '';
    const decided = await later.post(answer, { disposition: 'accepted', summary: 'Open in the evening.', because: 'Most work by day.' });
    expect(decided.text).toContain('Every answer has its reason.');
    await later.post(`${path}/outcome`, { summary: 'It is built, and open in the evening.' });

    const read = await stranger.get(path);
    expect(summaryOf(read)).toMatchObject({ 'Run by': 'Housing', 'Open for': '8 days', 'How people are asked': 'Survey' });
    expect(rowsOf(read)[0]).toBe(
      '1The whole | Wants a change: Open in the evening.Advice Forum (sample), 12 people. Voluntary and community sector | Accepted | Most work by day.',
    );
    expect(read.text).not.toContain('volunteers');
    expect(read.page('main a[href$="/explain"]')).toHaveLength(0);
  });

  test('of a draft of the Compact people are asked clause by clause, and it waits for a reason for each answer', async () => {
    const compact = async (path: string, body: object, by = 'council') => {
      const { status, json, text } = await westminster.ask('POST', `compact/${path}`, { token: await westminster.token(by), body });
      if (status >= 400) throw new Error(text);
      return json?.id ?? '';
    };
    const document = await compact('documents', { kind: 'compact', title: 'The Westminster Compact (sample)' });
    const version = await compact(`documents/${document}/versions`, { label: '2026' });
    const clause = { number: '4.2', text: 'Three months of notice.', origin: 'new' };
    const clauseId = await compact(`versions/${version}/clauses`, clause);
    await compact(`versions/${version}/clauses`, { ...clause, number: '4.3' }, 'sector');
    const body = { ...ASKED, compactVersionId: version, opensOn: '2026-05-12', closesOn: '2026-05-20' };
    expect((await ask('council', 'POST', '', body)).json).toMatchObject({ code: 'consultations.draft-not-approved' });
    await compact(`versions/${version}/approval`, { approvedOn: '2026-05-12' });
    const id = await post('council', '', body);
    expect((await ask('council', 'POST', '', body)).json).toMatchObject({ code: 'consultations.consulted-already' });
    expect((await ask('council', 'POST', `/${id}/announcement`)).json).toMatchObject({ code: 'consultations.both-sides-are-asked' });
    await post('council', `/${id}`, { ...body, compactVersionId: undefined, reaches: ['council', 'sector'] });
    await post('council', `/${id}/announcement`);
    expect((await westminster.ask('GET', `compact/versions/${version}`)).json).toMatchObject({ state: 'consulting', consultationId: id });

    const anyone = await visitorOf(westminster, 'nobody');
    expect(textsOf(await anyone.get(`/consultations/${id}`), '.app-clause h3')).toEqual(['4.2', '4.3']);
    const stopped = await westminster.ask('POST', `compact/versions/${version}/abandonment`, {
      token: await westminster.token('council'),
      body: { reason: 'No time.' },
    });
    expect(stopped.json).toMatchObject({ code: 'compacts.still-asked' });
    await post('support', `/${id}/answers`, { ...ANSWER, clauseId, receivedOn: '2026-05-12' });
    westminster.clock.set('2026-05-21T09:00:00Z');
    await post('sector', `/${id}/extensions`, { closesOn: '2026-05-30', reason: 'A forum meets.' });
    expect((await westminster.ask('GET', `compact/versions/${version}`)).json).toMatchObject({
      state: 'consulting',
      closesOn: '2026-05-30',
    });
    westminster.clock.set('2026-05-31T09:00:00Z');
    const finalDraft = async () =>
      westminster.ask('POST', `compact/versions/${version}/final-draft`, { token: await westminster.token('council') });
    expect((await finalDraft()).json).toMatchObject({ code: 'consultations.answers-without-reason' });
    const [answer] = (await ask('council', 'GET', `/${id}/answers`)).json.items;
    expect(answer).toMatchObject({ clause: '4.2' });
    const decision = { disposition: 'out-of-scope', summary: 'Open in the evening.', because: 'It is about advice.' };
    await post('council', `/${id}/answers/${answer?.['id'] as string}/decision`, decision);
    expect((await finalDraft()).status).toBe(204);
  });

  test('a withdrawn consultation gives its draft back to those who write', async () => {
    const [version] = (await westminster.ask('GET', 'compact/versions')).json.items as { id: string; documentId: string }[];
    const token = await westminster.token('council');
    const begin = { label: '2027', from: version?.id };
    const { id: next } = (await westminster.ask('POST', `compact/documents/${version?.documentId}/versions`, { token, body: begin })).json;
    for (const by of ['council', 'sector']) {
      const body = { number: by, text: 'Something.', origin: 'new' };
      await westminster.ask('POST', `compact/versions/${next}/clauses`, { token: await westminster.token(by), body });
    }
    await westminster.ask('POST', `compact/versions/${next}/approval`, { token, body: { approvedOn: '2026-05-12' } });
    const body = { ...ASKED, reaches: ['council', 'sector'], compactVersionId: next, opensOn: '2026-05-12', closesOn: '2026-05-20' };
    const id = await post('council', '', body);
    await post('council', `/${id}/announcement`);
    await post('council', `/${id}/withdrawal`, { reason: 'A page was missing.' });
    const record = await westminster.ask('GET', `compact/versions/${next}/record`, { token });
    expect(record.json).toMatchObject({ state: 'draft', approvedOn: null, opensOn: null, consultationId: null });
    expect((await ask('council', 'POST', '', body)).json).toMatchObject({ code: 'consultations.draft-not-approved' });
  });
});
