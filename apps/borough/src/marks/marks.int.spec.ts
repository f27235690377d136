import { MarksPublishedV1 } from '#contracts';
import { sql } from '#database';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, summaryOf, textsOf, Visitor, visitorOf } from '../pages.fixture.js';
import { MarkRounds } from './mark-rounds.service.js';

const NOON = '2026-11-20T12:00:00Z';
let westminster: AskedBorough;
beforeAll(async () => {
  westminster = await askedBorough(NOON);
  await westminster.hold('council', 'council-co-chair');
  await westminster.hold('sector', 'sector-co-chair');
  await westminster.hold('secretary', 'partnership-secretary');
});
afterAll(() => westminster.stop());
// Tokens are of this day.
afterEach(() => westminster.clock.set(NOON));

type By = 'council' | 'sector' | 'secretary' | null;

async function ask(by: By, method: 'GET' | 'POST', path: string, body: object = {}) {
  const given = by === null ? {} : { token: await westminster.token(by) };
  return westminster.ask(method, `mark-rounds${path}`, method === 'POST' ? { ...given, body } : given);
}
const mark = (by: By, round: string, commitmentId: string, body: object) => ask(by, 'POST', `/${round}/marks/${commitmentId}`, body);
const begin = async (by: By = 'council'): Promise<string> => String((await ask(by, 'POST', '')).json['name']);

/** A round that both sides marked and are done with. */
async function anOpenRound(): Promise<string> {
  const name = await begin();
  await mark('council', name, 'N-25', { mark: 3, comment: 'Said in every agreement.' });
  await mark('council', name, 'N-26', { mark: 2 });
  await mark('sector', name, 'N-25', { mark: 1, evidence: 'statement-only', words: 'Heard at the forum.' });
  for (const by of ['council', 'sector'] as const) expect((await ask(by, 'POST', `/${name}/done`)).status).toBe(204);
  return name;
}

async function told(): Promise<MarksPublishedV1[]> {
  const rows = await sql<{ data: MarksPublishedV1 }>(
    westminster.database.em(),
    `select data from (select event_id, type, data from outbox union all select event_id, type, data from events) told
     where type = $1 order by data ->> 'commitmentId'`,
    [MarksPublishedV1.type],
  );
  return rows.map(({ data }) => data);
}
const toldOf = async (round: string) => (await told()).filter((one) => one.round === round);

test('a round is open to both when both are done, and is told with both replies when both have spoken', async () => {
  const name = await anOpenRound();
  const { items } = (await ask('sector', 'GET', `/${name}/results`)).json;
  expect(items.filter(({ basis }) => basis !== 'not-assessed')).toEqual([
    {
      commitmentId: 'N-25',
      title: 'Independence is respected',
      basis: 'views-differ',
      says: 'Views differ: council 3, VCS 1',
      marks: [
        { side: 'council', mark: 3, comment: 'Said in every agreement.' },
        { side: 'sector', mark: 1, evidence: { grade: 'statement-only', words: 'Heard at the forum.' } },
      ],
    },
    expect.objectContaining({ commitmentId: 'N-26', says: '2 of 3, Council only' }),
  ]);
  expect((await mark('council', name, 'N-25', { mark: 1 })).json).toMatchObject({ code: 'marks.not-taken' });
  expect((await ask('council', 'POST', `/${name}/withdrawal`, { reason: 'Too late.' })).status).toBe(409);

  expect((await ask('council', 'POST', `/${name}/replies`, { kind: 'context' })).status).toBe(400);
  expect((await ask('council', 'POST', `/${name}/replies`, { kind: 'agree' })).status).toBe(204);
  expect([await toldOf(name), (await ask(null, 'GET', `/${name}`)).status]).toEqual([[], 404]);
  const text = 'Three organisations said so.';
  expect((await ask('sector', 'POST', `/${name}/replies`, { kind: 'context', text })).status).toBe(204);

  const replies = [
    { side: 'council', kind: 'agree' },
    { side: 'sector', kind: 'context', text },
  ];
  expect(await toldOf(name)).toMatchObject([
    { commitmentId: 'N-25', catalogueVersion: '1.0', assessedOn: '2026-11-20', marks: [{ mark: 3 }, { mark: 1 }], replies },
    { commitmentId: 'N-26', marks: [{ side: 'council', mark: 2 }], replies },
  ]);
  expect((await ask(null, 'GET', `/${name}`)).json).toMatchObject({ state: 'published', publishedOn: '2026-11-20', replies });
  const csv = await ask(null, 'GET', `/${name}/results.csv`);
  expect(csv.text).toContain('N-25,Independence is respected,views-differ,"Views differ: council 3, VCS 1",3,Said in every agreement.');
  for (const [path, body] of [
    ['replies', { kind: 'agree' }],
    ['done', {}],
    ['withdrawal', { reason: 'No.' }],
  ] as const) {
    expect([path, (await ask('sector', 'POST', `/${name}/${path}`, body)).status]).toEqual([path, 409]);
  }
});

test('where nobody replies it is told when the time is over, and says that by telling no reply', async () => {
  const name = await anOpenRound();
  const rounds = westminster.app.get(MarkRounds, { strict: false });
  expect((await ask('council', 'GET', `/${name}`)).json).toMatchObject({ state: 'open', replyUntil: '2026-12-04' });
  westminster.clock.set('2026-12-04T23:30:00Z');
  await rounds.publishHeard();
  expect(await toldOf(name)).toEqual([]);
  westminster.clock.set('2026-12-05T00:30:00Z');
  await rounds.publishHeard();
  await rounds.publishHeard();
  expect(await toldOf(name)).toMatchObject([
    { commitmentId: 'N-25', replies: [] },
    { commitmentId: 'N-26', replies: [] },
  ]);
});

test('one round is under way at a time; the side that began it can withdraw it, and it is nothing to anybody else', async () => {
  const name = await begin('sector');
  expect((await ask('council', 'POST', '')).json).toMatchObject({ code: 'marks.round-under-way' });
  await mark('council', name, 'N-23', { mark: 2 });
  await ask('council', 'POST', `/${name}/done`);
  expect((await ask('council', 'POST', `/${name}/withdrawal`, { reason: 'Nobody answers.' })).json).toMatchObject({
    code: 'marks.only-its-beginner',
  });
  expect((await ask('sector', 'POST', `/${name}/withdrawal`, { reason: 'Our chair is away.' })).status).toBe(204);
  expect((await ask('council', 'GET', `/${name}`)).json).toMatchObject({ state: 'withdrawn', withdrawnBecause: 'Our chair is away.' });
  expect([(await ask(null, 'GET', `/${name}`)).status, (await ask('sector', 'GET', `/${name}/results`)).status]).toEqual([404, 404]);
  expect(await toldOf(name)).toEqual([]);
  const listed = (await ask(null, 'GET', '')).json.items;
  expect(listed.map(({ state }) => state)).not.toContain('withdrawn');
});

test('marks can be changed and left out until that side is done, and only what is marked can be', async () => {
  const name = await begin();
  const own = async () => {
    const { items } = (await ask('council', 'GET', `/${name}/own-marks`)).json;
    return items.filter((one) => one['mark'] !== null).map(({ commitmentId, mark: given }) => [commitmentId, given]);
  };
  expect((await ask('council', 'POST', `/${name}/done`)).json).toMatchObject({ code: 'marks.nothing-marked' });
  await mark('council', name, 'N-23', { mark: 2 });
  const evidence = { evidence: 'document-given', words: 'Both signed.', link: 'https://westminster.example/minutes.pdf', page: '2' };
  await mark('council', name, 'N-23', { mark: 0, ...evidence });
  const { evidence: grade, ...rest } = evidence;
  expect(await own()).toEqual([['N-23', { side: 'council', mark: 0, evidence: { grade, ...rest } }]]);
  await mark('council', name, 'N-24', { mark: 1 });
  await mark('council', name, 'N-23', { mark: 'left-out' });
  expect(await own()).toEqual([['N-24', { side: 'council', mark: 1 }]]);

  const wrong: [object, string][] = [
    [{ mark: 4 }, '/mark'],
    [{ mark: 1, evidence: 'document-given', words: 'So.', page: '2' }, '/link'],
    [{ mark: 1, evidence: 'document-given', words: 'So.', link: 'javascript:alert(1)', page: '2' }, '/link'],
    [{ mark: 1, evidence: 'statement-only' }, '/words'],
    [{ mark: 1, evidence: 'statement-only', words: 'So.', page: '2' }, '/page'],
    [{ mark: 1, words: 'So.' }, '/words'],
    [{ mark: 1, comment: 'a'.repeat(501) }, '/comment'],
  ];
  for (const [body, pointer] of wrong) {
    const { status, json } = await mark('council', name, 'N-23', body);
    expect([status, json['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
  }
  expect((await mark('council', name, 'N-07', { mark: 1 })).status).toBe(404);
  expect((await mark('secretary', name, 'N-23', { mark: 1 })).status).toBe(403);
  await ask('council', 'POST', `/${name}/done`);
  expect((await mark('council', name, 'N-23', { mark: 1 })).json).toMatchObject({ code: 'marks.done' });
  await ask('council', 'POST', `/${name}/withdrawal`, { reason: 'For the next test.' });
});

describe('on pages', () => {
  test('a chair marks by the anchors, finds what was typed after a mistake, and compares once both are done', async () => {
    const council = await visitorOf(westminster, 'council');
    const begun = await council.post('/assess');
    expect(begun.heading).toMatch(/^Joint assessment 2026-\d$/);
    expect(begun.page('form[action$="/done"] input[name="_workingAs"]').val()).toBe('council-co-chair');
    expect(rowsOf(begun, '.app-table-frame[aria-label="What your side marked"]')).toHaveLength(8);

    const form = await council.get(begun.page('main tbody a').first().attr('href') ?? '');
    expect(form.page('main').text()).toContain('A second chair is named and seldom takes part');
    const typed = { mark: '1', comment: 'Rarely.', evidence: 'document-given', words: 'One signed.', link: 'minutes', page: '3' };
    const wrong = await council.post(form.path, typed);
    expect([wrong.status, textsOf(wrong, '.govuk-error-summary a')]).toEqual([400, [expect.stringContaining('web address')]]);
    expect([wrong.page('#comment').val(), wrong.page('input[name="mark"][checked]').val()]).toEqual(['Rarely.', '1']);
    const kept = await council.post(form.path, { ...typed, link: 'https://westminster.example/minutes.pdf' });
    expect(rowsOf(kept)[0]).toContain('N-23 The group is chaired by both sides | 1 of 3');
    const again = await council.get(form.path);
    expect([again.page('#words').val(), again.page('input[name="evidence"][checked]').val()]).toEqual(['One signed.', 'document-given']);
    expect(summaryOf(await council.post(`${begun.path}/done`))).toMatchObject({ Council: 'Done on 20 November 2026' });

    const sector = await visitorOf(westminster, 'sector');
    expect((await sector.get(begun.path)).page('main').text()).not.toContain('Rarely.');
    await sector.post(`${begun.path}/marks/N-23`, { mark: '2', comment: '', evidence: 'none', words: '', link: '', page: '' });
    const opened = await sector.post(`${begun.path}/done`);
    expect(opened.heading).toMatch(/^Compare our marks/);
    expect(rowsOf(opened)[0]).toBe(
      'N-23 The group is chaired by both sides' +
        ' | 1 of 3Rarely. Document given: “One signed.”, page 3, https://westminster.example/minutes.pdf' +
        ' | 2 of 3No evidence given. | Views differ',
    );
    expect(rowsOf(opened)[1]).toMatch(/^N-24 .* [|] Left out [|] Left out [|] Not assessed$/);
    await council.post(`${begun.path}/replies`, { kind: 'disagree', text: 'Twice a year is not seldom.' });
    const everyone = new Visitor(westminster.url);
    expect((await everyone.get(begun.path)).status).toBe(404);
    await sector.post(`${begun.path}/replies`, { kind: 'agree', text: '' });
    const published = await everyone.get(begun.path);
    expect(textsOf(published, 'main h2')).toEqual(['Council: Disagrees', 'Voluntary sector: Agrees']);
    expect(rowsOf(await everyone.get('/assess'))[0]).toContain('Published');
  });
});
