import { rowsOf, summaryOf, textsOf, visitorOf } from '../pages.fixture.js';
import { ANSWER, ASKED, ConsultingBorough, OFFICER_FOR_HOUSING } from './consultations.fixture.js';

let consulting: ConsultingBorough;
beforeAll(async () => {
  consulting = await ConsultingBorough.start();
});
afterAll(() => consulting.borough.stop());
beforeEach(() => consulting.backToToday());

test('an officer announces one, told that it is short, and answers what came; everyone reads the outcome', async () => {
  const housing = await visitorOf(consulting.borough, OFFICER_FOR_HOUSING);
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
    expect.stringContaining('It is open for 8 days. The common measure of the network is 12 weeks: 84 days.'),
  ]);
  const { path } = draft;
  const stranger = await visitorOf(consulting.borough, 'nobody');
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
  const early = await housing.get(`${path}/outcome`);
  expect([early.text.includes('This consultation is open for answers; that does not come next.'), early.page('textarea').length]).toEqual([
    true,
    0,
  ]);
  consulting.on('2026-05-21');
  const later = await visitorOf(consulting.borough, OFFICER_FOR_HOUSING);
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
    '1The whole | Wants a change: Open in the evening.Advice Forum (sample), 12 people. Voluntary and community sector | ' +
      'Accepted | Most work by day.',
  );
  expect(read.text).not.toContain('volunteers');
  expect(read.page('main a[href$="/explain"]')).toHaveLength(0);
  for (const step of ['announce', 'change', 'discard', 'extend', 'withdraw', 'outcome', 'correct'])
    expect([step, (await later.get(`${path}/${step}`)).page('main form').length]).toEqual([step, 0]);
});

test('of a draft of the Compact people are asked clause by clause, and it waits for a reason for each answer', async () => {
  const compact = async (path: string, body: object, by = 'council') => {
    const { status, json, text } = await consulting.borough.ask('POST', `compact/${path}`, {
      token: await consulting.borough.token(by),
      body,
    });
    if (status >= 400) throw new Error(text);
    return json?.id ?? '';
  };
  const document = await compact('documents', { kind: 'compact', title: 'The Westminster Compact (sample)' });
  const version = await compact(`documents/${document}/versions`, { label: '2026' });
  const clause = { number: '4.2', text: 'Three months of notice.', origin: 'new' };
  const clauseId = await compact(`versions/${version}/clauses`, clause);
  await compact(`versions/${version}/clauses`, { ...clause, number: '4.3', origin: 'open-question', originNote: 'Who leads?' }, 'sector');
  const body = { ...ASKED, compactVersionId: version, opensOn: '2026-05-12', closesOn: '2026-05-20' };
  expect((await consulting.ask('council', 'POST', '', body)).json).toMatchObject({ code: 'consultations.draft-not-approved' });
  await compact(`versions/${version}/approval`, { approvedOn: '2026-05-12' });
  const id = await consulting.post('council', '', body);
  expect((await consulting.ask('council', 'POST', '', body)).json).toMatchObject({ code: 'consultations.consulted-already' });
  expect((await consulting.ask('council', 'POST', `/${id}/announcement`)).json).toMatchObject({
    code: 'consultations.both-sides-are-asked',
  });
  await consulting.post('council', `/${id}`, { ...body, compactVersionId: undefined, reaches: ['council', 'sector'] });
  await consulting.post('council', `/${id}/announcement`);
  expect((await consulting.borough.ask('GET', `compact/versions/${version}`)).json).toMatchObject({
    state: 'consulting',
    consultationId: id,
  });

  const anyone = await visitorOf(consulting.borough, 'nobody');
  const asked = await anyone.get(`/consultations/${id}`);
  expect([textsOf(asked, '.app-clause h3'), textsOf(asked, '.app-clause .govuk-body-s')]).toEqual([
    ['4.2', '4.3'],
    ['New', 'Open question Who leads?'],
  ]);
  const stopped = await consulting.borough.ask('POST', `compact/versions/${version}/abandonment`, {
    token: await consulting.borough.token('council'),
    body: { reason: 'No time.' },
  });
  expect(stopped.json).toMatchObject({ code: 'compacts.still-asked' });
  await consulting.post('support', `/${id}/answers`, { ...ANSWER, clauseId, receivedOn: '2026-05-12' });
  consulting.on('2026-05-21');
  await consulting.post('sector', `/${id}/extensions`, { closesOn: '2026-05-30', reason: 'A forum meets.' });
  expect((await consulting.borough.ask('GET', `compact/versions/${version}`)).json).toMatchObject({
    state: 'consulting',
    closesOn: '2026-05-30',
  });
  consulting.on('2026-05-31');
  const finalDraft = async () =>
    consulting.borough.ask('POST', `compact/versions/${version}/final-draft`, { token: await consulting.borough.token('council') });
  expect((await finalDraft()).json).toMatchObject({ code: 'consultations.answers-without-reason' });
  const [answer] = (await consulting.ask('council', 'GET', `/${id}/answers`)).json.items;
  expect(answer).toMatchObject({ clause: '4.2' });
  const decision = { disposition: 'out-of-scope', summary: 'Open in the evening.', because: 'It is about advice.' };
  await consulting.post('council', `/${id}/answers/${answer?.['id'] as string}/decision`, decision);
  expect((await finalDraft()).status).toBe(204);
});

test('a withdrawn consultation gives its draft back to those who write', async () => {
  const [version] = (await consulting.borough.ask('GET', 'compact/versions')).json.items as { id: string; documentId: string }[];
  const token = await consulting.borough.token('council');
  const begin = { label: '2027', from: version?.id };
  const { id: next } = (await consulting.borough.ask('POST', `compact/documents/${version?.documentId}/versions`, { token, body: begin }))
    .json;
  for (const by of ['council', 'sector']) {
    const body = { number: by, text: 'Something.', origin: 'new' };
    await consulting.borough.ask('POST', `compact/versions/${next}/clauses`, { token: await consulting.borough.token(by), body });
  }
  await consulting.borough.ask('POST', `compact/versions/${next}/approval`, { token, body: { approvedOn: '2026-05-12' } });
  const body = { ...ASKED, reaches: ['council', 'sector'], compactVersionId: next, opensOn: '2026-05-12', closesOn: '2026-05-20' };
  const id = await consulting.post('council', '', body);
  await consulting.post('council', `/${id}/announcement`);
  await consulting.post('council', `/${id}/withdrawal`, { reason: 'A page was missing.' });
  const record = await consulting.borough.ask('GET', `compact/versions/${next}/record`, { token });
  expect(record.json).toMatchObject({ state: 'draft', approvedOn: null, opensOn: null, consultationId: null });
  const anyone = await visitorOf(consulting.borough, 'nobody');
  expect(textsOf(await anyone.get(`/consultations/${id}`), '.app-clause h3')).toEqual([]);
  expect((await consulting.ask('council', 'POST', '', body)).json).toMatchObject({ code: 'consultations.draft-not-approved' });
});
