import { type Role, ROLES } from '#identity';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';

const ON_TIME = '2026-11-20T12:00:00Z';

let westminster: AskedBorough;
beforeAll(async () => {
  westminster = await askedBorough(ON_TIME);
  for (const role of ROLES) await westminster.hold(role, role);
  const document = await post('compact/documents', { kind: 'compact', title: 'The Compact (sample)' });
  const version = await post(`compact/documents/${document}/versions`, { label: '2024' });
  await post(`compact/versions/${version}/clauses`, { number: '1', text: 'We agree.', origin: 'new' });
  const adoption = { adoptedBy: 'The partnership', adoptedOn: '2024-06-01', inForceFrom: '2024-06-01', reviewDueOn: '2027-06-01' };
  await post(`compact/versions/${version}/earlier-adoption`, adoption);
});
afterEach(() => westminster.clock.set(ON_TIME));
afterAll(() => westminster.stop());

async function post(path: string, body: object): Promise<string> {
  const { status, text, json } = await westminster.ask('POST', path, { token: await westminster.token('council-co-chair'), body });
  if (status >= 400) throw new Error(`${path}: ${text}`);
  return json?.id ?? '';
}

/** What the page of today says of the review to somebody in that role alone. */
async function warningFor(role: Role) {
  const { json } = await westminster.ask('GET', 'today', { token: await westminster.token(role) });
  const { items } = json as unknown as { items: { what: string; group: string; dueOn: string; isLate: boolean }[] };
  return items.find(({ what }) => what === 'The review of the Compact is due');
}

test('those who write the Compact and its champions are warned that its review comes up, and that it is late', async () => {
  const warned: Role[] = [];
  for (const role of ROLES) if (await warningFor(role)) warned.push(role);
  expect(warned.toSorted()).toEqual([
    'champion',
    'cig-member',
    'council-co-chair',
    'infrastructure-officer',
    'partnership-secretary',
    'sector-co-chair',
  ]);
  expect(await warningFor('cig-member')).toMatchObject({ group: 'to-come', dueOn: '2027-06-01', isLate: false });
  westminster.clock.set('2027-06-02T12:00:00Z');
  expect(await warningFor('champion')).toMatchObject({ isLate: true });
});

test('nobody is warned more than a year before', async () => {
  westminster.clock.set('2026-05-31T12:00:00Z');
  expect(await warningFor('council-co-chair')).toBeUndefined();
});
