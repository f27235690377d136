import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { rowsOf, Visitor } from '../pages.fixture.js';

let westminster: AskedBorough;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  westminster = await askedBorough('2026-05-12T09:00:00Z');
  await westminster.hold('council', 'council-co-chair');
  await westminster.hold('sector', 'sector-co-chair');
  for (const subject of ['council', 'sector']) tokens[subject] = await westminster.token(subject);
  tokens.officer = westminster.tokens.officer;
  await made('officer', 'organisations', { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] });
});
afterAll(() => westminster.stop());

async function made(by: string, path: string, body: object = {}): Promise<string> {
  const { status, json, text } = await westminster.ask('POST', path, { token: tokens[by] ?? '', body });
  if (status >= 400) throw new Error(`${path}: ${text}`);
  return json?.id ?? '';
}

/** A version with one clause on notice, in force from a day, which both chairs say is of so many months. */
async function aVersion(document: string, label: string, inForceFrom: string, months: number): Promise<void> {
  const version = await made('council', `compact/documents/${document}/versions`, { label });
  const clause = await made('council', `compact/versions/${version}/clauses`, { number: '4.2', text: `${months} months.`, origin: 'new' });
  const adoption = { adoptedBy: 'The partnership', adoptedOn: inForceFrom, inForceFrom };
  await made('council', `compact/versions/${version}/earlier-adoption`, adoption);
  const measure = { relation: months > 3 ? 'stronger' : 'same', number: months, unit: 'months', rationale: 'So it says.' };
  const mapping = { commitmentId: 'N-07', versionId: version, clauseIds: [clause], ...measure };
  await made('sector', `two-keys/${await made('council', 'mappings/proposals', mapping)}/confirm`);
}

const aGrant = (awardedOn: string): Promise<string> =>
  made('officer', 'grants', {
    organisation: 'GB-CHC-1000000',
    title: `Lunches of ${awardedOn}`,
    description: 'Hot meals.',
    department: 'housing',
    amountAwardedPence: 25_000_00,
    awardedOn,
    startsOn: '2026-04-01',
    endsOn: '2027-03-31',
  });
const promisesOf = async (grantId: string) => {
  const page = await new Visitor(westminster.url).get(`/grants/${grantId}`);
  const section = '[aria-label="What the Compact promises of this grant"]';
  return { rows: rowsOf(page, section), said: page.page('#promises').nextUntil('h2', 'p').text() };
};

test('a grant shows what the Compact of the day it was awarded promised, and the last day for notice that comes of it', async () => {
  const document = await made('council', 'compact/documents', { kind: 'compact', title: 'The Compact (sample)' });
  const [before, early, late] = [await aGrant('2012-05-31'), await aGrant('2026-03-31'), await aGrant('2026-04-01')];
  expect((await promisesOf(before)).said).toContain('No Compact was in force when it was awarded, on 31 May 2012');

  await aVersion(document, '2012', '2012-06-01', 3);
  await aVersion(document, '2026', '2026-04-01', 6);
  const notice = 'Notice before funding ends or is cut';
  expect((await promisesOf(early)).rows).toEqual([
    `${notice} | 3 monthsSame promise, clause 4.2 | If it ends with 31 March 2027, that is to be said in writing by 1 January 2027`,
  ]);
  expect((await promisesOf(late)).rows).toEqual([
    `${notice} | 6 monthsStronger promise, clause 4.2 | If it ends with 31 March 2027, that is to be said in writing by 1 October 2026`,
  ]);
  expect((await promisesOf(before)).said).toContain('No Compact was in force');
});
