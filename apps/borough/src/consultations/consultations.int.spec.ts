import { ANSWER, ASKED, ConsultingBorough, OFFICER_FOR_HOUSING } from './consultations.fixture.js';

let consulting: ConsultingBorough;
beforeAll(async () => {
  consulting = await ConsultingBorough.start();
});
afterAll(() => consulting.borough.stop());
beforeEach(() => consulting.backToToday());

test('a draft is seen by nobody else; announced, everyone sees it and the network is told', async () => {
  const id = await consulting.begun({ shortReason: 'The lease ends in September.', closesOn: '2026-06-30' });
  expect([(await consulting.ask(null, 'GET', `/${id}`)).status, (await consulting.ask('support', 'GET', `/${id}`)).status]).toEqual([
    404, 404,
  ]);
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'GET', `/${id}/record`)).json).toMatchObject({
    state: 'draft',
    department: 'Housing',
    undecided: 0,
  });
  expect((await consulting.ask(null, 'GET', `?state=draft`)).json.items).toEqual([]);
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}`, {
    ...ASKED,
    opensOn: '2026-05-18',
    closesOn: '2026-06-29',
    shortReason: 'The lease ends in September.',
  });
  expect(await consulting.told(id)).toEqual([]);

  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/announcement`);
  expect((await consulting.ask(null, 'GET', `/${id}`)).json).toMatchObject({
    state: 'announced',
    announcedOn: '2026-05-12',
    undecided: null,
  });
  expect(await consulting.told(id)).toMatchObject([
    {
      department: { name: 'Housing' },
      announcedOn: '2026-05-12',
      closesOn: '2026-06-29',
      shortReason: 'The lease ends in September.',
      shortReasonPublishedOn: '2026-05-12',
    },
  ]);
  const again = await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${id}/announcement`);
  expect([again.status, again.json.code]).toEqual([409, 'consultations.not-next']);
});

test('a draft that is not wanted is thrown away, and one that was announced is not', async () => {
  const [draft, announced] = [await consulting.begun(), await consulting.announced()];
  await consulting.post(OFFICER_FOR_HOUSING, `/${draft}/discard`);
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'GET', `/${draft}`)).status).toBe(404);
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${announced}/discard`)).json).toMatchObject({
    code: 'consultations.not-next',
  });
});

test('a department’s own is run by its officers, one of the group by whoever records what the group decides', async () => {
  const id = await consulting.begun();
  for (const by of ['council', 'sector']) expect((await consulting.ask(by, 'POST', `/${id}/announcement`)).status).toBe(403);
  const others = { ...ASKED, department: 'adult-social-care', opensOn: '2026-05-18', closesOn: '2026-08-10' };
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'POST', '', others)).status).toBe(403);
  const ofGroup = { ...others, department: undefined };
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'POST', '', ofGroup)).status).toBe(403);
  const own = await consulting.post('sector', '', ofGroup);
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${own}/announcement`)).status).toBe(403);
  await consulting.post('council', `/${own}/announcement`);
  expect((await consulting.ask(null, 'GET', `/${own}`)).json).toMatchObject({ department: null, state: 'announced' });
  // A draft is seen by those alone who run it.
  expect((await consulting.ask('council', 'GET', `/${id}`)).status).toBe(404);
  expect((await consulting.ask('council', 'GET', '?state=draft')).json.items.map(({ id: one }) => one)).not.toContain(id);
  expect((await consulting.ask('stranger', 'POST', '', ofGroup)).status).toBe(403);
  expect((await consulting.ask(null, 'POST', '', ofGroup)).status).toBe(401);
});

test('answers are recorded with where they are noted while it takes them, and their words are for those who run it', async () => {
  const id = await consulting.announced();
  const early = await consulting.ask('support', 'POST', `/${id}/answers`, { ...ANSWER, receivedOn: '2026-05-12' });
  expect([early.status, early.json.code]).toEqual([409, 'consultations.takes-no-answers']);
  consulting.on('2026-08-11');
  for (const receivedOn of ['2026-05-17', '2026-08-11', '2026-08-12'])
    expect((await consulting.ask('support', 'POST', `/${id}/answers`, { ...ANSWER, receivedOn })).status).toBe(400);
  for (const wrong of [{ groupName: undefined }, { clauseId: '0198c0de-0000-7000-8000-0000000000f1' }, { people: 0 }, { notedBy: ' ' }])
    expect((await consulting.ask('support', 'POST', `/${id}/answers`, { ...ANSWER, receivedOn: '2026-08-10', ...wrong })).status).toBe(400);
  await consulting.post('support', `/${id}/answers`, { ...ANSWER, receivedOn: '2026-08-10' });
  await consulting.post('support', `/${id}/answers`, { ...ANSWER, onBehalfOf: 'self', receivedOn: '2026-08-10' });

  const answers = (await consulting.ask(OFFICER_FOR_HOUSING, 'GET', `/${id}/answers`)).json.items;
  expect(answers).toMatchObject([
    { number: 1, groupName: 'Advice Forum (sample)', people: 12, mayBeNamed: true, text: ANSWER.text },
    // One person names no group, whatever was sent.
    { number: 2, groupName: null, people: null, mayBeNamed: false },
  ]);
  for (const by of ['support', 'council']) expect((await consulting.ask(by, 'GET', `/${id}/answers`)).status).toBe(403);
  expect((await consulting.ask(null, 'GET', `/${id}`)).json).toMatchObject({ answers: 2 });
  expect((await consulting.ask(null, 'GET', `/${id}/answered`)).json.items).toEqual([]);
  expect(JSON.stringify([await consulting.told(id), (await consulting.ask(null, 'GET', `/${id}/history`)).json])).not.toContain(
    'volunteers',
  );
});

test('an answer that was recorded twice is taken back: it counts no more, and its number is not given again', async () => {
  const id = await consulting.announced();
  consulting.on('2026-08-10');
  const given = async () => (await consulting.ask('support', 'POST', `/${id}/answers`, { ...ANSWER, receivedOn: '2026-08-10' })).json.id;
  const [, twice] = [await given(), await given()];
  const withdrawal = `/${id}/answers/${twice}/withdrawal`;
  expect((await consulting.ask('support', 'POST', withdrawal, { reason: 'Twice.' })).status).toBe(403);
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'POST', withdrawal, { reason: ' ' })).status).toBe(400);
  await consulting.post(OFFICER_FOR_HOUSING, withdrawal, { reason: 'It is answer 1 again.' });
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'POST', withdrawal, { reason: 'Again.' })).status).toBe(404);
  await given();
  const { items } = (await consulting.ask(OFFICER_FOR_HOUSING, 'GET', `/${id}/answers`)).json;
  expect(items.map(({ number }) => number)).toEqual([1, 3]);
  consulting.on('2026-08-11');
  expect((await consulting.ask(null, 'GET', `/${id}`)).json).toMatchObject({ answers: 2 });
  const refused = await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${id}/outcome`, { summary: 'Evenings.' });
  expect(refused.json).toMatchObject({ detail: expect.stringContaining('answer 1, answer 3.') });
});

test('the outcome is refused while an answer has no reason, and then shows each: they said, we did, because', async () => {
  const id = await consulting.announced();
  consulting.on('2026-08-10');
  for (const mayBeNamed of [true, false])
    await consulting.post('support', `/${id}/answers`, { ...ANSWER, mayBeNamed, receivedOn: '2026-08-10' });
  const open = await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${id}/outcome`, { summary: 'Evenings at two places.' });
  expect([open.status, open.json.code]).toEqual([409, 'consultations.not-next']);
  consulting.on('2026-08-11');
  const [first, second] = (await consulting.ask(OFFICER_FOR_HOUSING, 'GET', `/${id}/answers`)).json.items as { id: string }[];
  const refused = await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${id}/outcome`, { summary: 'Evenings at two places.' });
  expect(refused.json).toMatchObject({
    code: 'consultations.answers-without-reason',
    detail: expect.stringContaining('answer 1, answer 2'),
  });
  expect((await consulting.told(id)).at(-1)?.outcome).toBeUndefined();

  const decision = { disposition: 'accepted', summary: 'Open in the evening.', because: 'Most who answered work by day.' };
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/answers/${first?.id}/decision`, decision);
  const unreasoned = { ...decision, because: ' ' };
  expect((await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${id}/answers/${second?.id}/decision`, unreasoned)).status).toBe(400);
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/answers/${second?.id}/decision`, {
    ...decision,
    disposition: 'not-accepted',
    because: 'There is no money.',
  });
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/outcome`, { summary: 'Evenings at two places.' });

  expect((await consulting.ask(null, 'GET', `/${id}/answered`)).json.items).toMatchObject([
    { number: 1, groupName: 'Advice Forum (sample)', summary: 'Open in the evening.', disposition: 'accepted' },
    { number: 2, groupName: null, because: 'There is no money.' },
  ]);
  expect((await consulting.told(id)).at(-1)?.outcome).toEqual({
    publishedOn: '2026-08-11',
    summary: 'Evenings at two places.',
    saysWhatWasNotTaken: true,
    dispositions: [
      { disposition: 'accepted', answers: 1 },
      { disposition: 'not-accepted', answers: 1 },
    ],
  });
  const late = await consulting.ask(OFFICER_FOR_HOUSING, 'POST', `/${id}/answers/${first?.id}/decision`, decision);
  expect([late.status, late.json.code]).toEqual([409, 'consultations.not-next']);
  expect(await consulting.cases(id)).toMatchObject([
    { commitmentId: 'N-02', commonMeasure: 'met', state: 'published', recordKind: 'consultation', recordTitle: ASKED.title },
    { commitmentId: 'N-03', commonMeasure: 'met', state: 'published' },
  ]);
});
