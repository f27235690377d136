import { sql } from '#database';
import { verifyHistory } from '../history/verify-history.js';
import { HistorySealer } from '../history/history-sealer.service.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { textsOf, visitorOf } from '../pages.fixture.js';
import { PersonalData } from './personal-data.service.js';

/** In these, `subject` is what a fact or a mail is about. */
const OTHER_SUBJECTS = ['events', 'outbox', 'outgoing_mails'];
/** A sign-in has no address: in these tables nobody can be found by it, so that the privacy page says what they hold and for how long. */
const KNOWN_BY_ADDRESS: Readonly<Record<string, RegExp>> = {
  concern_raisers: /Of concerns raised without an account: .* the e-mail address until it is over/,
  concern_requests: /Of concerns raised without an account: .* the e-mail address until it is over/,
  consultation_answer_contacts: /the e-mail address of who answers online, until the outcome is told/,
  outgoing_mails: /Of mails on their way: the address, .* and for three days at most/,
};
/** A person whose every trace is looked for: the name is another than the sign-in reference. */
const LEAVER = { subject: 'sub-of-the-leaver-8231', name: 'Leonie Leaves Example' };

let borough: AskedBorough;
let leaver: string;
let organisation: string;
const tokens = { administrator: '', officer: '', protection: '' };
beforeAll(async () => {
  borough = await askedBorough();
  leaver = await borough.token(LEAVER.subject);
  for (const [key, role] of [
    ['administrator', 'administrator'],
    ['protection', 'data-protection-officer'],
  ] as const) {
    await borough.hold(key, role);
    tokens[key] = await borough.token(key);
  }
  await borough.hold('sector', 'sector-co-chair');
  tokens.officer = borough.tokens.officer;
  await actEverywhere();
});
afterAll(() => borough.stop());

const post = async (token: string, path: string, body: object = {}): Promise<string> => {
  const { status, json, text } = await borough.ask('POST', path, { token, body });
  if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
  return json.id;
};
const given = async (): Promise<{ id: string; role: string }[]> =>
  sql(borough.database.em(), 'select id, role from role_assignments where subject = $1 order by role', [LEAVER.subject]);
const roleOf = async (name: string): Promise<string> => (await given()).find(({ role }) => role === name)?.id ?? '';
const exported = async (token: string) =>
  JSON.parse((await borough.ask('GET', 'account/export', { token })).text) as Record<string, Record<string, unknown>[]>;

/** One person leaves a trace in each part: roles, acts, a consent, a draft, a file, a proposal, a reading, a session. */
async function actEverywhere(): Promise<void> {
  organisation = await post(tokens.officer, 'organisations', { name: 'Bees', identifiers: ['GB-CHC-1000001'] });
  for (const role of ['funding-officer', 'representative', 'council-co-chair']) {
    const forWhat = role === 'representative' ? { organisation: 'GB-CHC-1000001' } : {};
    await post(tokens.administrator, 'roles', { ...LEAVER, role, ...forWhat });
  }
  await borough.hold('council', 'council-co-chair');
  await post(leaver, 'account/consents', { item: 'representative-named', role: await roleOf('representative'), version: 1 });
  const award = { organisation, title: 'Hives', description: 'For hives.', amountAwardedPence: 100_00, awardedOn: '2026-11-19' };
  const grant = await post(leaver, 'grants', award);
  await post(leaver, `grants/${grant}/payment-holds`, { from: '2026-11-20', reason: 'Checks.' });
  await borough.ask('GET', `grants/${grant}/record`, { token: leaver });
  await borough.ask('POST', 'grants/import', { token: leaver, body: 'Identifier\n', headers: { 'content-type': 'text/csv' } });
  const browser = await visitorOf(borough, LEAVER.subject);
  await browser.post('/grants/award/organisation', { organisation: `${organisation} Bees` });
  await browser.post('/publish', { recordType: 'grants' });
  await post(leaver, 'co-chairs', { side: 'sector', subject: 'new', name: 'New', reason: 'She will do well.' });
  const sector = await borough.token('sector');
  const about = await post(sector, 'co-chairs', { side: 'council', ...LEAVER, reason: 'Until 2030.', until: '2030-01-31' });
  await post(leaver, `two-keys/${about}/refuse`, { reason: 'I leave.' });
  const { path } = await browser.post('/discussion/open', { title: 'Between us', isRoomOnly: 'no' });
  await browser.post(path, { text: 'So I think.' });
  await post(leaver, 'brokering', { organisation: 'Bees', publicBody: 'Housing', about: 'A late letter.' });
}

test('every table that names people by their sign-in belongs to a part of what people are given', async () => {
  const rows = await sql<{ name: string }>(
    borough.database.em(),
    `select distinct table_name as name from information_schema.columns
     where table_schema = 'public' and (column_name like '%subject%' or column_name = 'person') order by 1`,
  );
  const tables = rows.map(({ name }) => name).filter((name) => !OTHER_SUBJECTS.includes(name));
  const covered = borough.app.get(PersonalData, { strict: false }).parts.flatMap((part) => part.tables);

  expect(tables.length).toBeGreaterThan(6);
  expect(tables.filter((table) => !covered.includes(table))).toEqual([]);
});

test('of every table that knows people by an e-mail address alone, the privacy page says for how long', async () => {
  const rows = await sql<{ name: string }>(
    borough.database.em(),
    `select distinct table_name as name from information_schema.columns
     where table_schema = 'public' and column_name similar to '%(mail|address|recipient)%' order by 1`,
  );
  const privacy = await (await fetch(`${borough.url}/privacy`)).text();

  expect(rows.map(({ name }) => name)).toEqual(Object.keys(KNOWN_BY_ADDRESS));
  for (const says of Object.values(KNOWN_BY_ADDRESS)) expect(privacy).toMatch(says);
});

test('each gets all that is held about them and nothing of others, by token and as a file', async () => {
  const mine = await exported(leaver);

  expect(mine['about']).toMatchObject({ borough: 'westminster', subject: LEAVER.subject });
  expect(Object.keys(mine).filter((part) => mine[part]?.length === 0)).toEqual([]);
  expect(mine['history']).toContainEqual(expect.objectContaining({ act: 'awarded', isOwnAct: true }));
  expect(mine['history']).toContainEqual(expect.objectContaining({ act: 'given', recordType: 'role', isOwnAct: false }));
  expect(mine['consents']).toMatchObject([{ item: 'representative-named', text: expect.stringContaining('Bees') }]);
  const [session] = await sql<{ secrets: string[] }>(
    borough.database.em(),
    'select array[csrf, id_hash] as secrets from sessions where subject = $1',
    [LEAVER.subject],
  );
  for (const secret of session?.secrets ?? ['there is a session']) expect(JSON.stringify(mine)).not.toContain(secret);

  const others = await exported(await borough.token('sector'));
  expect(JSON.stringify(others['history'])).not.toContain('awarded');
  expect(Object.entries(await exported(borough.tokens.stranger)).filter(([part, held]) => part !== 'about' && held.length > 0)).toEqual([]);
});

test('the account leads to it, and the file is the same', async () => {
  const browser = await visitorOf(borough, LEAVER.subject);
  expect(textsOf(await browser.get('/account'), 'main ul a')).toEqual(expect.arrayContaining(['What is held about you', 'Your consents']));
  const page = await browser.get('/account/data');
  expect([page.heading, textsOf(page, 'main tbody tr').length]).toEqual(['What is held about you', 11]);

  const { text } = await browser.get('/account/data/download');
  expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(await exported(leaver)));
});

const erase = async (token: string, role = 'funding-officer') => borough.ask('POST', `people/${await roleOf(role)}/erasure`, { token });

test('nobody is erased who holds a role, or by anybody but the data protection officer', async () => {
  expect((await erase(tokens.protection)).json['code']).toBe('people.still-holds-role');
  expect((await erase(tokens.administrator)).status).toBe(403);
  expect((await exported(leaver))['roles']).toHaveLength(3);
});

/** The tables in which a text stands anywhere. */
async function whereFound(text: string): Promise<string[]> {
  const owner = await borough.database.asOwner();
  const { rows } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rows: hits } = await owner.query(`select from "${name}" t where t::text like '%' || $1 || '%' limit 1`, [text]);
    if (hits.length > 0) found.push(name);
  }
  await owner.end();
  return found;
}

test('who left is found nowhere once erased, what they did stays, and the history holds together', async () => {
  for (const { id } of await given()) {
    await sql(borough.database.em(), `update role_assignments set held_until = $2, ended_by = 'administrator' where id = $1`, [
      id,
      borough.clock.now().toISOString(),
    ]);
  }
  await borough.app.get(HistorySealer, { strict: false }).seal();
  const before = await verifyHistory(borough.database.em(), 'westminster');
  const acts = async () => sql<{ act: string }>(borough.database.em(), `select act from history where act <> 'erased' order by at, id`);
  const actsBefore = await acts();

  const browser = await visitorOf(borough, 'protection');
  const list = await browser.get('/roles?held=ended');
  const address = list.page('a:contains("Erase the person")').first().attr('href') ?? '';
  const check = await browser.get(address);
  expect([check.heading, textsOf(check, 'main tbody tr').join('; ')]).toEqual([
    'Erase a person who left',
    expect.stringMatching(/Is erased.*Whom a confidential record is about may ask who read it/),
  ]);
  expect(textsOf(check, '.app-header__person')).toEqual(['protection']);
  const after = await browser.post(address);
  expect([after.path, textsOf(after, 'main tbody td:last-child')]).toEqual(['/roles?held=ended', ['Erased', 'Erased', 'Erased']]);

  expect(await whereFound(LEAVER.name)).toEqual([]);
  expect(await whereFound(LEAVER.subject)).toEqual(['case_reads']);
  expect(await acts()).toEqual(actsBefore);
  const verified = await verifyHistory(borough.database.em(), 'westminster', before);
  expect(verified.erased).toBeGreaterThan(5);
  expect((await browser.get(address)).status).toBe(409);
  expect(Object.keys(Object.fromEntries(Object.entries(await exported(leaver)).filter(([, held]) => held.length > 0)))).toEqual([
    'readsOfConfidentialRecords',
  ]);
});
