import { sql } from '#database';
import { until } from '../../../../test/support/until.js';
import { type BoroughOnPages, boroughOnPages } from '../pages.fixture.js';

let westminster: BoroughOnPages;
beforeAll(async () => {
  westminster = await boroughOnPages();
});
afterAll(() => westminster.stop());

async function status(): Promise<Record<string, string>> {
  const { page, status: code } = await westminster.public.get('/status');
  expect(code).toBe(200);
  const rows = page('.govuk-summary-list__row')
    .map((_, row) => [
      page(row)
        .children()
        .map((__, cell) => page(cell).text().trim())
        .get(),
    ])
    .get();
  return { ...Object.fromEntries(rows), says: page('.govuk-inset-text').text().trim() };
}

const register = (name: string, charityNumber: string) => westminster.officer.post('/organisations/register', { name, charityNumber });
const LINK = 'Link to the other boroughs (NATS)';

test('while NATS is away the borough goes on and says so on its status page; when it is back, everything leaves', async () => {
  await register('Before', '1000001');
  expect(await until(status, (now) => now['Facts published so far'] === '1')).toMatchObject({
    [LINK]: 'Connected',
    says: '',
    Fault: 'None',
  });

  await until(status, (now) => now['Last heartbeat sent'] !== 'Not yet by this program');

  await westminster.nats.stop();
  expect(await until(status, (now) => now[LINK] === 'Not connected')).toMatchObject({ says: expect.stringContaining('nothing is lost') });
  const during = await register('During', '1000002');
  expect([during.status, during.heading]).toEqual([200, 'During']);
  await until(status, (now) => now['Facts recorded (position)'] === '2' && now['Recorded and not sent yet'] === '1');
  expect((await westminster.public.get('/organisations?q=during')).page('tbody tr')).toHaveLength(1);

  await westminster.nats.restart();
  expect(await until(status, (now) => now['Facts published so far'] === '2')).toMatchObject({
    [LINK]: 'Connected',
    'Recorded and not sent yet': '0',
  });
});

test('the page stands for an officer whose session cannot be read', async () => {
  const owner = await westminster.database.asOwner();
  await owner.query('revoke select on sessions from app');

  const { status: code, page } = await westminster.officer.get('/status');
  expect([code, page('h1').text()]).toEqual([200, 'Data status']);
  expect((await westminster.officer.get('/grants/award')).status).toBe(500);

  await owner.query('grant select on sessions to app');
  await owner.end();
});

test('the page stands while the outbox cannot be read', async () => {
  const owner = await westminster.database.asOwner();
  await owner.query('begin; lock table outbox in access exclusive mode');

  expect(await status()).toMatchObject({ 'Waiting in the outbox': expect.stringContaining('Not known') });

  await owner.query('rollback');
  await owner.end();
  expect(await sql(westminster.database.em(), 'select 1 as one')).toEqual([{ one: 1 }]);
});
