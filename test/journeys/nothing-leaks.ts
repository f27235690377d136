import type pg from 'pg';
import { addMonths, SystemClock } from '../../libs/clock/src/index.js';
import { ask } from '../support/api.js';
import { Asker } from '../support/asker.js';
import { crawl, type Crawled } from '../support/crawl.js';
import { sharedNetwork, type JourneyNetwork } from '../support/network.js';
import { toldOnNats } from '../support/told-on-nats.js';

/** Words that are nowhere else: what an officer writes that is not public, and a person who holds a role. */
const CANARY = 'Canarysong';
const EMAIL = 'canary.person@example.org';
const SOUGHT = new RegExp(`${CANARY}|canary[.]person`, 'i');
/** As bytes are written as text by PostgreSQL. */
const IN_ROWS = `${SOUGHT.source}|${Buffer.from(CANARY).toString('hex')}|${Buffer.from('canary.person').toString('hex')}`;
const TODAY = new SystemClock().today();
const [WESTMINSTER, ...OTHERS] = ['westminster', 'kensington-and-chelsea', 'hammersmith-and-fulham'] as const;

let network: JourneyNetwork;
let officer: Asker;
let administrator: Asker;
let chair: Asker;
let atBorough: Crawled;
let atAggregator: Crawled;
const ids = {
  grant: '',
  organisation: '',
  cut: '',
  role: '',
  preview: '',
  import: '',
  version: '',
  asked: '',
  draft: '',
  round: '',
  alert: '',
  reference: '',
  entry: '',
};

const as = (code: string, person?: string): Promise<Asker> =>
  Asker.of(network, { code, url: code === 'aggregator' ? network.aggregator : network.borough(code), ...(person ? { person } : {}) });

/** Writes the canaries as officers do, into all that is kept and not for everyone. */
async function writeCanaries(): Promise<void> {
  const api = `${network.borough(WESTMINSTER)}/api/v1`;
  const send = async (path: string, sent: object | string, person = 'westminster-funding'): Promise<Record<string, string>> => {
    const asked = { token: network.token(person, WESTMINSTER), send: sent, ...(typeof sent === 'string' ? { type: 'text/csv' } : {}) };
    const { status, body } = await ask<Record<string, string>>(`${api}/${path}`, asked);
    if (status >= 300) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body;
  };
  const { body } = await ask<{ items: { id: string }[] }>(`${api}/organisations?limit=1`);
  ids.organisation = body.items[0]?.id ?? '';
  const award = { title: 'Singing', description: 'A choir.', department: 'communities', awardedOn: TODAY, amountAwardedPence: 800_00 };
  ids.grant = (await send('grants', { organisation: ids.organisation, ...award })).id ?? '';
  await send(`grants/${ids.grant}/payment-holds`, { reason: `${CANARY}: no accounts`, from: TODAY });
  const cut = { amountPence: 700_00, effectiveOn: addMonths(TODAY, 4), reason: `${CANARY}: not told yet` };
  ids.cut = (await send(`grants/${ids.grant}/reductions`, cut)).id ?? '';
  const file = `Identifier,Title,Amount Awarded\n360G-westminster-${CANARY},${CANARY},lots of ${CANARY}`;
  ids.preview = (await send(`grants/import?dryRun=true&fileName=${CANARY}.csv`, file)).importId ?? '';
  ids.import = (await send(`grants/import?fileName=${CANARY}.csv`, file)).importId ?? '';
  const draft = { organisation: ids.organisation, department: 'communities', programme: 'none', title: `${CANARY} draft` };
  for (const [step, answer] of Object.entries(draft)) {
    const field = step === 'programme' ? 'programmeId' : step;
    expect(await officer.post(`/grants/award/${step}`, { [field]: answer })).toBe(303);
  }
  const { body: compact } = await ask<{ documents: { id: string }[] }>(`${api}/compact`);
  const version = { label: `${CANARY} draft` };
  ids.version = (await send(`compact/documents/${compact.documents[0]?.id}/versions`, version, 'westminster-council-co-chair')).id ?? '';
  const clause = { number: '1', text: `${CANARY} is not agreed.`, origin: 'open-question' };
  await send(`compact/versions/${ids.version}/clauses`, clause, 'westminster-council-co-chair');
  ids.round = (await send('mark-rounds', {}, 'westminster-council-co-chair')).name ?? '';
  await send(`mark-rounds/${ids.round}/marks/N-23`, { mark: 1, comment: `${CANARY}: one chairs` }, 'westminster-council-co-chair');
  const role = { subject: EMAIL, name: `${CANARY} Person`, role: 'infrastructure-officer' };
  await send('roles', role, 'westminster-administrator');
  const { body: roles } = await ask<{ items: { id: string; subject: string }[] }>(`${api}/roles?limit=500`, {
    token: network.token('westminster-administrator', WESTMINSTER),
  });
  ids.role = roles.items.find(({ subject }) => subject === EMAIL)?.id ?? '';
  await writeConsultations(send);
  await writeForTheGroup(send);
  await writeConcerns(send);
  await writeTwice(api);
}

/** A draft of a consultation, and an answer to one that is open, with the words of who answered. */
async function writeConsultations(send: (path: string, sent: object) => Promise<Record<string, string>>): Promise<void> {
  const asked = { title: 'Choirs', about: 'Where?', department: 'communities', kind: 'formal-written', methods: ['event'], reaches: [] };
  const days = { opensOn: TODAY, closesOn: addMonths(TODAY, 4) };
  ids.draft = (await send('consultations', { ...asked, ...days, title: `${CANARY} hall` })).id ?? '';
  ids.asked = (await send('consultations', { ...asked, ...days })).id ?? '';
  await send(`consultations/${ids.asked}/announcement`, {});
  const answer = {
    stance: 'other',
    text: `${CANARY} said so.`,
    onBehalfOf: 'organisation',
    groupName: `${CANARY} Choir`,
    sector: 'sector',
  };
  await send(`consultations/${ids.asked}/answers`, { ...answer, channel: 'letter', notedBy: `${CANARY} file`, receivedOn: TODAY });
  const online = { stance: 'other', text: `${CANARY} online.`, onBehalfOf: 'self', sector: 'neither', address: EMAIL };
  expect(await (await as(WESTMINSTER)).post(`/consultations/${ids.asked}/answer`, online)).toBe(302);
}

/** What a department tells the group, what the group brokers, and what it calls a topic among itself. */
async function writeForTheGroup(send: (path: string, sent: object, person?: string) => Promise<Record<string, string>>): Promise<void> {
  const alert = { department: 'communities', kind: 'service', what: `${CANARY} ends.`, affected: 'Singers.', sureness: 'proposed' };
  ids.alert = (await send('change-alerts', { ...alert, asks: 'Who sings?' })).id ?? '';
  const between = { organisation: `${CANARY} Choir`, publicBody: 'Communities', about: 'A hall.' };
  ids.entry = (await send('brokering', between, 'westminster-infrastructure')).id ?? '';
  expect(await chair.post('/discussion/open', { title: `${CANARY} among us`, isRoomOnly: 'no' })).toBe(302);
}

/** A concern that only both co-chairs and the secretary read yet, and one that waits for its link. */
async function writeConcerns(send: (path: string, sent: object, person: string) => Promise<Record<string, string>>): Promise<void> {
  const said = { respondent: 'communities', kind: 'other', facts: `${CANARY} fell silent.`, remedy: `${CANARY} sings.`, way: 'co-chairs' };
  ids.reference = (await send('concerns', { ...said, happenedOn: TODAY }, 'westminster-representative')).reference ?? '';
  const [year = '', month = '', day = ''] = TODAY.split('-');
  const online = {
    ...said,
    'happenedOn-day': day,
    'happenedOn-month': month,
    'happenedOn-year': year,
    organisation: CANARY,
    address: EMAIL,
  };
  expect(await (await as(WESTMINSTER)).post('/concerns/send', online)).toBe(302);
}

/** What is refused, or taken for once, because it is there already: the database must not tell of it either. */
async function writeTwice(api: string): Promise<void> {
  const statuses: number[] = [];
  const twice = async (path: string, send: object): Promise<void> => {
    const token = network.token('westminster-council-co-chair', WESTMINSTER);
    for (const _ of [1, 2]) statuses.push((await ask(`${api}/${path}`, { token, send })).status);
  };
  const chair = { subject: EMAIL, name: `${CANARY} Person`, side: 'sector', reason: `${CANARY} stands.` };
  await twice('co-chairs', chair);
  const { body: compact } = await ask<{ documents: { id: string }[] }>(`${api}/compact`);
  await twice(`compact/documents/${compact.documents[0]?.id}/versions`, { label: `${CANARY} twice` });
  expect(statuses).toEqual([201, 409, 201, 409]);
}

/** The tables of a database that hold what is sought in any of their rows. */
async function tablesWith(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const held = await database.query(`select from ${name} as kept where kept::text ~* $1 limit 1`, [IN_ROWS]);
    if (held.rowCount) found.push(name);
  }
  return found;
}

async function databaseOf(code: string): Promise<string[]> {
  const database = await network.asOwner(code);
  try {
    return await tablesWith(database);
  } finally {
    await database.end();
  }
}

const idsByWord = (): Crawled['ids'] => ({
  grants: [ids.grant],
  organisations: [ids.organisation],
  changes: [ids.cut],
  roles: [ids.role],
  people: [ids.role],
  import: [ids.preview, ids.import],
  imports: [ids.preview, ids.import],
  versions: [ids.version],
  difference: [ids.version],
  consultations: [ids.asked, ids.draft],
  'change-alerts': [ids.alert],
  brokering: [ids.entry],
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function crawled(asker: Asker, how: Crawled): Promise<string[]> {
  const began = performance.now();
  const { requests, found, unsafe, unready } = await crawl(asker, how);
  say(`${asker.name}: ${requests} requests in ${Math.round(performance.now() - began)} ms.`);
  expect(requests).toBeGreaterThan(100);
  expect({ unsafe, unready }).toEqual({ unsafe: [], unready: [] });
  return found;
}

describe('what an officer writes that is not for everyone, and who holds a role', () => {
  beforeAll(async () => {
    network = await sharedNetwork();
    [officer, administrator, chair] = (await Promise.all(
      ['funding', 'administrator', 'sector-co-chair'].map((end) => as(WESTMINSTER, `westminster-${end}`)),
    )) as [Asker, Asker, Asker];
    await writeCanaries();
    const how = {
      ids: idsByWord(),
      words: [WESTMINSTER, 'title', '2026-27', '2026/27', ids.round, ids.reference],
      sought: SOUGHT,
      search: [CANARY, 'Nonsenseli'] as const,
    };
    const routes = (app: string): string => `apps/${app}/src/access/who-may-what.txt`;
    atBorough = { ...how, routes: routes('borough') };
    atAggregator = { ...how, routes: routes('aggregator') };
  });

  test('is found by those whom it is for, so that a crawl is known to find it', async () => {
    expect(await crawled(officer, { ...atBorough, search: undefined })).toEqual(
      expect.arrayContaining([
        `/grants/${ids.grant}`,
        `/api/v1/grants/${ids.grant}/record`,
        '/grants/award/title',
        '/grants/import',
        `/grants/import/${ids.preview}`,
        `/api/v1/grants/imports/${ids.import}`,
        `/api/v1/grants/imports/${ids.import}/to-mend`,
        `/consultations/${ids.draft}`,
        `/consultations/${ids.asked}/answers`,
        `/api/v1/consultations/${ids.asked}/answers`,
        `/change-alerts/${ids.alert}`,
      ]),
    );
    expect(await crawled(administrator, { ...atBorough, search: undefined })).toEqual(
      expect.arrayContaining(['/roles', '/api/v1/roles', '/api/v1/roles.csv', `/api/v1/roles/${ids.role}`]),
    );
    const byChair = await crawled(chair, { ...atBorough, search: undefined });
    expect(byChair).toEqual(
      expect.arrayContaining([
        '/compact',
        '/api/v1/compact/versions',
        `/compact/versions/${ids.version}`,
        '/discussion',
        `/concerns/${ids.reference}`,
        '/brokering',
        `/brokering/${ids.entry}`,
      ]),
    );
    // The council marked, and is not done: not even the chair of the other side reads it.
    expect(byChair.filter((path) => /assess|mark-rounds/.test(path))).toEqual([]);
    expect(await databaseOf(WESTMINSTER)).toEqual(
      expect.arrayContaining([
        'public.brokering_entries',
        'public.change_alerts',
        'public.commitment_marks',
        'public.compact_versions',
        'public.concern_requests',
        'public.concerns',
        'public.consultation_answer_contacts',
        'public.consultation_answers',
        'public.discussion_topics',
        'public.drafts',
        'public.grant_imports',
        'public.payment_holds',
        'public.role_assignments',
      ]),
    );
  });

  test.each([
    [WESTMINSTER, undefined, 'nobody'],
    [WESTMINSTER, 'hammersmith-cig-member', 'somebody without a role'],
    [WESTMINSTER, 'westminster-housing', 'an officer of another department'],
    [WESTMINSTER, 'kensington-funding', 'an officer of another borough, with a token of the same issuer'],
    ['kensington-and-chelsea', 'kensington-funding', 'an officer of another borough, there'],
    ['hammersmith-and-fulham', undefined, 'nobody, there'],
    ['aggregator', undefined, 'nobody, there'],
    ['aggregator', 'westminster-funding', 'the officer who wrote it, there'],
  ])('is found nowhere at %s as %s: %s', async (code, person, _who) => {
    expect(await crawled(await as(code, person), code === 'aggregator' ? atAggregator : atBorough)).toEqual([]);
  });

  test('is in no message and no head that a borough tells', async () => {
    const { url, seed } = await network.nats('aggregator');
    const told = await toldOnNats(url, seed, [WESTMINSTER, ...OTHERS]);
    expect(told.some((message) => message.includes(ids.grant))).toBe(true);
    expect(told.filter((message) => SOUGHT.test(message))).toEqual([]);
  });

  test('is in no row of another service, nor among what its own borough keeps to be told', async () => {
    for (const code of [...OTHERS, 'aggregator']) expect([code, await databaseOf(code)]).toEqual([code, []]);
    expect((await databaseOf(WESTMINSTER)).filter((table) => /events|outbox/.test(table))).toEqual([]);
  });

  test('is in no line of any log', () => {
    const logs = [...network.logs()];
    expect(logs.map(([name]) => name)).toEqual(expect.arrayContaining(['westminster.log', 'aggregator.log', 'nats.log', 'postgres.log']));
    expect(logs.filter(([, text]) => SOUGHT.test(text)).map(([name]) => name)).toEqual([]);
  });
});
