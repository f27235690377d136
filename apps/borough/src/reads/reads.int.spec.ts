import { sql } from '#database';
import { OFFICER } from '../access/borough.fixture.js';
import { type BoroughOnPages, boroughOnPages, rowsOf } from '../pages.fixture.js';

const LUNCHES = {
  title: 'Lunches',
  description: 'Hot meals.',
  organisation: 'GB-CHC-1000000',
  department: 'housing',
  amountAwardedPence: 25_000_00,
  awardedOn: '2026-04-01',
};

let westminster: BoroughOnPages;
let grantId: string;
/** The officer for the whole borough is its data protection officer as well, and a colleague in Environment reads along. */
beforeAll(async () => {
  westminster = await boroughOnPages();
  await westminster.hold(OFFICER.subject, 'data-protection-officer');
  await westminster.hold('environment', 'funding-officer', { kind: 'department', key: 'environment' });
  await send('organisations', { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] });
  grantId = (await send('grants', LUNCHES)).json.id;
  await send(`grants/${grantId}/payment-holds`, { reason: 'CANARY accounts overdue', from: '2026-11-01' });
});
afterEach(async () => {
  const owner = await westminster.database.asOwner();
  await owner.query('delete from case_reads');
  await owner.end();
});
afterAll(() => westminster.stop());

const token = (subject: string) => westminster.token(subject);
const send = (path: string, body: unknown) =>
  westminster.ask('POST', path, { token: westminster.tokens.officer, body, headers: { 'working-as': 'funding-officer' } });
const reads = () =>
  sql(westminster.database.em(), 'select subject, role, held_for, record_type, record_id, what from case_reads order by id');
const record = async (subject: string, grant = grantId) =>
  westminster.ask('GET', `grants/${grant}/record`, { token: await token(subject) });

test('whoever is shown a held payment is written down with the role in which they asked, on the page and in the API', async () => {
  expect((await westminster.housing.get(`/grants/${grantId}`)).text).toContain('CANARY accounts overdue');
  expect((await record('person-housing')).text).toContain('CANARY accounts overdue');

  const read = { role: 'funding-officer', held_for: 'housing', record_type: 'grant', record_id: grantId, what: 'payment held' };
  expect(await reads()).toEqual([
    { ...read, subject: 'person-2' },
    { ...read, subject: 'person-housing' },
  ]);
});

test('who is shown none is not written down: a stranger, an officer of another department, at a page or a grant without it', async () => {
  await westminster.public.get(`/grants/${grantId}`);
  expect((await record('environment')).status).toBe(403);
  expect((await westminster.housing.get(`/grants/${grantId}/hold-payment`)).status).toBe(200);
  expect((await westminster.housing.get(`/grants/${grantId}/vary`)).status).toBe(200);
  const { id } = (await send('grants', { ...LUNCHES, title: 'Dinners' })).json;
  expect((await record('person-housing', id)).status).toBe(200);

  expect(await reads()).toEqual([]);
});

test('the data protection officer reads who read what, by page, API and CSV; nobody else does', async () => {
  westminster.clock.advance(60_000);
  await westminster.housing.get(`/grants/${grantId}`);

  await westminster.officer.post('/working-as', { role: 'data-protection-officer' });
  const shown = await westminster.officer.get('/reads');
  expect(shown.heading).toBe('Who read confidential records');
  expect(rowsOf(shown)).toEqual([
    expect.stringMatching(/^20 November 2026 at 12:01 [|] person-2 [|] Funding officer for Housing [|] grant \w+ [|] payment held$/),
  ]);
  expect(shown.page('main tbody a').attr('href')).toBe(`/grants/${grantId}`);
  const asked = { token: westminster.tokens.officer, headers: { 'working-as': 'data-protection-officer' } };
  const { json } = await westminster.ask('GET', 'reads?limit=1', asked);
  expect(json.items).toMatchObject([{ subject: 'person-2', name: 'person-2', heldFor: 'housing', recordId: grantId }]);
  expect((await westminster.ask('GET', 'reads.csv', asked)).text).toContain(grantId);
  expect((await westminster.ask('GET', 'reads', { token: await token('person-housing') })).status).toBe(403);
  expect(JSON.stringify(json)).not.toContain('CANARY');
});

test('the program has no other way to held payments, and cannot take a reading away', async () => {
  for (const statement of ['select * from payment_holds', 'delete from case_reads', 'update case_reads set subject = $$x$$']) {
    await expect(sql(westminster.database.em(), statement)).rejects.toThrow(/permission denied/);
  }
});
