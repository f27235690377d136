import { CompactVersionAdoptedV1 } from '#contracts';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { textsOf, visitorOf } from '../pages.fixture.js';
import { toldOf } from '../told.fixture.js';

let westminster: AskedBorough;
const ids: Record<string, string> = {};
beforeAll(async () => {
  westminster = await askedBorough('2026-05-12T09:00:00Z');
  await westminster.hold('secretary', 'partnership-secretary', { kind: 'body', key: 'westminster-partnership' });
  await westminster.hold('council', 'council-co-chair');
  await westminster.hold('sector', 'sector-co-chair');
  await westminster.hold('member', 'cig-member');
});
afterAll(() => westminster.stop());

const ask = async (by: string | null, method: string, path: string, body?: object) =>
  westminster.ask(method, `compact${path}`, { ...(by && { token: await westminster.token(by) }), body });
const post = async (by: string, path: string, body: object = {}) => {
  const { status, json } = await ask(by, 'POST', path, body);
  if (status >= 400) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return json?.id ?? '';
};
const told = () => toldOf<CompactVersionAdoptedV1>(westminster.database, 'compacts.%');
const A_CONSULTATION = {
  title: 'A shorter Compact',
  about: 'Is it clear?',
  kind: 'formal-written',
  methods: ['written'],
  reaches: ['council', 'sector'],
};
const clause = (number: string, text: string, more: object = {}) => ({ number, text, origin: 'new', ...more });

test('a version of the time before these records is written down with its text, and the dates as far as they are known', async () => {
  ids.compact = await post('secretary', '/documents', { kind: 'compact', title: 'The Westminster Compact (sample)' });
  ids.old = await post('secretary', `/documents/${ids.compact}/versions`, { label: '2004' });
  ids.notice = await post('secretary', `/versions/${ids.old}/clauses`, clause('4.2', 'Reasonable notice is given.'));
  await post('secretary', `/versions/${ids.old}/earlier-adoption`, {
    adoptedBy: 'The partnership',
    adoptedOn: 'before 2005-05',
    inForceFrom: '2005',
  });

  expect((await ask(null, 'GET', '')).json).toMatchObject({ state: 'in-force', inForceVersionId: ids.old, reviewDueOn: null });
  expect((await told()).map(({ data }) => [data.label, data.inForceFrom, data.clauses.length])).toEqual([['2004', '2005', 1]]);
  const second = await ask('secretary', 'POST', '/documents', { kind: 'compact', title: 'Another' });
  expect([second.status, second.json.code]).toEqual([409, 'compacts.exists']);
});

test('a draft begins with the clauses in force, is written by both sides, and nobody outside reads it', async () => {
  ids.draft = await post('council', `/documents/${ids.compact}/versions`, { label: '2026', from: ids.old });
  await post('council', `/versions/${ids.draft}/clauses/${ids.notice}`, clause('4.2', 'Three months of notice are given in writing.'));
  const early = await ask('council', 'POST', `/versions/${ids.draft}/approval`, { approvedOn: '2026-05-11' });
  expect([early.status, early.json.code]).toEqual([409, 'compacts.one-side-drafted']);
  await post('sector', `/versions/${ids.draft}/clauses`, clause('4.3', 'Reasons are given.'));

  const versionsFor = async (by: string | null) => (await ask(by, 'GET', '/versions')).json.items.map(({ label }) => label);
  expect([await versionsFor('member'), await versionsFor(null)]).toEqual([['2026', '2004'], ['2004']]);
  expect((await ask(null, 'GET', `/versions/${ids.draft}`)).status).toBe(404);
  expect((await ask(null, 'GET', `/versions/${ids.draft}/history`)).status).toBe(404);
  const record = (await ask('member', 'GET', `/versions/${ids.draft}/record`)).json;
  expect(record).toMatchObject({ draftedBy: ['council', 'sector'], clauses: [{ clauseId: ids.notice, number: '4.2' }, { number: '4.3' }] });
});

test('only who may decide takes it further, step by step', async () => {
  expect((await ask('member', 'POST', `/versions/${ids.draft}/approval`, { approvedOn: '2026-05-11' })).status).toBe(403);
  await post('secretary', `/versions/${ids.draft}/approval`, { approvedOn: '2026-05-11' });
  const fixed = await ask('member', 'POST', `/versions/${ids.draft}/clauses`, clause('5.1', 'Late.'));
  expect([fixed.status, fixed.json.code]).toEqual([409, 'compacts.text-is-fixed']);
  const asked = await westminster.ask('POST', 'consultations', {
    token: await westminster.token('secretary'),
    body: { ...A_CONSULTATION, compactVersionId: ids.draft, opensOn: '2026-05-12', closesOn: '2026-08-04' },
  });
  await westminster.ask('POST', `consultations/${asked.json.id}/announcement`, { token: await westminster.token('secretary') });

  expect((await ask(null, 'GET', `/versions/${ids.draft}`)).json).toMatchObject({
    state: 'consulting',
    closesOn: '2026-08-04',
    draftedBy: null,
  });
  const open = await ask('secretary', 'POST', `/versions/${ids.draft}/final-draft`);
  expect([open.status, open.json.code]).toEqual([409, 'compacts.consultation-open']);
  westminster.clock.set('2026-08-05T09:00:00Z');
  expect((await ask(null, 'GET', `/versions/${ids.draft}`)).json).toMatchObject({ state: 'analysing' });
  await post('secretary', `/versions/${ids.draft}/final-draft`);
  await post('secretary', `/versions/${ids.draft}/clauses/${ids.notice}`, clause('4.2', 'Three months of notice, or more.'));
  const askedAbout = { clauseId: ids.notice, text: 'Three months of notice are given in writing.' };
  expect((await ask(null, 'GET', `/versions/${ids.draft}`)).json).toMatchObject({
    state: 'final-draft',
    clauses: [askedAbout, { number: '4.3' }],
  });
  await post('secretary', `/versions/${ids.draft}/presentation`, {
    presentedTo: 'The voluntary sector committee',
    presentedOn: '2026-08-05',
  });
  await post('secretary', `/versions/${ids.draft}/return`, { reason: 'Say who gives notice.' });
  await post(
    'secretary',
    `/versions/${ids.draft}/clauses/${ids.notice}`,
    clause('4.2', 'The council gives three months of notice in writing.'),
  );
  await post('secretary', `/versions/${ids.draft}/final-draft`);
  await post('secretary', `/versions/${ids.draft}/presentation`, {
    presentedTo: 'The voluntary sector committee',
    presentedOn: '2026-08-05',
  });
});

test('from the day it is in force, the one before is superseded and still read', async () => {
  const adoption = {
    adoptedBy: 'The voluntary sector committee',
    adoptedOn: '2026-08-05',
    inForceFrom: '2026-09-01',
    reviewDueOn: '2029-09-01',
  };
  await post('secretary', `/versions/${ids.draft}/adoption`, adoption);

  const states = async () => (await ask(null, 'GET', '/versions')).json.items.map(({ label, state }) => [label, state]);
  expect(await states()).toEqual([
    ['2026', 'adopted'],
    ['2004', 'in-force'],
  ]);
  westminster.clock.set('2026-09-01T09:00:00Z');
  expect(await states()).toEqual([
    ['2026', 'in-force'],
    ['2004', 'superseded'],
  ]);
  const [, adopted] = await told();
  expect(adopted?.data).toMatchObject({
    label: '2026',
    ...adoption,
    clauses: [{ clauseId: ids.notice, origin: 'new' }, { number: '4.3' }],
  });
  expect((await ask(null, 'GET', `/versions/${ids.draft}/history`)).json.items.map(({ what }) => what)).toEqual([
    'Recorded the adoption by The voluntary sector committee, in force from 1 September 2026',
  ]);
  const written = (await ask('member', 'GET', `/versions/${ids.draft}/history`)).json.items;
  expect([written.length, written[0]?.who]).toEqual([12, 'Partnership secretary for Westminster Partnership']);
});

test('lists come in parts', async () => {
  const first = (await ask(null, 'GET', '/versions?limit=1')).json as unknown as { items: { label: string }[]; next: string };
  const second = (await ask(null, 'GET', `/versions?limit=1&cursor=${first.next}`)).json;
  expect([first.items.map(({ label }) => label), second.items.map(({ label }) => label)]).toEqual([['2026'], ['2004']]);
});

test('what nobody works by is in force nowhere, until it is worked by again', async () => {
  const say = (standing: string) => post('sector', '/standings', { standing, from: '2026-09-01', reason: 'Nobody came.' });
  await say('inactive');
  const states = (await ask(null, 'GET', '/versions')).json.items.map(({ state }) => state);
  expect([(await ask(null, 'GET', '')).json, states]).toMatchObject([
    { state: 'inactive', inForceVersionId: null },
    ['adopted', 'adopted'],
  ]);
  await say('active');
  expect((await ask(null, 'GET', '')).json).toMatchObject({ state: 'in-force', inForceVersionId: ids.draft, reviewDueOn: '2029-09-01' });
});

test('how the Compact stands is said with a reason, and the national one is not used meanwhile without an end', async () => {
  const meanwhile = { standing: 'national-meanwhile', from: '2026-09-01', reason: 'There is none yet.' };
  expect((await ask('secretary', 'POST', '/standings', meanwhile)).status).toBe(400);
  for (const wrong of [{ from: '2026-09-02' }, { from: '0000-01-01' }, { reviewDueOn: '2026-08-31' }])
    expect((await ask('secretary', 'POST', '/standings', { ...meanwhile, standing: 'under-review', ...wrong })).status).toBe(400);
  await post('secretary', '/standings', { standing: 'under-review', from: '2026-09-01', reason: 'Both chairs ask for shorter words.' });
  expect((await ask(null, 'GET', '')).json).toMatchObject({ state: 'under-review', inForceVersionId: ids.draft });
  expect((await ask(null, 'GET', '/standings')).json.items.at(-1)).toMatchObject({ standing: 'under-review', from: '2026-09-01' });
});

describe('on pages', () => {
  test('everyone reads what is in force, with an address for each clause, and what changed since the version before', async () => {
    const anyone = await visitorOf(westminster, 'stranger');
    const compact = await anyone.get('/compact');
    expect(textsOf(compact, '.app-clause h3')).toEqual(['4.2', '4.3']);
    expect(compact.page(`#clause-${ids.notice} h3 a`).attr('href')).toBe(`#clause-${ids.notice}`);
    expect(compact.page('a[href$="/begin"]')).toHaveLength(0);
    const overTime = compact.page('table').filter((_, one) => compact.page(one).find('caption').text() === 'How it stood over time');
    expect(overTime.find('tbody tr').first().text().replaceAll(/\s+/g, ' ')).toContain('Both chairs ask for shorter words.');

    const difference = await anyone.get(`/compact/versions/${ids.draft}/difference/${ids.old}`);
    expect(textsOf(difference, '.app-clause h2')).toEqual(['4.2 Changed', '4.3 New']);
    expect(textsOf(difference, '.app-clause h3')).toEqual(['Version 2004: 4.2', 'Version 2026: 4.2', 'Version 2004', 'Version 2026: 4.3']);
    expect(textsOf(difference, 'del').join(' ')).toContain('Reasonable');
    expect((await anyone.get(`/compact/versions/${ids.draft}`)).page('main .govuk-tag').first().text().trim()).toBe('In force');
  });

  test('a co-chair begins a version, writes a clause, sees what is wrong with another and removes one', async () => {
    const chair = await visitorOf(westminster, 'sector');
    expect(
      (await chair.get('/compact/begin'))
        .page('form input[name="kind"]')
        .toArray()
        .map((one) => one.attribs['value']),
    ).toEqual(['code']);
    const begun = await chair.post(`/compact/documents/${ids.compact}/begin`, { label: '2027', from: ids.draft ?? '' });
    expect([begun.heading, textsOf(begun, 'main .govuk-tag').slice(0, 2)]).toEqual([
      'The Westminster Compact (sample), version 2027',
      ['Draft', 'Not public'],
    ]);
    const path = begun.path;
    const wrong = await chair.post(`${path}/clauses/write`, { number: '4.3', text: 'Again.', origin: 'new' });
    expect(textsOf(wrong, '.govuk-error-summary__list a')).toEqual([
      'There is a clause 4.3 in this version already. Number this one otherwise.',
    ]);
    expect(wrong.page('#text').val()).toBe('Again.');
    const written = await chair.post(`${path}/clauses/write`, {
      number: '4.4',
      text: 'We meet each quarter.',
      origin: 'new',
      heading: 'Meetings',
    });
    expect(textsOf(written, '.app-clause h3')).toEqual(['4.2', '4.3', '4.4 Meetings']);
    await chair.post(`${path}/clauses/${ids.notice}`, {
      ...clause('4.2', 'Three months of notice are given in writing.'),
      heading: 'Notice',
    });
    const difference = await chair.get(`${path}/difference/${ids.draft}`);
    expect(textsOf(difference, '.app-clause').at(0)).toMatch(
      /^4\.2 Notice Changed Version 2026: 4\.2, without a heading .* Version 2027: 4\.2 Notice/,
    );
    const removed = await chair.post(`${path}/clauses/${ids.notice}/remove`);
    expect(textsOf(removed, '.app-clause h3')).toEqual(['4.3', '4.4 Meetings']);
    expect(textsOf(removed, '#history + div td:nth-child(3), #history ~ * td:nth-child(3)').join(' ')).toContain('Removed clause 4.2');
    const abandoned = await chair.post(`${path}/abandon`, { reason: 'It was a try.' });
    expect(abandoned.page('main .govuk-tag').first().text().trim()).toBe('Abandoned');
  });

  test('an adoption with a date that cannot be is refused where it was typed', async () => {
    const secretary = await visitorOf(westminster, 'secretary');
    const code = await secretary.post('/compact/begin', { kind: 'code', title: 'Code on funding (sample)' });
    const begun = await secretary.post(code.path, { label: '2007' });
    await secretary.post(`${begun.path}/clauses/write`, { number: '1', text: 'We pay in time.', origin: 'new' });
    const form = { adoptedBy: 'The partnership', adoptedOn: 'last year', inForceFrom: '2007' };
    const refused = await secretary.post(`${begun.path}/earlier-adoption`, form);
    expect(textsOf(refused, '.govuk-error-summary__list a')).toEqual([
      'Enter the date as far as it is known, like 2012-05-14, 2012-05, 2012 or before 2005',
    ]);
    const done = await secretary.post(`${begun.path}/earlier-adoption`, { ...form, adoptedOn: '2007' });
    expect(done.page('main .govuk-tag').first().text().trim()).toBe('In force');
    const compact = await secretary.get('/compact');
    expect(compact.text).toContain('Code on funding (sample) (code of practice)');
    expect(textsOf(compact, '#history ~ * td:nth-child(3)').join(' ')).toContain('Said that it is under review from 1 September 2026');

    const again = await secretary.post(code.path, { label: '2007, again' });
    await secretary.post(`${again.path}/clauses/write`, { number: '1', text: 'We pay in time.', origin: 'new' });
    const together = await secretary.post(`${again.path}/earlier-adoption`, { ...form, adoptedOn: '2007' });
    expect(textsOf(together, '.govuk-error-summary__list a')).toEqual([
      'Version 2007 is in force from that day already, and one version is in force at a time. Choose another day.',
    ]);
    const late = await secretary.post(`${again.path}/earlier-adoption`, { ...form, adoptedOn: '2026-09-01', inForceFrom: '2026-09-01' });
    expect(textsOf(late, '.govuk-error-summary__list a')[0]).toContain('goes every step');
  });
});
