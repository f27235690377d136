import { MappingAgreedV1, MappingEndedV1 } from '#contracts';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { promisesOf } from '../commitment-cases/promises.queries.js';
import { rowsOf, summaryOf, textsOf, visitorOf, Visitor } from '../pages.fixture.js';
import { toldOf } from '../told.fixture.js';

let westminster: AskedBorough;
const ids: Record<string, string> = {};
const tokens: Record<string, string> = {};

const ask = (by: string | null, method: string, path: string, body?: object) =>
  westminster.ask(method, path, { ...(by && { token: tokens[by] ?? '' }), body });
const made = async (path: string, body: object) => {
  const { status, json } = await ask('council', 'POST', path, body);
  if (status >= 400) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  return json?.id ?? '';
};
const notice = (more: object = {}) => ({
  commitmentId: 'N-07',
  versionId: ids.version,
  clauseIds: [ids.notice],
  relation: 'same',
  number: 3,
  unit: 'months',
  rationale: 'The clause names three months.',
  ...more,
});
const propose = (by: string, body: object) => ask(by, 'POST', 'mappings/proposals', body);
/** Proposes it for the council, and the sector confirms it. */
const agree = async (body: object) => {
  const { json } = await propose('council', body);
  expect(await ask('sector', 'POST', `two-keys/${json.id}/confirm`)).toMatchObject({ status: 204 });
};
const told = async () => (await toldOf(westminster.database, 'commitments.%')).map(({ type, data }) => ({ type, data }));
const mappings = async (query = '') => (await ask(null, 'GET', `mappings${query}`)).json.items;

beforeAll(async () => {
  westminster = await askedBorough('2026-05-12T09:00:00Z');
  await westminster.hold('council', 'council-co-chair');
  await westminster.hold('sector', 'sector-co-chair');
  await westminster.hold('secretary', 'partnership-secretary', { kind: 'body', key: 'westminster-partnership' });
  for (const subject of ['council', 'sector', 'secretary']) tokens[subject] = await westminster.token(subject);
});
afterAll(() => westminster.stop());

test('before a Compact is in force there is nothing to map, and each page says so', async () => {
  const anyone = new Visitor(westminster.url);
  expect((await anyone.get('/commitments')).page('main').text()).toContain('No Compact in force');
  expect((await anyone.get('/commitments/N-07')).page('main').text()).toContain('so there is nothing to map');
  expect((await anyone.get('/commitments/N-99')).status).toBe(404);

  ids.compact = await made('compact/documents', { kind: 'compact', title: 'The Westminster Compact (sample)' });
  ids.version = await made(`compact/documents/${ids.compact}/versions`, { label: '2012' });
  const text = 'Three months’ notice is given in writing before funding ends.';
  ids.notice = await made(`compact/versions/${ids.version}/clauses`, { number: '4.2', heading: 'Notice', text, origin: 'new' });
  ids.meetings = await made(`compact/versions/${ids.version}/clauses`, { number: '7', text: 'Agendas come in good time.', origin: 'new' });
  expect(await propose('council', notice())).toMatchObject({ status: 400, json: { errors: [{ pointer: '/versionId' }] } });
  await made(`compact/versions/${ids.version}/earlier-adoption`, {
    adoptedBy: 'The partnership',
    adoptedOn: '2012-05',
    inForceFrom: '2012-06-01',
  });
  expect(rowsOf(await anyone.get('/commitments')).filter((row) => row.includes('have not agreed a mapping yet'))).toHaveLength(30);
});

test('a mapping confirmed by one side is inert and says so', async () => {
  const { status, json } = await propose('council', notice());
  ids.proposal = json.id;
  expect(status).toBe(201);
  expect([await mappings(), await told()]).toEqual([[], []]);
  expect((await ask(null, 'GET', 'mappings/proposals')).json.items).toMatchObject([
    { commitmentId: 'N-07', relation: 'same', proposedSide: 'council', proposedOn: '2026-05-12', proposalId: null, rationale: null },
  ]);
  expect(await propose('sector', notice())).toMatchObject({ status: 409, json: { code: 'two-keys.proposed-already' } });

  const page = await new Visitor(westminster.url).get('/commitments');
  const says = 'Proposed by the council: it decides nothing until the voluntary sector confirms it';
  expect(rowsOf(page).find((row) => row.startsWith('N-07'))).toContain(says);
  expect((await new Visitor(westminster.url).get('/commitments/N-07')).page('.govuk-inset-text').text()).toContain(says);
});

test('whoever turns the second key reads everything that is agreed, also the words of each clause', async () => {
  const { details } = (await ask('sector', 'GET', `two-keys/${ids.proposal}`)).json as unknown as {
    details: { text: string; value: string }[];
  };
  expect(Object.fromEntries(details.map(({ text, value }) => [text, value]))).toMatchObject({
    'The network asks': 'How much notice is given before funding ends or changes for the worse?',
    'Version of the Compact': '2012, in force from 1 June 2012',
    'Clause 4.2, Notice': 'Three months’ notice is given in writing before funding ends.',
    Relation: 'Same promise: Same duty, same or equivalent measure',
    'Measure of the clause': '3 months',
    'Measure of the network': '3 months',
    'Decides for what happened': 'From 1 June 2012 on, in place of what was agreed before',
  });
});

test('confirmed by the other side it is kept, told, and in its history, in one transaction', async () => {
  expect((await ask('council', 'POST', `two-keys/${ids.proposal}/confirm`)).status).toBe(409);
  expect((await ask('sector', 'POST', `two-keys/${ids.proposal}/confirm`)).status).toBe(204);

  const [mapping] = await mappings();
  ids.mapping = String(mapping?.id);
  expect(mapping).toMatchObject({
    commitmentId: 'N-07',
    versionLabel: '2012',
    clauses: [{ clauseId: ids.notice, number: '4.2' }],
    measure: { number: 3, unit: 'months' },
    from: '2012-06-01',
    agreedOn: '2026-05-12',
    proposedSide: 'council',
    state: 'agreed',
  });
  expect(await told()).toEqual([
    {
      type: MappingAgreedV1.type,
      data: {
        mappingId: ids.mapping,
        commitmentId: 'N-07',
        catalogueVersion: '1.0',
        versionId: ids.version,
        clauseIds: [ids.notice],
        relation: 'same',
        measure: { number: 3, unit: 'months' },
        rationale: 'The clause names three months.',
        from: '2012-06-01',
        agreedOn: '2026-05-12',
      },
    },
  ]);
  const history = (await ask(null, 'GET', 'commitments/N-07/history')).json.items;
  expect(history).toMatchObject([{ who: 'CIG co-chair, sector side', why: 'The clause names three months.', isPublic: true }]);
});

test('what is agreed stands on the pages, beside the network’s measure and beside the clause', async () => {
  const visitor = new Visitor(westminster.url);
  const row = rowsOf(await visitor.get('/commitments')).find((one) => one.startsWith('N-07'));
  expect(row).toMatch(/Same promiseIn clause 4[.]2 \(Notice\) \| 3 months \| 3 months \| 12 May 2026[.] Proposed by the council/);
  const one = await visitor.get('/commitments/N-07');
  expect(summaryOf(one)).toMatchObject({ Relation: 'Same promise: Same duty, same or equivalent measure', 'Measure here': '3 months' });
  expect(one.page('a[href*="propose"], a[href$="/end"]')).toHaveLength(0);
  for (const path of ['/compact', `/compact/versions/${ids.version}`]) {
    const clause = (await visitor.get(path)).page(`#clause-${ids.notice}`);
    expect([clause.find('.govuk-tag').text().trim(), clause.find('a[href="/commitments/N-07"]').text()]).toEqual([
      'Same promise',
      'N-07 Notice before funding ends or is cut',
    ]);
  }
  const csv = await westminster.ask('GET', 'mappings.csv');
  expect(csv.text).toContain('N-07,1.0,2012,4.2,same,3 months');
});

test('of two that are agreed the last one counts; ended, it was never there, and the one before counts again', async () => {
  await agree(notice({ relation: 'no-measure', number: undefined, unit: undefined, rationale: '“Normally” is no number.' }));
  const states = async () => (await mappings('?commitment=N-07')).map(({ relation, state }) => [relation, state]);
  expect(await states()).toEqual([
    ['no-measure', 'agreed'],
    ['same', 'replaced'],
  ]);
  const decisive = async () => (await promisesOf(westminster.database.em())).mappings.map(({ relation, measure }) => [relation, measure]);
  const same = ['same', { number: 3, unit: 'months' }];
  expect(await decisive()).toEqual([same, ['no-measure', null]]);

  const [last] = await mappings();
  const end = await ask('sector', 'POST', `mappings/${String(last?.id)}/end-proposals`, { reason: 'The word stands elsewhere.' });
  expect((await states())[0]).toEqual(['no-measure', 'agreed']);
  expect(await ask('council', 'POST', `two-keys/${end.json.id}/confirm`)).toMatchObject({ status: 204 });
  expect(await states()).toEqual([
    ['no-measure', 'ended'],
    ['same', 'agreed'],
  ]);
  expect(await decisive()).toEqual([same]);
  expect((await told()).at(-1)).toEqual({
    type: MappingEndedV1.type,
    data: { mappingId: last?.id, commitmentId: 'N-07', endedOn: '2026-05-12', reason: 'The word stands elsewhere.' },
  });
  const again = await ask('sector', 'POST', `mappings/${String(last?.id)}/end-proposals`, { reason: 'Once more.' });
  expect([again.status, again.json.code]).toEqual([409, 'mappings.over']);
});

test('what is refused was never agreed, and can be proposed anew', async () => {
  const before = (await told()).length;
  const silent = notice({ commitmentId: 'N-18', relation: 'silent', clauseIds: [], number: undefined, unit: undefined });
  const { json } = await propose('sector', silent);
  await ask('council', 'POST', `two-keys/${json.id}/refuse`, { reason: 'Clause 7 may deal with it.' });
  expect([(await mappings('?commitment=N-18')).length, (await told()).length]).toEqual([0, before]);
  expect((await ask(null, 'GET', 'mappings/proposals')).json.items).toEqual([]);
  await agree(silent);
  expect(await mappings('?commitment=N-18')).toMatchObject([{ relation: 'silent', clauses: [], proposedSide: 'council' }]);
});

test('only co-chairs propose, and what is wrong is said by field', async () => {
  expect([(await propose('secretary', notice())).status, (await ask(null, 'POST', 'mappings/proposals', {})).status]).toEqual([403, 401]);
  const wrong = await propose('council', notice({ relation: 'stronger', number: 2, from: '2012-05-31' }));
  expect([wrong.status, wrong.json.errors]).toEqual([
    400,
    [
      { pointer: '/relation', detail: expect.stringContaining('that is the weaker promise') },
      { pointer: '/from', detail: expect.stringContaining('in force from 1 June 2012') },
    ],
  ]);
});

describe('on pages', () => {
  const path = () => `/commitments/N-15/versions/${ids.version}/propose`;

  test('a form that is refused loses nothing, and says at the field what is wrong', async () => {
    const council = await visitorOf(westminster, 'council');
    const typed = { clauseIds: String(ids.meetings), relation: 'weaker', number: 'soon', unit: 'days', rationale: 'In good time.' };
    const form = await council.get((await council.get('/commitments/N-15')).page('a[href$="/propose"]').attr('href') ?? '');
    expect(textsOf(form, 'label[for^="clauseIds"]')).toEqual(['4.2 Notice', '7']);

    const refused = await council.post(path(), typed);
    expect([refused.status, refused.page('.govuk-error-summary a').attr('href')]).toEqual([400, '#number']);
    expect(refused.page('#number').val()).toBe('soon');
    expect(refused.page('input[name="clauseIds"][checked]').val()).toBe(ids.meetings);
    expect(refused.page('input[name="relation"][checked]').val()).toBe('weaker');
    expect(refused.page('#rationale').val()).toBe('In good time.');

    const clash = await council.post(path(), { ...typed, number: '7' });
    expect([clash.status, clash.page('#relation-error').text()]).toEqual([400, expect.stringContaining('that is the same promise')]);
  });

  test('one chair proposes by form, the other confirms on the page of what needs both', async () => {
    const council = await visitorOf(westminster, 'council');
    const overlap = { shared: 'Papers come before.', onlyHere: 'Good time.', onlyNetwork: 'A week.' };
    const typed = {
      clauseIds: String(ids.meetings),
      relation: 'overlaps',
      number: '5',
      unit: 'days',
      rationale: 'As it is done.',
      ...overlap,
    };
    const proposed = await council.post(path(), { ...typed, 'from-day': '1', 'from-month': '1', 'from-year': '2020' });
    expect(proposed.heading).toBe('N-15 Agenda one week before: overlaps');
    const sector = await visitorOf(westminster, 'sector');
    const done = await sector.post(`${proposed.path}/confirm`);
    expect(textsOf(done, '.govuk-notification-banner__content')).toEqual(['Both sides agree, and it is done.']);
    expect(await mappings('?commitment=N-15')).toMatchObject([{ relation: 'overlaps', from: '2020-01-01', ...overlap }]);

    const one = await sector.get('/commitments/N-15');
    const end = String(one.page('a[href$="/end"]').attr('href'));
    expect((await sector.post(end, { reason: '' })).page('.govuk-error-summary a').attr('href')).toBe('#reason');
    expect((await sector.post(end, { reason: 'It was never so.' })).heading).toBe(
      'N-15 Agenda one week before: what was agreed holds no more',
    );
  });
});
