import { ASKED, ConsultingBorough, OFFICER_FOR_HOUSING } from './consultations.fixture.js';

let consulting: ConsultingBorough;
beforeAll(async () => {
  consulting = await ConsultingBorough.start();
});
afterAll(() => consulting.borough.stop());
beforeEach(() => consulting.backToToday());

test('one that is too short goes through the right of reply; a reason that comes late explains, and is marked so', async () => {
  const id = await consulting.announced({ closesOn: '2026-06-14' });
  expect(await consulting.cases(id)).toEqual([]);
  consulting.on('2026-05-18');
  expect(await consulting.cases(id)).toMatchObject([{ commitmentId: 'N-02', state: 'not-public', commonMeasure: 'not-due' }]);
  consulting.on('2026-06-15');
  expect(await consulting.cases(id)).toMatchObject([
    { state: 'reply-open', commonMeasure: 'not-met', commonMeasureSays: expect.stringContaining('27 days') },
    { state: 'not-public', commonMeasure: 'not-due' },
  ]);
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/short-reason`, { reason: 'A school needs the room.' });
  expect((await consulting.cases(id))[0]).toMatchObject({ state: 'published', commonMeasure: 'met-explained' });
  consulting.on('2026-09-08');
  expect((await consulting.cases(id))[1]).toMatchObject({ commitmentId: 'N-03', state: 'reply-open', commonMeasure: 'not-met' });
});

test('opened again it counts from there, withdrawn it cannot be checked, and withdrawn before it opened it is no case', async () => {
  const id = await consulting.announced({ closesOn: '2026-06-14' });
  consulting.on('2026-06-20');
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/extensions`, { closesOn: '2026-09-12', reason: 'The forum met after it closed.' });
  expect((await consulting.ask(null, 'GET', `/${id}`)).json).toMatchObject({
    state: 'open',
    closesOn: '2026-06-14',
    answersUntil: '2026-09-12',
  });
  consulting.on('2026-09-13');
  expect((await consulting.cases(id))[0]).toMatchObject({ commonMeasure: 'met', state: 'published' });

  consulting.on('2026-05-12');
  const [before, during] = [await consulting.announced(), await consulting.announced()];
  await consulting.post(OFFICER_FOR_HOUSING, `/${before}/withdrawal`, { reason: 'The building is sold.' });
  consulting.on('2026-05-18');
  await consulting.post(OFFICER_FOR_HOUSING, `/${during}/withdrawal`, { reason: 'The building is sold.' });
  expect(await consulting.cases(before)).toEqual([]);
  expect(await consulting.cases(during)).toMatchObject([{ commitmentId: 'N-02', commonMeasure: 'not-assessable', state: 'published' }]);
  expect((await consulting.ask(null, 'GET', `/${during}`)).json).toMatchObject({
    state: 'withdrawn',
    withdrawnBecause: 'The building is sold.',
  });
  expect((await consulting.ask(null, 'GET', `/${during}/history`)).json.items).toMatchObject([
    { what: 'Withdrew it', why: 'The building is sold.' },
    { what: 'Announced it, open from 18 May 2026 to 10 August 2026' },
  ]);
});

test('one that runs into the time before an election, as both chairs said it, is marked so', async () => {
  const id = await consulting.announced();
  const { borough } = consulting;
  const as = async (by: string, path: string, body: object) => borough.ask('POST', path, { token: await borough.token(by), body });
  const { json } = await as('council', 'holds', { from: '2026-08-01', to: '2026-09-10', reason: 'One ward elects a councillor.' });
  expect((await as('sector', `two-keys/${json.id}/confirm`, {})).status).toBe(204);
  consulting.on('2026-08-11');
  expect((await consulting.cases(id))[0]).toMatchObject({
    commonMeasure: 'met',
    commonMeasureSays: expect.stringContaining('Runs into the time before an election.'),
  });
});

test('one of the time before these records is told as far as it is known, and corrected when more is', async () => {
  const earlier = { ...ASKED, department: 'housing', opensOn: '2016-02-10', closesOn: '2016-02-26' };
  const id = await consulting.post(OFFICER_FOR_HOUSING, '/earlier', { ...earlier, shortReasonPublishedOn: null });
  expect(await consulting.cases(id)).toMatchObject([
    { commitmentId: 'N-02', commonMeasure: 'not-met', state: 'reply-open', financialYear: '2015/16' },
    // Whether an outcome was published is not known, and not guessed.
    { commitmentId: 'N-03', commonMeasure: 'not-assessable', state: 'published' },
  ]);
  const outcome = { outcomePublishedOn: '2016-05-01', outcomeSummary: 'It was adopted.', saysWhatWasNotTaken: true };
  const reason = { shortReason: 'The committee met early.', shortReasonPublishedOn: '2016-02-10' };
  await consulting.post(OFFICER_FOR_HOUSING, `/${id}/correction`, { ...earlier, ...reason, ...outcome });
  expect(await consulting.cases(id)).toMatchObject([
    { commonMeasure: 'met-explained', state: 'published' },
    { commonMeasure: 'met', state: 'published' },
  ]);
  expect((await consulting.told(id)).map(({ announcedOn, outcome }) => [announcedOn, outcome?.publishedOn])).toEqual([
    [undefined, undefined],
    [undefined, '2016-05-01'],
  ]);
});
