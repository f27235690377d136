import { sql } from '#database';
import { until } from '../../../../test/support/until.js';
import { type BoroughOnPages, boroughOnPages, rowsOf } from '../pages.fixture.js';
import { verifyHistory } from './verify-history.js';

let westminster: BoroughOnPages;
let organisation: string;
beforeAll(async () => {
  westminster = await boroughOnPages();
  organisation = (await send('organisations', { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] })).json.id;
});
afterAll(() => westminster.stop());

interface Line {
  readonly what: string;
  readonly why: string | null;
  readonly who: string;
  readonly isPublic: boolean;
}

/** Each act a minute after the one before. */
async function send(path: string, body: unknown) {
  westminster.clock.advance(60_000);
  const answer = await westminster.ask('POST', path, { token: westminster.tokens.officer, body });
  expect([path, answer.text, answer.status < 300]).toEqual([path, answer.text, true]);
  return answer;
}
const linesOf = async (record: string, token?: string): Promise<Line[]> => {
  const { json } = await westminster.ask('GET', `${record}/history`, token ? { token } : {});
  return json.items as unknown as Line[];
};
const acts = async (record: string, token?: string) => (await linesOf(record, token)).map(({ what }) => what);

let number = 0;
async function aGrant(more: object = {}): Promise<string> {
  number += 1;
  const body = {
    identifier: `360G-westminster-history-${number}`,
    title: `Lunches ${number}`,
    description: 'Hot meals.',
    organisation,
    department: 'housing',
    amountAwardedPence: 25_000_00,
    awardedOn: '2026-04-01',
    startsOn: '2026-04-01',
    endsOn: '2027-03-31',
    reason: 'CANARY of the award',
    ...more,
  };
  return (await send('grants', body)).json.id;
}

const CUT = { amountPence: 22_500_00, effectiveOn: '2027-01-01', reason: 'The programme costs less.' };
const KNOWN = { toldInWritingOn: '2026-11-10', receivedOn: '2026-11-12', madePublicOn: '2026-11-20' };

describe('what a stranger sees of the history of a grant', () => {
  test('is nothing of a cut that is held back or of held payments, not by a gap or a count; an officer of the grant sees all', async () => {
    const grantId = await aGrant();
    await send(`grants/${grantId}/reductions`, CUT);
    await send(`grants/${grantId}/payment-holds`, { reason: 'Accounts overdue', from: '2026-11-01' });
    const held = await aGrant();

    const { items, next } = (await westminster.ask('GET', `grants/${grantId}/history?limit=1`)).json;
    expect([items.length, next]).toEqual([1, null]);
    expect(await linesOf(`grants/${grantId}`)).toEqual([
      expect.objectContaining({ what: 'Recorded the award', why: null, who: 'Funding officer for the whole borough', isPublic: true }),
    ]);
    expect((await linesOf(`grants/${grantId}`)).map(({ what, why }) => [what, why])).toEqual(
      (await linesOf(`grants/${held}`)).map(({ what, why }) => [what, why]),
    );

    const { housing } = westminster.tokens;
    expect(await acts(`grants/${grantId}`, await westminster.token('without-a-role'))).toEqual(['Recorded the award']);
    const others = await aGrant({ department: 'environment' });
    await send(`grants/${others}/reductions`, CUT);
    expect(await acts(`grants/${others}`, housing)).toEqual(['Recorded the award']);
    expect((await linesOf(`grants/${grantId}`, housing)).map(({ what, why, isPublic }) => [what, why, isPublic])).toEqual([
      // That a payment is held is read with the record, which writes down who read it.
      ['Reduced the grant from £25,000 to £22,500, with effect from 1 January 2027', CUT.reason, false],
      ['Recorded the award', 'CANARY of the award', true],
    ]);
  });

  test('is the publication of a cut, not its recording; taken back, that there was one; of a withdrawn grant, that alone', async () => {
    const grantId = await aGrant();
    const variation = (await send(`grants/${grantId}/reductions`, CUT)).json.id;
    await send(`grants/${grantId}/variations/${variation}/publication`, KNOWN);
    const made = 'Made a change public from £25,000 to £22,500, with effect from 1 January 2027';
    expect(await acts(`grants/${grantId}`)).toEqual([made, 'Recorded the award']);

    await send(`grants/${grantId}/variations/${variation}/withdrawal`, { reason: 'Reversed.' });
    expect((await linesOf(`grants/${grantId}`)).map(({ what, why }) => [what, why])).toEqual([
      ['Took a change back', 'Reversed.'],
      ['Made a change public', null],
      ['Recorded the award', null],
    ]);

    await send(`grants/${grantId}/withdrawal`, { reason: 'Entered twice.' });
    expect((await linesOf(`grants/${grantId}`)).map(({ what, why }) => [what, why])).toEqual([['Withdrew the grant', 'Entered twice.']]);
    expect(await acts(`grants/${grantId}`, westminster.tokens.officer)).toHaveLength(5);
  });

  test('is nothing of a cut that was taken back before it was public', async () => {
    const grantId = await aGrant();
    const variation = (await send(`grants/${grantId}/reductions`, CUT)).json.id;
    await send(`grants/${grantId}/variations/${variation}/withdrawal`, { reason: 'Never mind.' });
    expect(await acts(`grants/${grantId}`)).toEqual(['Recorded the award']);
  });

  test('is nothing of an act that is not known to be public, whatever is written beside it, and nothing that was not told', async () => {
    const grantId = await aGrant();
    const owner = await westminster.database.asOwner();
    const put = (act: string, told: boolean) =>
      owner.query(
        `insert into history (id, at, issuer, subject, role, act, record_type, record_id, told)
         values (gen_random_uuid(), now(), 'i', 's', 'funding-officer', $1, 'grant', $2, $3)`,
        [act, grantId, told],
      );
    await put('something new', true);
    await put('reduced', false);
    await put('payment hold recorded', true);
    expect(await acts(`grants/${grantId}`)).toEqual(['Recorded the award']);
    expect(await acts(`grants/${grantId}`, westminster.tokens.officer)).toContain('something new');
    await owner.query(`delete from history where record_id = $1 and issuer = 'i'`, [grantId]);
    await owner.end();
  });
});

test('the history of an organisation says its names and numbers, and not by which file they came', async () => {
  const record = `organisations/${organisation}`;
  await send(`${record}/name`, { name: 'Lunch and Company' });
  await send(`${record}/identifiers`, { identifier: 'GB-SC-SC042386' });
  await send(`${record}/identifier-removals`, { identifier: 'GB-SC-SC042386', reason: 'CANARY a person wrote it down wrongly' });

  expect((await linesOf(record)).map(({ what, why }) => [what, why])).toEqual([
    ['Removed the identifier GB-SC-SC042386', null],
    ['Added the identifier GB-SC-SC042386', null],
    ['Recorded the new name “Lunch and Company”', null],
    ['Entered the organisation in the register', null],
  ]);
  expect((await linesOf(record, westminster.tokens.housing))[0]?.why).toBe('CANARY a person wrote it down wrongly');
  const { page, text } = await westminster.public.get(`/${record}`);
  expect(page('main h2').last().text()).toBe('History');
  expect(text).not.toContain('CANARY');
});

test('a role that was held for an organisation is named by it, for everyone', async () => {
  const owner = await westminster.database.asOwner();
  await owner.query(
    `insert into history (id, at, issuer, subject, role, held_for, act, record_type, record_id, told)
     values (gen_random_uuid(), now(), 'i', 's', 'infrastructure-officer', $1::text, 'renamed', 'organisation', $1::uuid, true)`,
    [organisation],
  );
  expect((await linesOf(`organisations/${organisation}`)).map(({ who }) => who)).toContain('Infrastructure officer for Lunch and Company');
  await owner.query(`delete from history where record_id = $1 and issuer = 'i'`, [organisation]);
  await owner.end();
});

test('the history of a programme says its levels and why they changed', async () => {
  const { id } = (await send('programmes', { title: 'Community lunches', department: 'housing' })).json;
  await send(`programmes/${id}/levels`, { financialYear: '2026/27', amountPence: 100_000_00, decidedOn: '2026-02-26' });
  await send(`programmes/${id}/levels`, {
    financialYear: '2026/27',
    amountPence: 90_000_00,
    decidedOn: '2026-06-01',
    reason: 'A smaller budget.',
  });

  expect(rowsOf(await westminster.public.get(`/programmes/${id}`)).slice(-3)).toEqual([
    expect.stringMatching(
      /Funding officer for the whole borough [|] Changed the level for 2026\/27 from £100,000 to £90,000 [|] A smaller/,
    ),
    expect.stringMatching(/Set the level for 2026\/27 to £100,000 [|] None given or published$/),
    expect.stringMatching(/Opened the programme/),
  ]);
});

test('a page shows the latest twenty acts and leads to all; the API goes on where it stopped', async () => {
  const { id } = (await send('organisations', { name: 'The Long Story', identifiers: ['GB-CHC-1000009'] })).json;
  for (let alias = 1; alias <= 21; alias += 1) await send(`organisations/${id}/aliases`, { alias: `Story ${alias}` });
  const rows = async (path: string) => rowsOf(await westminster.public.get(path)).filter((row) => row.includes('Recorded another name'));

  const page = await westminster.public.get(`/organisations/${id}`);
  expect(await rows(page.path)).toHaveLength(20);
  const all = page.page('main a:contains("The whole history")').attr('href') ?? '';
  expect(all).toBe(`/organisations/${id}?history=all#history`);
  expect(await rows(all)).toHaveLength(21);

  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { json } = await westminster.ask('GET', `organisations/${id}/history?limit=10${cursor && `&cursor=${cursor}`}`);
    seen.push(...json.items.map(({ what }) => what));
    cursor = (json as unknown as { next: string | null }).next;
  }
  expect(seen).toEqual([
    ...Array.from({ length: 21 }, (_, index) => `Recorded another name “Story ${21 - index}”`),
    'Entered the organisation in the register',
  ]);
  const csv = await westminster.ask('GET', `organisations/${id}/history.csv?limit=1`);
  expect(csv.text.split('\n')[0]?.trim()).toBe('at,who,what,why,act,role,isPublic');
});

test('the program seals what is done, and a history that it sealed verifies', async () => {
  const [{ count } = { count: 0 }] = await sql<{ count: number }>(westminster.database.em(), 'select count(*)::int as count from history');
  await until(
    () => verifyHistory(westminster.database.em(), 'westminster'),
    ({ place, unsealed }) => place === count && unsealed === 0,
  );
});
