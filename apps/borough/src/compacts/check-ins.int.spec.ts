import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { Visitor, visitorOf } from '../pages.fixture.js';
import { toldOf } from '../told.fixture.js';
import { CheckInsService } from './check-ins.service.js';

const AGREED_ON = '2024-05-10T12:00:00Z';

let westminster: AskedBorough;
beforeAll(async () => {
  westminster = await askedBorough(AGREED_ON);
  for (const role of ['council-co-chair', 'sector-co-chair', 'cig-member', 'funding-officer'] as const) await westminster.hold(role, role);
  const { id: document } = await posted('compact/documents', { kind: 'compact', title: 'The Compact (sample)' });
  const { id: version } = await posted(`compact/documents/${document}/versions`, { label: '2020' });
  await posted(`compact/versions/${version}/clauses`, { number: '1', text: 'We agree.', origin: 'new' });
  const adoption = { adoptedBy: 'The partnership', adoptedOn: '2020-06-01', inForceFrom: '2020-06-01' };
  await posted(`compact/versions/${version}/earlier-adoption`, adoption);
});
afterAll(() => westminster.stop());

async function ask(method: string, path: string, by: string | null = null, body?: object) {
  return westminster.ask(method, path, { ...(by && { token: await westminster.token(by) }), body });
}

async function posted(path: string, body: object) {
  const { status, text, json } = await ask('POST', path, 'council-co-chair', body);
  if (status >= 400) throw new Error(`${path}: ${text}`);
  return json;
}

const record = (kind: string, day: string, note?: string) => ask('POST', 'compact/check-ins', 'sector-co-chair', { kind, day, note });
const stands = async () => (await ask('GET', 'compact')).json as unknown as { state: string; inForceVersionId: string | null };
const look = () => westminster.app.get(CheckInsService, { strict: false }).endWhereMissed();

async function todayOf(by: string) {
  const { items } = (await ask('GET', 'today', by)).json;
  return items.filter(({ what }) => String(what).includes('check-in'));
}

const told = async () => (await toldOf(westminster.database, 'compacts.standing-changed.v1')).map(({ data }) => data);

test('nobody records what is not so, and a Compact is not inactive at once by a day that was agreed long ago', async () => {
  expect((await record('ended', '2024-05-10')).text).toContain('No yearly check-ins are agreed');
  expect((await record('held', '2024-05-11')).text).toContain('This day is in the future');
  expect((await record('not-held', '2024-05-01')).text).toContain('No check-in is recorded for this day');
  const longAgo = await record('agreed', '2021-05-10');
  expect([longAgo.status, longAgo.json['code']]).toEqual([409, 'compacts.check-ins-missed']);
  expect((await ask('GET', 'compact/check-ins')).json.items).toEqual([]);
  expect((await ask('POST', 'compact/check-ins', 'cig-member', { kind: 'agreed', day: '2024-05-10' })).status).toBe(403);
});

test('both sides agree, everyone reads it, and those who look after the Compact are warned before a check-in is due', async () => {
  expect((await record('agreed', '2024-05-10')).status).toBe(204);
  expect((await record('agreed', '2024-05-10')).text).toContain('They are agreed already, since 10 May 2024');
  expect(await todayOf('sector-co-chair')).toEqual([]);
  westminster.clock.set('2025-02-10T12:00:00Z');
  expect(await todayOf('sector-co-chair')).toMatchObject([{ what: 'Hold the yearly check-in of the Compact', dueOn: '2025-05-10' }]);
  expect(await todayOf('cig-member')).toHaveLength(1);
  expect(await todayOf('funding-officer')).toEqual([]);
  const { text } = await new Visitor(westminster.url).get('/compact');
  expect(text).toContain('The next check-in is due by 10 May 2025.');
});

test('one that is held puts the next a year off, and one that was recorded wrongly is taken back', async () => {
  westminster.clock.set('2025-05-02T12:00:00Z');
  const chair = await visitorOf(westminster, 'sector-co-chair');
  expect((await chair.get('/compact/check-ins')).text).toContain('What do you want to record?');
  const day = { 'day-day': '2', 'day-month': '5', 'day-year': '2025' };
  expect((await chair.post('/compact/check-ins', day)).text).toContain('Choose what to record');
  const recorded = await chair.post('/compact/check-ins', { kind: 'held', ...day, note: 'Notice was kept.' });
  expect(recorded.path).toBe('/compact');
  expect(recorded.text).toContain('The next check-in is due by 2 May 2026.');
  expect(await todayOf('sector-co-chair')).toEqual([]);
  expect((await record('not-held', '2025-05-02')).status).toBe(204);
  expect(await todayOf('sector-co-chair')).toMatchObject([{ dueOn: '2025-05-10' }]);
  const csv = await (await fetch(`${westminster.url}/api/v1/compact/check-ins.csv`)).text();
  expect(
    csv
      .split('\r\n')
      .slice(1, 3)
      .map((line) => line.split(',').slice(1).join()),
  ).toEqual(['agreed,2024-05-10,', 'held,2025-05-02,Notice was kept.']);
});

test('one that was missed is said, and the Compact stands as it stood', async () => {
  westminster.clock.set('2026-05-10T12:00:00Z');
  await look();
  expect(await stands()).toMatchObject({ state: 'in-force' });
  expect(await todayOf('council-co-chair')).toMatchObject([
    { what: expect.stringContaining('from 11 May 2026 nobody'), dueOn: '2026-05-10' },
  ]);
});

test('two missed in a row make it inactive, once, from the day after; it is told to the network with the reason', async () => {
  westminster.clock.set('2026-05-20T12:00:00Z');
  await Promise.all([look(), look()]);
  await look();
  expect(await stands()).toMatchObject({ state: 'inactive', inForceVersionId: null });
  const reason = 'Two yearly check-ins in a row were missed: they were due by 10 May 2025 and 10 May 2026.';
  expect(await told()).toMatchObject([{ standing: 'inactive', from: '2026-05-11', reason }]);
  expect(await todayOf('council-co-chair')).toEqual([]);
});

test('it is worked by again once a chair says so, and check-ins are counted from then', async () => {
  await posted('compact/standings', { standing: 'active', from: '2026-05-20', reason: 'We met, and go on.' });
  await look();
  expect(await stands()).toMatchObject({ state: 'in-force' });
  westminster.clock.set('2027-05-20T12:00:00Z');
  expect(await todayOf('council-co-chair')).toMatchObject([{ what: 'Hold the yearly check-in of the Compact', dueOn: '2027-05-20' }]);
  expect((await record('ended', '2027-05-20')).status).toBe(204);
  expect(await todayOf('council-co-chair')).toEqual([]);
});
