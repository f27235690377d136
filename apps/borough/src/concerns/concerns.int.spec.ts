import { sql } from '#database';
import { ConcernedBorough } from './concerns.fixture.js';

let concerned: ConcernedBorough;
beforeAll(async () => {
  concerned = await ConcernedBorough.start();
});
afterAll(() => concerned.borough.stop());
beforeEach(() => concerned.on('2026-05-12'));

const NAMES = ['council', 'sector', 'secretary', 'support', 'lunch', 'bees'];
/** Who reads that it is there, and who reads who raised it. */
async function readersOf(reference: string): Promise<{ there: string[]; who: string[] }> {
  const [there, who]: [string[], string[]] = [[], []];
  for (const by of [...NAMES, 'person-housing', 'administrator']) {
    const { status, json } = await concerned.read(by, reference);
    if (status === 200) there.push(by);
    if (status === 200 && json['raisedBy']) who.push(by);
  }
  return { there, who };
}

test.each([
  ['named', ['council', 'sector', 'secretary', 'lunch', 'person-housing'], ['council', 'sector', 'secretary', 'lunch', 'person-housing']],
  ['co-chairs', ['council', 'sector', 'secretary', 'lunch', 'person-housing'], ['council', 'sector', 'lunch']],
  ['cvs', ['council', 'sector', 'secretary', 'support', 'lunch', 'person-housing'], ['support', 'lunch']],
])('raised %s, who raised it is read by those alone whom the way names', async (way, there, who) => {
  const reference = await concerned.raised('lunch', { way });
  await concerned.step(reference, 'admit');

  expect(await readersOf(reference)).toEqual({ there, who });
});

test('before it is admitted the body that it is about reads nothing of it', async () => {
  const reference = await concerned.raised();
  expect((await concerned.read('person-housing', reference)).status).toBe(404);
});

test('one of a group is seen by the infrastructure officer alone, until three organisations raised the same', async () => {
  const group = { way: 'group', kind: 'late-payment' };
  const reference = await concerned.raised('lunch', group);
  expect(await concerned.raised('lunch', group)).toBe(reference);
  expect(await concerned.raised('bees', { ...group, facts: 'Ours came in June.' })).toBe(reference);
  expect(await readersOf(reference)).toEqual({ there: ['support', 'lunch', 'bees'], who: ['support', 'lunch', 'bees'] });
  expect((await concerned.read('bees', reference)).json['accounts']).toMatchObject([{ facts: 'Ours came in June.' }]);

  concerned.on('2027-05-11');
  await concerned.raised('choir', group);
  const { json } = await concerned.read('council', reference);
  expect(json).toMatchObject({ raisedOn: '2027-05-11', raisedBy: null, accounts: [{}, {}, {}, {}] });
  expect((await concerned.read('support', reference)).json['raisedBy']).toHaveLength(4);
});

test('what is older than twelve months does not count for a group', async () => {
  const group = { way: 'group', kind: 'left-out' };
  const reference = await concerned.raised('lunch', group);
  concerned.on('2027-05-13');
  await concerned.raised('bees', group);
  await concerned.raised('choir', group);
  expect((await concerned.read('council', reference)).status).toBe(404);
});

test('it goes from step to step with its clock, and an outcome is agreed by two keys alone', async () => {
  const reference = await concerned.raised();
  concerned.on('2026-05-18');
  expect((await concerned.read('secretary', reference)).json['clock']).toMatchObject({ says: 'Acknowledge it', inWords: 'Day 4 of 5' });
  await concerned.step(reference, 'acknowledge', {}, 'secretary');
  const bySecretary = await concerned.ask('secretary', 'POST', `concerns/${reference}/steps`, { step: 'admit', words: 'Yes.' });
  expect([bySecretary.status, bySecretary.json['code']]).toEqual([409, 'concerns.chairs-decide-on-admission']);
  await concerned.step(reference, 'admit');
  await concerned.post('person-housing', `concerns/${reference}/account`, { text: 'The budget was late.' });
  await concerned.step(reference, 'talk', {}, 'secretary');

  const found = { outcome: 'partly-put-right', cause: 'budget-timetable', finding: 'Too short.', recommendations: [] };
  const { id } = await concerned.post('council', `concerns/${reference}/outcome-proposals`, found);
  const late = await concerned.ask('person-housing', 'POST', `concerns/${reference}/account`, { text: 'Otherwise.' });
  expect([late.status, late.json['code']]).toEqual([409, 'concerns.accounts-are-fixed']);
  expect((await concerned.ask('council', 'POST', `two-keys/${id}/confirm`)).status).toBe(409);
  await concerned.post('sector', `two-keys/${id}/confirm`);
  expect((await concerned.read('lunch', reference)).json).toMatchObject({ state: 'outcome-agreed', outcome: 'partly-put-right' });

  const tooLate = await concerned.ask('council', 'POST', `concerns/${reference}/steps`, {
    step: 'agree-action',
    words: 'x',
    dueOn: '2026-08-19',
  });
  expect(tooLate.status).toBe(400);
  await concerned.step(reference, 'agree-action', { dueOn: '2026-08-18' });
  await concerned.step(reference, 'check-action');
  await concerned.step(reference, 'close');
  expect((await concerned.read('council', reference)).json).toMatchObject({ state: 'closed', clock: null });
});

test('a chair with an interest does not decide on admission, and is not told who raised it', async () => {
  const reference = await concerned.raised('lunch', { way: 'co-chairs' });
  await concerned.post('council', `concerns/${reference}/interest`);
  const admitted = await concerned.ask('council', 'POST', `concerns/${reference}/steps`, { step: 'admit', words: 'Yes.' });
  expect([admitted.status, admitted.json['code']]).toEqual([409, 'concerns.chair-has-interest']);
  expect((await concerned.read('council', reference)).json['raisedBy']).toBeNull();
  expect((await concerned.ask('sector', 'POST', `concerns/${reference}/interest`)).json['code']).toBe('concerns.both-have-interest');
  await concerned.step(reference, 'admit', {}, 'sector');
});

test('a champion with an interest finds no such concern, and one of each side takes part', async () => {
  const reference = await concerned.raised('lunch', { way: 'cvs' });
  await concerned.step(reference, 'admit');
  await concerned.step(reference, 'talk');
  const join = (by: string) => concerned.ask(by, 'POST', `concerns/${reference}/champions`);
  expect((await join('champion-libraries')).status).toBe(404);
  await concerned.step(reference, 'ask-champions');
  expect([(await join('champion-housing')).status, (await join('champion-lunch')).status]).toEqual([404, 404]);
  expect([(await join('champion-libraries')).status, (await join('champion-bees')).status]).toEqual([204, 204]);
  expect((await join('champion-choir')).json['code']).toBe('concerns.champion-is-there');
});

test('whoever raised it withdraws it without a reason, and of several for itself alone', async () => {
  const reference = await concerned.raised();
  expect((await concerned.ask('bees', 'POST', `concerns/${reference}/withdrawal`)).status).toBe(404);
  await concerned.post('lunch', `concerns/${reference}/withdrawal`);
  expect((await concerned.read('council', reference)).json['state']).toBe('withdrawn');

  const group = { way: 'group', kind: 'no-consultation' };
  const ours = await concerned.raised('lunch', group);
  await concerned.raised('bees', group);
  await concerned.post('lunch', `concerns/${ours}/withdrawal`);
  expect((await concerned.read('lunch', ours)).status).toBe(404);
  expect((await concerned.read('support', ours)).json['accounts']).toHaveLength(1);
});

test('no history, no event and no proposal that others read tells of it', async () => {
  const reference = await concerned.agreed({ way: 'cvs' });
  const em = concerned.borough.database.em();
  const lines = await sql<{ role: string; line: string }>(
    em,
    `select role, to_json(h)::text as line from history h where record_type = 'concern'`,
  );
  expect(lines.filter(({ role, line }) => role === 'representative' || line.includes('Canary') || line.includes(reference))).toEqual([]);
  expect(await concerned.told()).toEqual([]);
  const proposals = (await concerned.ask('administrator', 'GET', 'two-keys')).json.items;
  expect(proposals.filter(({ kind }) => String(kind).startsWith('concerns.'))).toEqual([]);
  const [mine] = (await concerned.ask('council', 'GET', 'two-keys')).json.items;
  expect([(await concerned.ask('administrator', 'GET', `two-keys/${String(mine?.['id'])}`)).status, mine?.['kind']]).toEqual([
    404,
    'concerns.agree-outcome',
  ]);
});

test('the program itself reads nothing of a concern, or of who raised it, that it does not ask for', async () => {
  await concerned.raised();
  const em = concerned.borough.database.em();
  for (const table of ['concerns', 'concern_raisers', 'concern_requests']) expect(await sql(em, `select * from ${table}`)).toEqual([]);
});

test('whoever reads a concern is written down', async () => {
  const reference = await concerned.raised('lunch', { way: 'co-chairs' });
  await concerned.read('sector', reference);
  await concerned.read('secretary', reference);
  const em = concerned.borough.database.em();
  const reads = await sql<{ role: string; what: string }>(
    em,
    `select role, what from case_reads where record_type = 'concern' order by id desc limit 2`,
  );
  expect(reads).toEqual([
    { role: 'partnership-secretary', what: 'concern' },
    { role: 'sector-co-chair', what: 'concern, and who raised it' },
  ]);
});

/** What of one stands on somebody's Today: what is to be done, and by when. */
async function onTodayOf(by: string, reference: string): Promise<string[]> {
  const { json } = await concerned.ask(by, 'GET', 'today');
  const lines = (json['items'] ?? []) as unknown as { group: string; what: string; dueOn: string }[];
  return lines.filter(({ group, what }) => group === 'you' && what.includes(reference)).map(({ what, dueOn }) => `${what}, by ${dueOn}`);
}

test('on Today the department finds that its account is asked for, until it is given or cannot be', async () => {
  const reference = await concerned.raised();
  expect(await onTodayOf('person-housing', reference)).toEqual([]);
  await concerned.step(reference, 'admit');
  const asked = [`Give the account of your department: concern ${reference}, by 2026-05-27`];
  expect(await onTodayOf('person-housing', reference)).toEqual(asked);
  expect(await onTodayOf('lunch', reference)).toEqual([]);
  await concerned.post('person-housing', `concerns/${reference}/account`, { text: 'We wrote on 2 May.' });
  expect(await onTodayOf('person-housing', reference)).toEqual([]);

  const other = await concerned.raised('bees');
  await concerned.step(other, 'admit');
  await concerned.step(other, 'talk');
  await concerned.post('council', `concerns/${other}/outcome-proposals`, {
    outcome: 'unresolved',
    cause: 'other',
    finding: 'No word of it.',
  });
  expect(await onTodayOf('person-housing', other)).toEqual([]);
});

test('on Today a champion finds that one of their side is asked for, and none of what is about themself', async () => {
  const reference = await concerned.raised();
  for (const step of ['admit', 'talk', 'ask-champions']) await concerned.step(reference, step);
  const asked = [`Take part as a champion: concern ${reference}, by 2026-06-10`];
  expect(await onTodayOf('champion-libraries', reference)).toEqual(asked);
  expect(await onTodayOf('champion-bees', reference)).toEqual(asked);
  for (const by of ['champion-housing', 'champion-lunch']) expect(await onTodayOf(by, reference)).toEqual([]);
  await concerned.post('champion-libraries', `concerns/${reference}/champions`);
  expect([await onTodayOf('champion-libraries', reference), await onTodayOf('champion-bees', reference)]).toEqual([[], asked]);
});

test('on Today both sides find what would be published to reply to, until they did or the time is over', async () => {
  const reference = await concerned.agreed();
  await concerned.post('council', `concerns/${reference}/learning`, { lesson: 'Three months are three months.' });
  const asked = [`Reply to what was learnt, before it is published: concern ${reference}, by 2026-05-27`];
  for (const by of ['person-housing', 'lunch']) expect(await onTodayOf(by, reference)).toEqual(asked);
  expect(await onTodayOf('bees', reference)).toEqual([]);
  await concerned.post('lunch', `concerns/${reference}/learning-replies`, { text: 'So it was.' });
  expect([await onTodayOf('lunch', reference), await onTodayOf('person-housing', reference)]).toEqual([[], asked]);
  concerned.on('2026-05-28');
  expect(await onTodayOf('person-housing', reference)).toEqual([]);
});

test('on Today it stands with its clock for both chairs, for the other alone where one has an interest, and for nobody else', async () => {
  const reference = await concerned.raised();
  const onToday = async (by: string) => {
    const { json } = await concerned.ask(by, 'GET', 'today');
    const lines = json['items'] as unknown as { what: string; group: string; dueOn: string }[] | undefined;
    return (lines ?? []).filter(({ what }) => what.includes(reference)).map(({ group, dueOn }) => `${group} by ${dueOn}`);
  };
  expect(await onToday('council')).toEqual(['you by 2026-05-19', 'co-chair by 2026-05-19']);
  for (const by of NAMES.filter((name) => name !== 'council' && name !== 'sector')) expect(await onToday(by)).toEqual([]);
  await concerned.post('council', `concerns/${reference}/interest`);
  expect([await onToday('council'), await onToday('sector')]).toEqual([['co-chair by 2026-05-19'], ['you by 2026-05-19']]);
  await concerned.step(reference, 'admit', {}, 'sector');
  expect(await onToday('sector')).toEqual(['to-come by 2026-05-27']);
});
