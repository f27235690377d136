import { sql } from '#database';
import { type Role, ROLES, type Side } from '#identity';
import { loggedByPostgres } from '../../../../test/support/database.js';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { askForSide } from './mark-rows.js';

/** What one side writes, in each of the places where it can. */
const CANARY = 'Canarysong';
const MARK = { mark: 1, comment: CANARY, evidence: 'document-given', words: CANARY, link: `https://${CANARY}.example/a`, page: CANARY };
const MARKED = ['N-23', 'N-24', 'N-25'];

interface Asker {
  readonly role: Role | null;
  readonly token: string;
  readonly cookie: string;
  readonly csrf: string;
}

let westminster: AskedBorough;
/** Nobody known, somebody without a role, and one person for each role, but for the chair who marks. */
const others: (Asker | null)[] = [null];
let round: string;
beforeAll(async () => {
  westminster = await askedBorough();
  for (const [number, role] of [null, ...ROLES].entries()) {
    const subject = `asks-${number}`;
    if (role !== null) await westminster.hold(subject, role);
    const { id, name, csrf } = await westminster.session(subject);
    const asker = { role, token: await westminster.token(subject), cookie: `${name}=${id}`, csrf };
    if (role === 'council-co-chair') council = asker;
    else others.push(asker);
  }
  round = String((await post(council, '')).json['name']);
  await post(council, `/${round}/marks/N-23`, MARK);
});
afterAll(() => westminster.stop());
let council: Asker;

const post = (by: Asker, path: string, body: object = {}) => westminster.ask('POST', `mark-rounds${path}`, { token: by.token, body });
const sector = (): Asker => others.find((one) => one?.role === 'sector-co-chair') as Asker;

/** What is read at every address that there is, for every commitment that is marked; of other records there are none to show. */
async function everythingReadBy(asker: Asker | null): Promise<[string, string][]> {
  const routes = [...westminster.routes.keys()].filter((route) => /^GET (?:[^:*]|:round|:commitmentId)*$/.test(route));
  const addresses = routes.flatMap((route) => {
    const address = route.slice('GET '.length).replace(':round', round);
    return address.includes(':commitmentId') ? MARKED.map((commitment) => address.replace(':commitmentId', commitment)) : [address];
  });
  const read: [string, string][] = [];
  for (let first = 0; first < addresses.length; first += AT_ONCE) {
    const some = addresses.slice(first, first + AT_ONCE);
    read.push(...(await Promise.all(some.map(async (address): Promise<[string, string]> => [address, await readAt(address, asker)]))));
  }
  return read;
}
const AT_ONCE = 20;

async function readAt(address: string, asker: Asker | null): Promise<string> {
  const isApi = address.startsWith('/api/');
  const headers: Record<string, string> = asker ? (isApi ? { authorization: `Bearer ${asker.token}` } : { cookie: asker.cookie }) : {};
  const answer = await fetch(`${westminster.url}${address}`, { headers, redirect: 'manual' });
  return `${answer.status} ${await answer.text()}`;
}

/** Who sees much of what the chairs do. */
const OFTEN_THERE: readonly (Role | null)[] = ['sector-co-chair', 'partnership-secretary', 'administrator', 'data-protection-officer'];
const isTelling = ([, text]: [string, string]): boolean => text.includes(CANARY);
/** What the service says of its own work, and not of its records, is another at every look. */
const isSteady = ([address]: [string, string]): boolean => !address.startsWith('/metrics') && !address.startsWith('/health');

/** What the program’s own role reads of the round in the database, asking for a side or for none. */
async function rowsFor(side: Side | null): Promise<number> {
  return westminster.database.em().transactional(async (em) => {
    if (side) await askForSide(em, side);
    return (await sql(em, 'select from commitment_marks')).length;
  });
}

test('before both sides are done nobody else reads what a side marked, at any address, nor how much it marked', async () => {
  for (const asker of others) expect([asker?.role, (await everythingReadBy(asker)).filter(isTelling)]).toEqual([asker?.role, []]);
  const before = (await everythingReadBy(sector())).filter(isSteady);
  await post(council, `/${round}/marks/N-24`, MARK);
  await post(council, `/${round}/marks/N-25`, { ...MARK, mark: 0 });
  await post(council, `/${round}/marks/N-25`, { mark: 'left-out' });

  const after = (await everythingReadBy(sector())).filter(isSteady);
  expect([after.filter(isTelling), after]).toEqual([[], before]);
  expect((await everythingReadBy(council)).filter(isTelling).map(([address]) => address)).toEqual(
    expect.arrayContaining([`/assess/${round}`, `/assess/${round}/marks/N-23`, `/api/v1/mark-rounds/${round}/own-marks`]),
  );
});

test('what the other side does, and what it is refused, tells nothing of it', async () => {
  const answers = [
    await post(sector(), `/${round}/marks/N-23`, { mark: 9 }),
    await post(sector(), `/${round}/replies`, { kind: 'agree' }),
    await post(sector(), `/${round}/withdrawal`, { reason: 'Let me see.' }),
    await post(sector(), `/${round}/done`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 409, 409, 409]);
  expect(answers.filter(({ text }) => text.includes(CANARY))).toEqual([]);
});

test('nor does the database give it to a query that asks for the other side, or forgets to say for which', async () => {
  expect([await rowsFor(null), await rowsFor('sector'), await rowsFor('council')]).toEqual([0, 0, 2]);
  const forged = westminster.database.em().transactional(async (em) => {
    await askForSide(em, 'sector');
    await sql(em, `insert into commitment_marks (round_id, side, commitment_id, mark) select id, 'council', 'N-26', 3 from mark_rounds`);
  });
  await expect(forged).rejects.toThrow(/row-level security/);
});

test('its history and what the database logs hold nothing of it', async () => {
  const [{ count } = { count: -1 }] = await sql<{ count: number }>(
    westminster.database.em(),
    'select count(*)::int as count from history h where h::text like $1',
    [`%${CANARY}%`],
  );
  expect([count, loggedByPostgres().includes(CANARY)]).toEqual([0, false]);
});

test('that one side is done opens nothing; when both are, each reads the other, and nobody else does', async () => {
  await post(council, `/${round}/done`);
  expect((await everythingReadBy(sector())).filter(isTelling)).toEqual([]);
  await post(sector(), `/${round}/marks/N-23`, { mark: 3 });
  await post(sector(), `/${round}/done`);

  for (const asker of others.filter((one) => !one || OFTEN_THERE.includes(one.role))) {
    const telling = (await everythingReadBy(asker)).filter(isTelling).map(([address]) => address);
    const own = [`/assess/${round}`, `/api/v1/mark-rounds/${round}/results`, `/api/v1/mark-rounds/${round}/results.csv`];
    expect([asker?.role, telling.toSorted()]).toEqual([asker?.role, asker?.role === 'sector-co-chair' ? own.toSorted() : []]);
  }
  const rewriting = westminster.database.em().transactional(async (em) => {
    await askForSide(em, 'council');
    return sql(em, 'update commitment_marks set mark = 3 returning side');
  });
  expect(await rewriting).toEqual([]);
});

test('once published everyone reads it', async () => {
  for (const by of [council, sector()]) await post(by, `/${round}/replies`, { kind: 'agree' });
  const telling = (await everythingReadBy(null)).filter(isTelling).map(([address]) => address);
  expect(telling).toEqual(expect.arrayContaining([`/assess/${round}`, `/api/v1/mark-rounds/${round}/results`]));
});
