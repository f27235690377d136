import { sql } from '#database';
import { type BoroughOnPages, rowsOf, textsOf } from '../pages.fixture.js';
import { CUT, day, type Steps, VariedBorough } from './varied.fixture.js';

let borough: VariedBorough;
let westminster: BoroughOnPages;
beforeAll(async () => {
  borough = await VariedBorough.start();
  westminster = borough.pages;
});
afterAll(() => westminster.stop());

test('nobody outside sees a cut that is not public or a held payment: on no page, in no download, not in the log', async () => {
  const grantId = await borough.aGrant({ title: 'Canary lunches' });
  await borough.walk(grantId, CUT);
  await borough.finish(grantId);
  await westminster.officer.post(`/grants/${grantId}/hold-payment`, {
    reason: 'CANARY-HOLD accounts are late',
    ...day('from', '2026-11-01'),
  });
  expect((await westminster.officer.get(`/grants/${grantId}`)).text).toContain('CANARY-HOLD');

  const seen = await westminster.public.get(`/grants/${grantId}`);
  expect(seen.page('main').text()).toContain('£25,000');
  const places = [
    `/grants/${grantId}`,
    '/',
    '/grants',
    '/grants?q=CANARY',
    '/grants?status=live',
    `/organisations/${borough.organisation}`,
    '/publish',
    '/status',
    '/programmes',
    '/api/v1/log?limit=500',
    '/api/v1/grants',
    '/api/v1/grants.csv',
    '/api/v1/grants.json',
    `/api/v1/grants/${grantId}`,
    `/api/v1/grants/${grantId}/history`,
    `/api/v1/grants/${grantId}/history.csv`,
    `/api/v1/organisations/${borough.organisation}/history`,
  ];
  for (const place of places) {
    const { status, text } = await westminster.public.get(place);
    expect([place, status]).toEqual([place, 200]);
    expect([place, /CANARY-|22,500|2250000|Not public yet|Payments held|not public yet/.exec(text)?.[0]]).toEqual([place, undefined]);
  }
  expect((await westminster.public.get('/grants?sort=amount')).text).toContain('£25,000');
});

test('an officer of another department sees what everyone sees, and may not act', async () => {
  const grantId = await borough.aGrant({ department: 'environment' });
  await borough.walk(grantId, CUT);
  await borough.finish(grantId);

  const seen = await westminster.housing.get(`/grants/${grantId}`);
  expect(seen.text).not.toMatch(/CANARY-|Payments held/);
  expect(seen.text).toContain('Only officers of the department that pays, or of the whole borough, can change this grant.');
  expect((await westminster.housing.get('/')).text).not.toContain(`Lunches ${borough.count}`);
  const [variation] = await sql<{ id: string }>(westminster.database.em(), 'select id from grant_variations where grant_id = $1', [
    grantId,
  ]);
  for (const path of ['vary', 'hold-payment', 'awarded', `changes/${variation?.id}/publish`, `changes/${variation?.id}/withdraw`]) {
    expect([path, (await westminster.housing.get(`/grants/${grantId}/${path}`)).status]).toEqual([path, 403]);
  }
  expect((await westminster.housing.send(`/grants/${grantId}/hold-payment`, { reason: 'x', ...day('from', '2026-11-01') })).status).toBe(
    403,
  );
});

test('made public from the grant page, a cut leaves the borough; what is missing is asked for beside its question', async () => {
  const grantId = await borough.aGrant();
  const toldNobody: Steps = [...CUT.slice(0, 4), ['told', {}], ['shorter', { shorter: 'neither' }], ...CUT.slice(5)];
  await borough.walk(grantId, toldNobody);
  const done = await borough.finish(grantId);
  const publish = done.page('main a[href$="/publish"]').attr('href') ?? '';

  const refused = await westminster.officer.post(publish, {
    ...day('toldInWritingOn', '--'),
    ...day('receivedOn', '--'),
    ...day('madePublicOn', '2026-11-20'),
  });
  expect([refused.status, refused.title]).toEqual([400, expect.stringMatching(/^Error: Make this change public/)]);
  expect(refused.page('.govuk-error-summary a').attr('href')).toBe('#receivedOn-day');
  expect(refused.page('#madePublicOn-year').val()).toBe('2026');
  expect(await borough.told(grantId)).toHaveLength(1);

  const days = { ...day('toldInWritingOn', '2026-11-10'), ...day('receivedOn', '2026-11-12'), ...day('madePublicOn', '2026-11-20') };
  const grant = await westminster.officer.post(publish, days);

  expect(grant.path).toBe(`/grants/${grantId}`);
  expect(grant.page('.govuk-notification-banner').text()).toContain('has left the borough');
  expect((await borough.told(grantId)).at(-1)).toMatchObject({
    type: 'grants.grant-reduced.v1',
    data: { amountPence: 22_500_00, receivedOn: '2026-11-12' },
  });
  const seen = await westminster.public.get(`/grants/${grantId}`);
  expect(textsOf(seen, '.app-timeline__title')).toEqual(['Reduced from £25,000 to £22,500', 'Awarded: £25,000']);
  expect(seen.page('main').text()).toContain('140 days of notice, three months or more');
  expect(seen.text).not.toContain('Take back');
});

test('the history says in words who did what in which role, and the public view is exactly the public page', async () => {
  const grantId = await borough.aGrant();
  westminster.clock.advance(60_000);
  await borough.walk(grantId, CUT);
  await borough.finish(grantId);

  const officers = await westminster.officer.get(`/grants/${grantId}`);
  expect(rowsOf(officers).slice(-2)).toEqual([
    expect.stringMatching(
      /^20 November 2026 at 12:01 .* for the whole borough [|] Reduced the grant from .* Not public [|] CANARY-CUT the pro/,
    ),
    '20 November 2026 at 12:00 | Funding officer for the whole borough | Recorded the award | None given or published',
  ]);
  const seen = await westminster.public.get(`/grants/${grantId}`);
  const inside = textsOf(officers, '.govuk-details .govuk-summary-list__value');
  expect(inside).toEqual(textsOf(seen, '.govuk-summary-list__value'));
  expect(textsOf(officers, '.govuk-details .app-timeline__item')).toEqual(textsOf(seen, '.app-timeline__item'));
  expect(rowsOf(seen).filter((row) => row.includes('Funding officer'))).toEqual(rowsOf(officers).slice(-1));
});

test.each(['nothing', '01980000-0000-7000-8000-00000000dead'])('a grant that is not there (%s) is a page that says so', async (id) => {
  for (const path of ['', '/vary', '/hold-payment', '/awarded']) {
    const { status, heading } = await westminster.officer.get(`/grants/${id}${path}`);
    expect([path, status, heading]).toEqual([path, 404, 'Page not found']);
  }
});
