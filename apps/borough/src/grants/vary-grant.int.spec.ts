import { sql } from '#database';
import { type BoroughOnPages, textsOf } from '../pages.fixture.js';
import { CUT, day, type Steps, VariedBorough, years } from './varied.fixture.js';

let borough: VariedBorough;
let westminster: BoroughOnPages;
beforeAll(async () => {
  borough = await VariedBorough.start();
  westminster = borough.pages;
});
afterAll(() => westminster.stop());
afterEach(() => sql(westminster.database.em(), 'delete from drafts'));

test('a cut is recorded by one question after the other, and stays in the borough until the decision is public', async () => {
  const grantId = await borough.aGrant();
  await borough.walk(grantId, CUT);

  const check = await westminster.officer.get(`/grants/${grantId}/vary/check`);
  expect(textsOf(check, '.govuk-summary-list__value')).toEqual([
    'It is reduced',
    'Stands: unconditional notice',
    '1 April 2027',
    '£22,500',
    '2026/27: £12,500 firm; 2027/28: £10,000 indicative',
    '10 November 2026',
    '12 November 2026 (140 days of notice, three months or more)',
    'Not public yet',
    'CANARY-CUT the programme costs a fifth less.',
  ]);
  const done = await borough.finish(grantId);

  expect(done.heading).toBe('Change recorded');
  expect(textsOf(done, 'main li')).toContain('the day the decision became public');
  expect(done.page('main').text()).toContain('Nothing yet.');
  expect((await borough.told(grantId)).map(({ type }) => type)).toEqual(['grants.grant-awarded.v1']);

  const officers = await westminster.officer.get(`/grants/${grantId}`);
  expect(officers.page('main').text()).toContain('Not public yet: the day the decision became public is needed.');
  expect(officers.page('main').text()).toContain('£22,500 (£25,000 was awarded)');
  const home = await westminster.officer.get('/');
  expect(textsOf(home, 'caption:contains("not public yet") ~ tbody').join()).toContain(`Cut: Lunches ${borough.count}`);
});

test('of two officers who change one grant at once, the second decides on what the first has done', async () => {
  const grantId = await borough.aGrant();
  const other = await westminster.signIn();
  await borough.walk(grantId, CUT);
  const first = await borough.finish(grantId);
  expect(first.heading).toBe('Change recorded');

  await borough.walk(grantId, [['kind', { kind: 'end' }], ...CUT.slice(1, 3), ['sum', years('12500', '')], ...CUT.slice(4)], other);
  const second = await other.post(`/grants/${grantId}/vary/check`);

  expect([second.status, second.title]).toEqual([409, expect.stringMatching(/^Error: Check your answers/)]);
  expect(second.page('.govuk-error-summary').text()).toContain('Make it public or withdraw it before recording another change');
  const kept = await sql(westminster.database.em(), 'select id from grant_variations where grant_id = $1', [grantId]);
  expect(kept).toHaveLength(1);
  expect((await other.get(`/grants/${grantId}/vary`)).path).toBe(`/grants/${grantId}/vary/check`);
});

test('a change is taken back with its reason, and the grant stands as before', async () => {
  const grantId = await borough.aGrant();
  await borough.walk(grantId, CUT);
  await borough.finish(grantId);
  const grant = await westminster.officer.get(`/grants/${grantId}`);
  const withdraw = grant.page('main a[href$="/withdraw"]').attr('href') ?? '';

  const refused = await westminster.officer.post(withdraw, { reason: '' });
  expect([refused.status, refused.page('.govuk-error-summary a[href="#reason"]').text()]).toEqual([
    400,
    'Say why, in up to 1,000 characters',
  ]);
  const after = await westminster.officer.post(withdraw, { reason: 'The decision was reversed.' });

  expect(after.page('main').text()).toContain('Taken back on 20 November 2026: The decision was reversed.');
  expect(after.page('main').text()).not.toContain('Make public');
  expect((await borough.told(grantId)).map(({ type }) => type)).toEqual(['grants.grant-awarded.v1']);
});

test('an ending asks only for the years that support still reaches', async () => {
  const grantId = await borough.aGrant();
  await borough.walkTo(grantId, [['kind', { kind: 'end' }], CUT[1], ['effective', day('effectiveOn', '2027-01-10')]], 'sum');

  const sum = await westminster.officer.get(`/grants/${grantId}/vary/sum`);

  expect(textsOf(sum, 'fieldset .govuk-fieldset__legend--m')).toEqual(['2026/27']);
  expect(sum.page('main').text()).toContain('Years that begin after support stops pay nothing');
});

test('a sum that is refused leads back to its question, also where each year was typed', async () => {
  const grantId = await borough.aGrant();
  await borough.walk(grantId, [['kind', { kind: 'increase' }], CUT[2], ['sum', years('1', '2')], CUT[6]]);

  const refused = await borough.finish(grantId);

  const href = `/grants/${grantId}/vary/sum`;
  expect(refused.page(`.govuk-error-summary a[href="${href}"]`).text()).toBe(
    'The grant is £25,000 now. Enter a larger sum for the whole grant.',
  );
});

test.each([
  [
    'an increase',
    [['kind', { kind: 'increase' }], CUT[2], ['sum', years('12500', '14500')], CUT[6]],
    'grants.grant-increased.v1',
    'recorded',
  ],
  [
    'an ending with an approved exception',
    [
      ['kind', { kind: 'end' }],
      CUT[1],
      ['effective', day('effectiveOn', '2027-01-10')],
      ['sum', years('9000', '')],
      CUT[4],
      ['shorter', { shorter: 'exception', exceptionGround: 'The building closed.', exceptionApprovedBy: 'Director of Housing' }],
      ['public', { isPublic: 'yes', ...day('madePublicOn', '2026-11-19') }],
      CUT[6],
    ],
    'grants.grant-ended.v1',
    'recorded',
  ],
  [
    'an early warning, said of a cut that may still change',
    [
      ['kind', { kind: 'reduce' }],
      ['certainty', { certainty: 'early-warning' }],
      ['expected', day('expectedOn', '2027-04-01')],
      CUT[4],
      ['public', { isPublic: 'yes', ...day('madePublicOn', '2026-11-19') }],
      CUT[6],
    ],
    'grants.early-warning-given.v1',
    'recorded',
  ],
  [
    'a warning by itself',
    [
      ['kind', { kind: 'warn' }],
      ['warned-of', { warnedOf: 'ending' }],
      ['expected', day('expectedOn', '2027-04-01')],
      CUT[4],
      ['public', { isPublic: 'yes', ...day('madePublicOn', '2026-11-19') }],
      CUT[6],
    ],
    'grants.early-warning-given.v1',
    'recorded',
  ],
  [
    'a correction of the title',
    [['kind', { kind: 'correct' }], ['wrong-part', { wrongPart: 'title' }], ['title', { title: 'Suppers' }], CUT[6]],
    'grants.grant-corrected.v1',
    'corrected',
  ],
  [
    'a correction of the sum',
    [['kind', { kind: 'correct' }], ['wrong-part', { wrongPart: 'amount' }], ['amount', years('12500', '13000')], CUT[6]],
    'grants.grant-corrected.v1',
    'corrected',
  ],
  [
    'a correction of the period, whose last day is not known',
    [['kind', { kind: 'correct' }], ['wrong-part', { wrongPart: 'period' }], ['period', { ...day('startsOn', '2026-05-01') }], CUT[6]],
    'grants.grant-corrected.v1',
    'corrected',
  ],
  [
    'a correction of the department',
    [
      ['kind', { kind: 'correct' }],
      ['wrong-part', { wrongPart: 'department' }],
      ['department', { department: 'environment' }],
      ['programme', { programmeId: 'none' }],
      CUT[6],
    ],
    'grants.grant-corrected.v1',
    'corrected',
  ],
  ['a withdrawal of the grant', [['kind', { kind: 'withdraw' }], CUT[6]], 'grants.grant-withdrawn.v1', 'withdrawn'],
] as unknown as [string, Steps, string, string][])('%s is recorded, told, and shown to everyone', async (_what, steps, type, end) => {
  const grantId = await borough.aGrant();
  await borough.walk(grantId, steps);

  const done = await borough.finish(grantId);

  expect(done.path).toMatch(new RegExp(`/${end}$`));
  expect((await borough.told(grantId)).at(-1)?.type).toBe(type);
  const seen = await westminster.public.get(`/grants/${grantId}`);
  expect(seen.status).toBe(200);
  expect(seen.text).toContain('CANARY-CUT');
  if (end === 'withdrawn') expect(seen.text).not.toMatch(/Lunches|Example Lunch Club/);
  if (end === 'withdrawn') expect((await westminster.officer.get(`/grants/${grantId}/vary`)).status).toBe(409);
});

test('a withdrawal is named on its button, and its last page names the grant', async () => {
  const grantId = await borough.aGrant();
  await borough.walk(grantId, [['kind', { kind: 'withdraw' }], CUT[6]]);
  const check = await westminster.officer.get(`/grants/${grantId}/vary/check`);

  const done = await borough.finish(grantId);

  expect(check.page('main form button').first().text().trim()).toBe('Withdraw this grant');
  expect(done.page('.govuk-panel__title').text().trim()).toBe('Grant withdrawn');
  expect(done.page('.govuk-panel__body').text().trim()).toBe(`Lunches ${borough.count}`);
});

test('the sum of a grant of one year is put right by the sum alone', async () => {
  const only = { financialYear: '2026/27', amountPence: 25_000_00, commitment: 'firm' };
  const grantId = await borough.aGrant({ endsOn: '2027-03-31', years: [only] });
  const right = { amountAwardedPence: '24,000' };
  await borough.walk(grantId, [['kind', { kind: 'correct' }], ['wrong-part', { wrongPart: 'amount' }], ['amount', right], CUT[6]]);

  await borough.finish(grantId);

  expect((await borough.told(grantId)).at(-1)).toMatchObject({
    type: 'grants.grant-corrected.v1',
    data: { amountAwardedPence: 24_000_00, years: [{ ...only, amountPence: 24_000_00 }] },
  });
});

test('a question that does not hold leads back to its page from the answers', async () => {
  const grantId = await borough.aGrant();
  await borough.walk(grantId, CUT.map(([step, form]) => (step === 'sum' ? [step, years('15000', '12000')] : [step, form])) as Steps);

  const refused = await borough.finish(grantId);

  expect(refused.status).toBe(409);
  expect(refused.page('.govuk-error-summary').text()).toContain('The grant is £25,000 now. Enter a smaller sum for the whole grant.');
  expect(await borough.told(grantId)).toHaveLength(1);
});
