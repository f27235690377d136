import { rowsOf, summaryOf, textsOf, visitorOf } from '../pages.fixture.js';
import { SigningBorough } from './signatories.fixture.js';

let signing: SigningBorough;
beforeAll(async () => {
  signing = await SigningBorough.start();
});
afterAll(() => signing.borough.stop());
beforeEach(() => signing.on('2026-05-12'));

/** What everyone reads of one; with what is not public, for somebody who may. */
const read = async (by: string | null, id: string) => (await signing.ask(by, 'GET', `signatories/${id}${by ? '/record' : ''}`)).json;

test('an invitation is for those who write the Compact, and what is signed for everyone', async () => {
  const id = await signing.invited({ name: 'Example Lunch Club', invitedOn: '2012-05-02', contact: 'compact@lunch.example' });

  const hidden = await signing.ask(null, 'GET', `signatories/${id}`);
  expect([hidden.status, (await signing.ask(null, 'GET', 'signatories')).json.items]).toEqual([404, []]);
  expect(await read('member', id)).toMatchObject({ state: 'invited', invitedOn: '2012-05-02', signatures: [] });
  expect(await signing.told(id)).toEqual([]);

  await signing.post('secretary', `signatories/${id}/pledge`, signing.signature());
  expect(await read(null, id)).toMatchObject({
    state: 'pledged',
    versionLabel: '2012',
    signedOn: '2012-06-14',
    signedAs: 'Chair of the trustees',
    contact: 'compact@lunch.example',
    invitedOn: null,
  });
  signing.on('2026-05-13');
  await signing.post('sector', `signatories/${id}/confirmation`, { confirmedOn: '2012-07-02' });
  expect(await read(null, id)).toMatchObject({ state: 'active', confirmedOn: '2012-07-02', reaffirmBy: null });
  const told = await signing.told(id);
  expect(told).toHaveLength(2);
  expect(told.at(-1)).toEqual({
    signatoryId: id,
    name: 'Example Lunch Club',
    side: 'sector',
    signatures: [{ versionLabel: '2012', ...signing.signature() }],
    confirmedOn: '2012-07-02',
    reaffirmWithinDays: 90,
    contact: 'compact@lunch.example',
  });
  const { items } = (await signing.ask(null, 'GET', `signatories/${id}/history`)).json;
  expect(items.map(({ what, why }) => [what, why])).toEqual([
    ['Confirmed it for the group on 2 July 2012', null],
    ['Recorded its signature: version 2012, 14 June 2012, as Chair of the trustees', null],
  ]);
});

test('an organisation of the register is known by its number, and goes by its name there', async () => {
  const token = signing.borough.tokens.officer;
  const made = await signing.borough.ask('POST', 'organisations', { token, body: { name: 'First', identifiers: ['GB-CHC-1000000'] } });
  const id = await signing.signed({ name: 'Another name', identifier: 'GB-CHC-1000000' });

  await signing.borough.ask('POST', `organisations/${made.json.id}/name`, { token, body: { name: 'Renamed' } });
  expect(await read(null, id)).toMatchObject({ organisationId: made.json.id, identifier: 'GB-CHC-1000000' });
  expect((await signing.told(id)).at(-1)).toMatchObject({ organisationId: made.json.id, name: 'First' });
  const twice = await signing.ask('secretary', 'POST', 'signatories', { side: 'sector', organisationId: made.json.id });
  expect([twice.status, twice.json.code]).toEqual([409, 'signatories.exists']);
});

test('who signed a version before has to sign the newer one in time, lapses, and signs it after all', async () => {
  const [id, newer] = [await signing.signed({ name: 'Older (sample)' }), await signing.adopted('2020', '2020-06-01')];

  signing.on('2026-05-12');
  expect(await read(null, id)).toMatchObject({ state: 'lapsed', reaffirmBy: '2020-08-30' });
  const older = await signing.ask('secretary', 'POST', `signatories/${id}/reaffirmation`, signing.signature({ signedOn: '2021-01-01' }));
  expect([older.status, older.json.code]).toEqual([409, 'signatories.not-newer']);
  await signing.post('secretary', `signatories/${id}/reaffirmation`, signing.signature({ versionId: newer, signedOn: '2021-01-01' }));
  expect(await read(null, id)).toMatchObject({ state: 'active', versionLabel: '2020', signatures: [{}, { versionLabel: '2020' }] });
});

test('it is suspended, and that is ended, by both chairs alone; why stays within the borough', async () => {
  const id = await signing.signed({ name: 'Suspended (sample)' });
  const alone = await signing.ask('secretary', 'POST', `signatories/${id}/suspension-proposals`, { reason: 'A breach.' });
  expect(alone.status).toBe(403);
  const early = await signing.ask('council', 'POST', `signatories/${id}/suspension-end-proposals`, { reason: 'Over.' });
  expect([early.status, early.json.code]).toEqual([409, 'signatories.no-such-step']);

  expect((await signing.byTwoKeys(`signatories/${id}/suspension-proposals`, 'It broke clause 1.')).status).toBe(204);
  expect(await read(null, id)).toMatchObject({ state: 'suspended', suspendedOn: '2026-05-12', suspendedBecause: null });
  expect(await read('member', id)).toMatchObject({ suspendedBecause: 'It broke clause 1.' });
  expect(JSON.stringify(await signing.told(id))).not.toContain('clause 1');
  const { text } = await signing.ask(null, 'GET', `signatories/${id}/history`);
  expect(text).toContain('it is suspended');
  expect(text).not.toContain('clause 1');

  await signing.byTwoKeys(`signatories/${id}/suspension-end-proposals`, 'It was put right.');
  expect(await read('member', id)).toMatchObject({ state: 'lapsed', suspendedOn: null, suspendedBecause: null });
});

test('it leaves by its own notice, and can sign anew as another record', async () => {
  const id = await signing.signed({ name: 'Leaver (sample)' });
  await signing.post('secretary', `signatories/${id}/withdrawal`, { withdrawnOn: '2024-01-31' });

  expect(await read(null, id)).toMatchObject({ state: 'withdrawn', withdrawnOn: '2024-01-31' });
  expect((await signing.told(id)).at(-1)).toMatchObject({ withdrawnOn: '2024-01-31' });
  const again = await signing.ask('secretary', 'POST', `signatories/${id}/withdrawal`, { withdrawnOn: '2024-02-01' });
  expect([again.status, again.json.code]).toEqual([409, 'signatories.no-such-step']);
  expect(await signing.signed({ name: 'Leaver (sample)' })).not.toBe(id);
});

test('one that asked for nothing and does not sign was never told of', async () => {
  const id = await signing.invited({ name: 'Shy (sample)' });
  await signing.post('secretary', `signatories/${id}/withdrawal`, { withdrawnOn: '2026-05-01' });
  expect([await signing.told(id), (await signing.ask(null, 'GET', `signatories/${id}`)).status]).toEqual([[], 404]);
  expect(await read('member', id)).toMatchObject({ state: 'withdrawn' });
});

test('a body that is no more names the one in its place, or none', async () => {
  const [one, other] = [
    await signing.signed({ name: 'Trust (sample)', side: 'council' }),
    await signing.signed({ name: 'Agency (sample)' }),
  ];
  const nobody = await signing.ask('secretary', 'POST', `signatories/${one}/ending`, { endedAs: 'succeeded', endedOn: '2013-04-01' });
  expect([nobody.status, nobody.json.code]).toEqual([409, 'signatories.successor-missing']);
  await signing.post('secretary', `signatories/${one}/ending`, {
    endedAs: 'succeeded',
    endedOn: '2013-04-01',
    successor: 'Group (sample)',
  });
  await signing.post('secretary', `signatories/${other}/ending`, { endedAs: 'dissolved', endedOn: '2015-04-01' });

  expect(await read(null, one)).toMatchObject({ state: 'succeeded', successor: 'Group (sample)' });
  expect((await signing.told(other)).at(-1)).toMatchObject({ ended: { how: 'dissolved', on: '2015-04-01' } });
});

test.each([
  ['a day to come', { signedOn: '2026-05-13' }, 400, 'This day is in the future. Enter the day it happened.'],
  ['a day before it was invited', { signedOn: '2010-01-01' }, 400, 'This is before what is recorded already of this body. Check the day.'],
  ['a version that was not adopted', { versionId: '01980000-0000-7000-8000-0000000000ff' }, 400, 'Choose a version of the Compact itself'],
  ['no role', { signedAs: ' ' }, 400, 'Say in what role it was signed'],
])('a signature of %s is refused', async (what, wrong, status, says) => {
  const id = await signing.invited({ name: `Refused for ${what} (sample)`, invitedOn: '2011-01-01' });
  const { status: answered, text } = await signing.ask('secretary', 'POST', `signatories/${id}/pledge`, signing.signature(wrong));
  expect([answered, text]).toEqual([status, expect.stringContaining(says)]);
  expect(await read('member', id)).toMatchObject({ state: 'invited' });
});

test('only who records what the group decides records who signs', async () => {
  for (const by of ['member', 'nobody']) {
    expect((await signing.ask(by, 'POST', 'signatories', { name: 'X', side: 'sector' })).status).toBe(403);
  }
});

test('the list comes in parts, and as a spreadsheet', async () => {
  const first = (await signing.ask(null, 'GET', 'signatories?limit=1')).json as unknown as { items: { id: string }[]; next: string };
  const second = (await signing.ask(null, 'GET', `signatories?limit=1&cursor=${first.next}`)).json.items;
  expect([first.items.length, second.length, second[0]?.id === first.items[0]?.id]).toEqual([1, 1, false]);
  const { text } = await signing.ask(null, 'GET', 'signatories.csv');
  expect(text.split('\n')[0]).toContain('id,name,organisationId,identifier,side,state');
  expect(text).not.toContain('Shy (sample)');
});

describe('on pages', () => {
  test('a secretary invites a body, records that it signed and confirms it; everyone reads the table', async () => {
    const secretary = await visitorOf(signing.borough, 'secretary');
    const wrong = await secretary.post('/signatories/invite', { name: '', side: 'sector', contact: 'Jo' });
    expect(textsOf(wrong, '.govuk-error-summary__list a')).toEqual([
      'Enter the inbox of a role, like compact@example.org, or leave it out',
    ]);
    const nameless = await secretary.post('/signatories/invite', { side: 'sector' });
    expect(textsOf(nameless, '.govuk-error-summary__list a')).toEqual(['Enter the name of the body']);
    const invited = await secretary.post('/signatories/invite', { name: 'Housing association (sample)', side: 'council' });
    expect(textsOf(invited, 'main .govuk-tag').slice(0, 2)).toEqual(['Invited', 'Not public']);

    const day = (name: string) => ({ [`${name}-day`]: '14', [`${name}-month`]: '6', [`${name}-year`]: '2021' });
    const { path } = invited;
    const form = { versionId: signing.versions['2020'] ?? '', signedAs: 'Chief executive', ...day('signedOn') };
    const signed = await secretary.post(`${path}/pledge`, form);
    expect(summaryOf(signed)).toMatchObject({
      Sector: 'Public body',
      Signed: 'Version 2020, 14 June 2021, as Chief executive',
      'Confirmed by the group': 'Not yet',
    });
    const confirmed = await secretary.post(`${path}/confirm`, day('confirmedOn'));
    expect(textsOf(confirmed, 'main .govuk-tag')[0]).toBe('Signed');
    const correcting = await secretary.get(`${path}/correct`);
    expect([correcting.page('#signedAs').val(), correcting.page('#signedOn-day').val()]).toEqual(['Chief executive', '14']);
    const corrected = await secretary.post(`${path}/correct`, { ...form, signedAs: 'Director', reason: 'The role was wrong.' });
    expect(summaryOf(corrected)['Signed']).toBe('Version 2020, 14 June 2021, as Director');

    const anyone = await visitorOf(signing.borough, 'stranger');
    const table = await anyone.get('/signatories');
    expect(rowsOf(table)).toContain('Housing association (sample) | Public body | Version 2020, 14 June 2021 Signed | Director | No');
    expect(table.text).not.toContain('Shy (sample)');
    expect((await anyone.get(path)).page('main a[href$="/withdraw"]')).toHaveLength(0);
    expect((await anyone.get('/compact')).page('a[href="/signatories"]')).toHaveLength(1);
  });

  test('an organisation is invited from its page in the register, without its name being typed again', async () => {
    const body = { name: 'Of the register (sample)', identifiers: ['GB-CHC-1000009'] };
    const { json } = await signing.borough.ask('POST', 'organisations', { token: signing.borough.tokens.officer, body });
    const secretary = await visitorOf(signing.borough, 'secretary');
    const link = (await secretary.get(`/organisations/${json.id}`)).page('a[href^="/signatories/invite"]').attr('href') ?? '';
    const form = await secretary.get(link);
    expect([form.page('#name').length, form.text.includes('Of the register (sample)')]).toEqual([0, true]);
    const invited = await secretary.post('/signatories/invite', { organisationId: json.id, side: 'sector' });
    expect([invited.heading, summaryOf(invited)['Identifier']]).toEqual(['Of the register (sample)', 'GB-CHC-1000009']);
  });

  test('a chair is led to propose a suspension, and to what is recorded of who left', async () => {
    const id = await signing.signed({ name: 'On a page (sample)' });
    const chair = await visitorOf(signing.borough, 'council');
    const proposed = await chair.post(`/signatories/${id}/suspend`, { reason: 'It broke clause 1.' });
    expect(proposed.heading).toBe('On a page (sample) is suspended from the Compact');
    expect(summaryOf(proposed)).toMatchObject({ 'How it stands now': 'Lapsed' });
    const day = { 'withdrawnOn-day': '3', 'withdrawnOn-month': '5', 'withdrawnOn-year': '2026' };
    const left = await chair.post(`/signatories/${id}/withdraw`, day);
    expect(summaryOf(left)['Left']).toBe('3 May 2026, by its own notice');
    const late = await chair.post(`/signatories/${id}/end`, {
      endedAs: 'dissolved',
      'endedOn-day': '3',
      'endedOn-month': '5',
      'endedOn-year': '2026',
    });
    expect(textsOf(late, '.govuk-error-summary__list li')).toEqual([
      'This body stands as “Withdrew”; that does not come next. Open its page to see what does.',
    ]);
  });
});
