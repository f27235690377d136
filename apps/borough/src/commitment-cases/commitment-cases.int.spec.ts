import { sql } from '#database';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, summaryOf, textsOf, visitorOf } from '../pages.fixture.js';
import { until } from '../../../../test/support/until.js';
import { toldOf } from '../told.fixture.js';
import { CaseFinder } from './case-finder.service.js';
import { CaseWatch } from './case-watch.service.js';

let westminster: AskedBorough;
let organisation: string;
let grants = 0;
beforeAll(async () => {
  westminster = await askedBorough('2026-11-20T12:00:00Z');
  await westminster.hold('council', 'council-co-chair');
  await westminster.hold('sector', 'sector-co-chair');
  const body = { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] };
  organisation = (await westminster.ask('POST', 'organisations', { token: westminster.tokens.officer, body })).json.id;
});
afterAll(() => westminster.stop());
// Tokens of the officer are of this day.
afterEach(() => westminster.clock.set('2026-11-20T12:00:00Z'));

/** A grant that is cut from April, told on a day and public. Returns the id of the grant. */
async function aCut(receivedOn: string, more: object = {}): Promise<string> {
  const { officer: token } = westminster.tokens;
  const send = {
    organisation,
    title: `Lunches ${(grants += 1)}`,
    description: 'Hot meals.',
    department: 'housing',
    awardedOn: '2026-04-01',
  };
  const { json: grant } = await westminster.ask('POST', 'grants', { token, body: { ...send, amountAwardedPence: 25_000_00 } });
  const body = {
    amountPence: 20_000_00,
    effectiveOn: '2027-01-10',
    reason: 'The programme costs a fifth less.',
    toldInWritingOn: receivedOn,
    receivedOn,
    madePublicOn: '2026-11-19',
    ...more,
  };
  const { status, text } = await westminster.ask('POST', `grants/${grant.id}/reductions`, { token, body });
  if (status !== 201) throw new Error(text);
  return grant.id;
}

/** Looks until there is nothing left, and says what of cases was told since. */
async function told(): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const finder = westminster.app.get(CaseFinder, { strict: false });
  while ((await finder.look()) !== 0);
  const rows = await toldOf(westminster.database, 'commitments.%');
  const unseen = rows.filter(({ id }) => !seen.has(id));
  for (const { id } of unseen) seen.add(id);
  return unseen.map(({ type, data }) => ({ type, data }));
}
const seen = new Set<string>();

const results = async (by = 'council', query = '') =>
  (await westminster.ask('GET', `results${query}`, { token: await westminster.token(by) })).json.items as Record<string, string>[];
const reply = async (by: string, caseId: string, body: object) =>
  westminster.ask('POST', `results/${caseId}/replies`, { token: await westminster.token(by), body });

test('a cut with three months of notice is told at once, with the dates and flags that its rule reads', async () => {
  const grantId = await aCut('2026-10-10');
  expect(await told()).toEqual([
    {
      type: 'commitments.case-reported.v1',
      data: {
        caseId: expect.any(String),
        commitmentId: 'N-07',
        rule: 'R-NOTICE',
        ruleVersion: 1,
        facts: expect.objectContaining({ direction: 'reduction', receivedOn: '2026-10-10', effectiveOn: '2027-01-10' }),
        decidedOn: '2026-10-10',
        financialYear: '2026/27',
        department: { departmentId: expect.any(String), name: 'Housing' },
        organisation: { organisationId: organisation, identifier: 'GB-CHC-1000000', name: 'Example Lunch Club' },
        record: { kind: 'grant', id: grantId },
      },
    },
  ]);
  expect(await told()).toEqual([]);
});

test('a cut with less is the chairs’ to reply to for ten working days, and is told with both replies once both have spoken', async () => {
  await aCut('2026-11-10');
  const [opened, ...more] = await told();
  expect(more).toEqual([]);
  expect(opened).toMatchObject({
    type: 'commitments.reply-opened.v1',
    data: { commitmentId: 'N-07', lenses: ['common-measure'], replyUntil: '2026-12-04' },
  });
  expect(JSON.stringify(opened)).not.toContain(organisation);

  const [waiting] = await results('council', '?state=reply-open');
  const caseId = waiting?.id ?? '';
  expect(waiting).toMatchObject({ commonMeasure: 'not-met', ownWord: null, promise: 'no-compact', replyUntil: '2026-12-04' });
  expect((await reply('council', caseId, { kind: 'context' })).status).toBe(400);
  expect((await reply('council', caseId, { kind: 'context', text: 'The budget was set late.' })).status).toBe(204);
  expect((await reply('council', caseId, { kind: 'agree' })).json).toMatchObject({ code: 'results.replied-already' });
  expect(await told()).toEqual([]);
  expect((await reply('sector', caseId, { kind: 'disagree', text: 'The letter came a week later.' })).status).toBe(204);

  const replies = [
    { side: 'council', kind: 'context', text: 'The budget was set late.' },
    { side: 'sector', kind: 'disagree', text: 'The letter came a week later.' },
  ];
  expect(await told()).toMatchObject([{ type: 'commitments.case-reported.v1', data: { caseId, replies } }]);
  expect((await reply('sector', caseId, { kind: 'agree' })).json).toMatchObject({ code: 'results.reply-not-asked' });
});

test('where nobody replies it is told when the time is over, and says so by telling no reply', async () => {
  await aCut('2026-11-11');
  const [opened] = await told();
  const caseId = opened?.data.caseId;
  westminster.clock.set('2026-12-04T23:30:00Z');
  expect(await told()).toEqual([]);
  westminster.clock.set('2026-12-05T00:30:00Z');
  expect(await told()).toMatchObject([{ type: 'commitments.case-reported.v1', data: { caseId, replies: [] } }]);
  expect((await reply('council', String(caseId), { kind: 'agree' })).status).toBe(409);
});

test('a result whose record is not public is for the chairs alone, and one of a record that is taken back is taken back', async () => {
  const grantId = await aCut('2026-09-01', { madePublicOn: undefined });
  expect(await told()).toEqual([]);
  expect((await results('council', '?state=not-public')).map(({ recordId: id }) => id)).toEqual([grantId]);

  const shown = await aCut('2026-09-02');
  const [reported] = await told();
  const { officer: token } = westminster.tokens;
  await westminster.ask('POST', `grants/${shown}/withdrawal`, { token, body: { reason: 'Entered twice.' } });
  expect(await told()).toMatchObject([
    { type: 'commitments.case-withdrawn.v1', data: { caseId: reported?.data.caseId, commitmentId: 'N-07' } },
  ]);
});

test('results are read by the chairs and the secretary, and by nobody else', async () => {
  const { officer: token } = westminster.tokens;
  expect((await westminster.ask('GET', 'results', { token })).status).toBe(403);
  expect((await westminster.ask('GET', 'results')).status).toBe(401);
  await westminster.hold('secretary', 'partnership-secretary');
  const [one] = await results('secretary');
  expect((await reply('secretary', one?.id ?? '', { kind: 'agree' })).status).toBe(403);
});

test('a chair reads both measures on the page, replies there, and finds what was typed after a mistake', async () => {
  await aCut('2026-11-16', { effectiveOn: '2027-02-01' });
  await told();
  const chair = await visitorOf(westminster, 'sector');
  const list = await chair.get('/results');
  expect(rowsOf(list)[0]).toContain('Example Lunch Club');
  const path = list.page('main tbody a').first().attr('href') ?? '';
  const page = await chair.get(path);
  expect(summaryOf(page)['By the common measure, 3 months']).toBe(
    'Not kept. Told by 16 November 2026, from 1 February 2027: 77 days; the promise is 3 months.',
  );
  expect(summaryOf(page)['By the borough’s own word']).toBe('No Compact was in force on that day.');

  const wrong = await chair.post(`${path}/replies`, { kind: 'disagree', text: '', _workingAs: 'sector-co-chair' });
  expect([wrong.status, textsOf(wrong, '.govuk-error-summary a')]).toEqual([400, [expect.stringContaining('500 characters')]]);
  expect(wrong.page('input[value="disagree"]').attr('checked')).toBeDefined();
  const done = await chair.post(`${path}/replies`, { kind: 'disagree', text: 'It came later.', _workingAs: 'sector-co-chair' });
  expect(textsOf(done, 'main h2')).toContain('Co-chair for the voluntary sector: Disagrees');
  expect(done.page('main form[action$="/replies"]').length).toBe(0);
  expect(rowsOf(done).join()).toContain('Replied: disagrees');
});

test('while the program runs each new act is looked at without anybody asking, also after the tenth', async () => {
  const { app, clock, database } = westminster;
  const watch = new CaseWatch(app.get(CaseFinder, { strict: false }), database.em(), clock);
  const numberOf = async (statement: string) => Number((await sql<{ n: string }>(database.em(), statement))[0]?.n);
  const found = () => numberOf('select count(*) as n from commitment_cases');
  // Acts are sealed a moment after they were done.
  await until(
    () => numberOf('select max(place) as n from history_chain'),
    (place) => place > 10,
  );
  watch.onApplicationBootstrap();
  try {
    for (let more = 0; more < 2; more += 1) {
      const before = await found();
      await aCut('2026-09-03');
      await until(found, (count) => count === before + 1);
    }
  } finally {
    await watch.beforeApplicationShutdown();
  }
});
