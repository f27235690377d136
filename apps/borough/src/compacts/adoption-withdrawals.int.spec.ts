import { CompactAdoptionWithdrawnV1, CompactVersionAdoptedV1 } from '#contracts';
import { sql } from '#database';
import { summaryOf, textsOf, visitorOf } from '../pages.fixture.js';
import { SigningBorough } from '../signatories/signatories.fixture.js';
import { toldOf } from '../told.fixture.js';

let signing: SigningBorough;
beforeEach(async () => {
  signing = await SigningBorough.start();
});
afterEach(() => signing.borough.stop());

const inForce = async () => (await signing.ask(null, 'GET', 'compact')).json['inForceVersionId'];
const proposing = (versionId: string) => `compact/versions/${versionId}/adoption-withdrawal-proposals`;
const told = () => toldOf<{ versionId: string; reason?: string }>(signing.borough.database, 'compacts.%');

test('both chairs take back an adoption: what was in force before is in force again, and it can be adopted anew', async () => {
  const wrong = await signing.adopted('2020', '2020-06-01');
  expect(await inForce()).toBe(wrong);

  expect((await signing.byTwoKeys(proposing(wrong), 'The text of the draft was recorded.')).status).toBe(204);
  expect(await inForce()).toBe(signing.versions['2012']);
  expect((await signing.ask(null, 'GET', `compact/versions/${wrong}`)).status).toBe(404);
  expect((await signing.ask('member', 'GET', `compact/versions/${wrong}/record`)).json).toMatchObject({
    state: 'draft',
    adoptedBy: null,
    inForceFrom: null,
    reviewDueOn: null,
  });
  const mark = 'Confirmed for the second side that the adoption of version 2020 is taken back';
  const { items } = (await signing.ask(null, 'GET', 'compact/history')).json;
  expect(items.map(({ what, why }) => [what, why])).toEqual([[mark, 'The text of the draft was recorded.']]);

  await signing.readopted(wrong, '2021-06-01');
  expect(await inForce()).toBe(wrong);
  expect((await told()).slice(1).map(({ type, data }) => [type, data.versionId])).toEqual([
    [CompactVersionAdoptedV1.type, wrong],
    [CompactAdoptionWithdrawnV1.type, wrong],
    [CompactVersionAdoptedV1.type, wrong],
  ]);
});

test('where nothing else was adopted, there is none in force, and everyone still reads that one was taken back', async () => {
  await signing.byTwoKeys(proposing(signing.versions['2012'] ?? ''), 'It was of another borough.');

  expect((await signing.ask(null, 'GET', 'compact')).json).toMatchObject({ state: 'none', inForceVersionId: null });
  const anyone = await visitorOf(signing.borough, 'stranger');
  expect((await anyone.get('/compact')).text).toContain('the adoption of version 2012 is taken back');
});

test('what was presented is presented again', async () => {
  const id = await signing.post('council', `compact/documents/${signing.documentId}/versions`, { label: '2026' });
  for (const by of ['council', 'sector'])
    await signing.post(by, `compact/versions/${id}/clauses`, { number: by, text: 'We agree.', origin: 'new' });
  await sql(
    signing.borough.database.em(),
    `update compact_versions set state = 'presented', presented_to = 'A committee', presented_on = '2026-05-11' where id = $1`,
    [id],
  );
  await signing.post('secretary', `compact/versions/${id}/adoption`, {
    adoptedBy: 'A committee',
    adoptedOn: '2026-05-12',
    inForceFrom: '2026-05-12',
  });
  await signing.byTwoKeys(proposing(id), 'It was adopted a week later.');
  expect((await signing.ask('member', 'GET', `compact/versions/${id}/record`)).json).toMatchObject({ state: 'presented' });
});

test('not while a body signed it, nor while both chairs agree on what it says: what to do first is said', async () => {
  const version = signing.versions['2012'] ?? '';
  const signatory = await signing.signed({ name: 'Example Lunch Club' });
  const signed = await signing.ask('council', 'POST', proposing(version), { reason: 'Wrong.' });
  expect([signed.status, signed.json.code, signed.text]).toEqual([
    409,
    'compacts.signed',
    expect.stringContaining('as is recorded of Example Lunch Club. Correct these signatures first, under Signatories.'),
  ]);

  const other = await signing.adopted('2013', '2013-06-01');
  const correction = signing.signature({ versionId: other, signedOn: '2013-07-01', reason: 'It signed that of 2013.' });
  await signing.post('secretary', `signatories/${signatory}/correction`, correction);
  const [clause] = (await signing.ask(null, 'GET', `compact/versions/${version}`)).json['clauses'] as unknown as { clauseId: string }[];
  const mapping = { commitmentId: 'N-07', versionId: version, clauseIds: [clause?.clauseId], relation: 'no-measure', rationale: 'None.' };
  const proposal = await signing.post('council', 'mappings/proposals', mapping);
  await signing.post('sector', `two-keys/${proposal}/confirm`);
  const mapped = await signing.ask('council', 'POST', proposing(version), { reason: 'Wrong.' });
  expect([mapped.status, mapped.json.code, mapped.text]).toEqual([
    409,
    'compacts.mapped',
    expect.stringContaining('how version 2012 stands to N-07. End that first'),
  ]);
});

test('what is signed between the two keys stays: the second key is refused', async () => {
  const version = signing.versions['2012'] ?? '';
  const proposal = await signing.post('council', proposing(version), { reason: 'Wrong.' });
  await signing.signed({ name: 'Example Lunch Club' });
  const refused = await signing.ask('sector', 'POST', `two-keys/${proposal}/confirm`);
  expect([refused.status, refused.json.code, await inForce()]).toEqual([409, 'compacts.signed', version]);
});

test('a chair is led to it from the version, the secretary is not; the other chair reads what would be taken back', async () => {
  const path = `/compact/versions/${signing.versions['2012']}`;
  const [chair, secretary] = [await visitorOf(signing.borough, 'council'), await visitorOf(signing.borough, 'secretary')];
  expect((await secretary.get(path)).page('main a[href$="/withdraw-adoption"]')).toHaveLength(0);
  expect((await chair.get(path)).page('main a[href$="/withdraw-adoption"]')).toHaveLength(1);
  expect((await secretary.get(`${path}/withdraw-adoption`)).status).toBe(403);

  const wrong = await chair.post(`${path}/withdraw-adoption`, { reason: '' });
  expect(textsOf(wrong, '.govuk-error-summary__list a')).toEqual(['Say why, in up to 1,000 characters']);
  const proposed = await chair.post(`${path}/withdraw-adoption`, { reason: 'The day was wrong.' });
  expect(proposed.heading).toBe('The adoption of version 2012 is taken back');
  expect(summaryOf(proposed)).toMatchObject({ 'Adopted by': 'The partnership', 'In force from': '1 June 2012', Clauses: '1' });
});
