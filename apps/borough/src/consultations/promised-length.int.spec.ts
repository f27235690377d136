import { visitorOf } from '../pages.fixture.js';
import { ConsultingBorough, OFFICER_FOR_HOUSING } from './consultations.fixture.js';

let consulting: ConsultingBorough;
beforeAll(async () => {
  consulting = await ConsultingBorough.start();
});
afterAll(() => consulting.borough.stop());

/** A Compact in force with a clause on consultations, which both chairs say is of so many weeks. */
async function compactOf(weeks: number): Promise<void> {
  const post = async (by: string, path: string, body: object = {}): Promise<string> => {
    const { status, text, json } = await consulting.borough.ask('POST', path, { token: await consulting.borough.token(by), body });
    if (status >= 400) throw new Error(text);
    return json?.id ?? '';
  };
  const document = await post('council', 'compact/documents', { kind: 'compact', title: 'The Compact (sample)' });
  const version = await post('council', `compact/documents/${document}/versions`, { label: '2012' });
  const clause = await post('council', `compact/versions/${version}/clauses`, { number: '3', text: `${weeks} weeks.`, origin: 'new' });
  const adoption = { adoptedBy: 'The partnership', adoptedOn: '2012-06-01', inForceFrom: '2012-06-01' };
  await post('council', `compact/versions/${version}/earlier-adoption`, adoption);
  const said = { relation: 'weaker', number: weeks, unit: 'weeks', rationale: 'So it says.' };
  const mapping = { commitmentId: 'N-02', versionId: version, clauseIds: [clause], ...said };
  await post('sector', `two-keys/${await post('council', 'mappings/proposals', mapping)}/confirm`);
}

test('who begins one reads how long the borough’s own Compact promises, and the common measure where it promises nothing', async () => {
  const housing = await visitorOf(consulting.borough, OFFICER_FOR_HOUSING);
  const hint = async (path: string) => (await housing.get(path)).page('#closesOn-hint').text().trim();
  expect(await hint('/consultations/begin')).toBe(
    'No Compact is in force. The common measure of the network is 12 weeks, which are 84 days after the first.',
  );
  const draft = await consulting.begun();
  await compactOf(8);
  const own =
    'The Compact of this borough promises 8 weeks, which are 56 days after the first. The common measure of the network is 12 weeks.';
  expect([await hint('/consultations/begin'), await hint(`/consultations/${draft}/change`)]).toEqual([own, own]);
  const refused = await housing.post('/consultations/begin', {});
  expect(refused.page('#closesOn-hint').text().trim()).toBe(own);
  const warningOf = async (id: string) => {
    const { page } = await housing.get(`/consultations/${id}/announce`);
    return page('.govuk-warning-text__text').text().replaceAll(/\s+/g, ' ').trim();
  };
  const why = 'Say why it is shorter, so that everyone can read it from the first day.';
  const [network, ours] = [
    'The common measure of the network is 12 weeks: 84 days.',
    'The Compact of this borough promises 8 weeks: 56 days.',
  ];
  expect(await warningOf(draft)).toBe('');
  expect(await warningOf(await consulting.begun({ closesOn: '2026-07-13' }))).toBe(`Warning It is open for 56 days. ${network} ${why}`);
  expect(await warningOf(await consulting.begun({ closesOn: '2026-06-18' }))).toBe(
    `Warning It is open for 31 days. ${ours} ${network} ${why}`,
  );
  // What is promised today says nothing of one that is over.
  expect(await hint('/consultations/earlier')).toMatch(/^For example/);
});
