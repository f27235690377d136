import { sql } from '#database';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { conditionOf } from './grant-filter.js';
import type { GrantFilter } from './grants-query.js';

let database: TestDatabase;
const ORGANISATION = '0198c0de-0000-7000-8000-0000000000a1';

/** Twenty years of grants: enough rows for the database to choose between its ways. */
beforeAll(async () => {
  database = await testDatabase('borough');
  const owner = await database.asOwner();
  await owner.query(`insert into organisations (id, name, identifier, identifiers, aliases)
    select case n when 1 then '${ORGANISATION}'::uuid else gen_random_uuid() end, 'Organisation ' || n, 'GB-CHC-' || n,
      array['GB-CHC-' || n], '{}'
    from generate_series(1, 2000) n`);
  await owner.query(`insert into organisation_identifiers select identifier, 'GB-CHC', substr(identifier, 8), id from organisations`);
  await owner.query(
    `insert into departments select gen_random_uuid(), 'key-' || n, 'Department ' || n, 'GB-LAE-WSM' from generate_series(1, 50) n`,
  );
  await owner.query(`insert into programmes select gen_random_uuid(), id, funder_identifier, name, null from departments`);
  await owner.query(`insert into grants (id, identifier, title, description, organisation_id, funder_identifier, funder_name, own_funding,
      department_id, programme_id, amount_awarded_pence, awarded_on, years_awarded, paid_in_advance, kept, runs_from, runs_to,
      amount_pence, years,
      public_amount_pence, public_years, public_ended_from)
    select gen_random_uuid(), '360G-x-' || o.name || '-' || n, 'T', 'D', o.id, 'GB-COH-' || (n % 10), 'F', true, d.id, p.id,
      n * 1000, date '2006-04-01' + n * 365, '[]', 'yes', '{}', date '2006-04-01' + n * 365, date '2007-03-31' + n * 365, n * 1000, '[]',
      n * 1000 + substr(o.identifier, 8)::int, '[]', case when substr(o.identifier, 8)::int % 500 = 0 then date '2006-10-01' + n * 365 end
    from organisations o cross join generate_series(1, 20) n
    join departments d on d.key = 'key-' || (1 + substr(o.identifier, 8)::int % 50) join programmes p on p.department_id = d.id`);
  await owner.query('analyze');
  await owner.end();
});
afterAll(() => database.drop());

const explained = async (statement: string, parameters: unknown[] = []): Promise<string> =>
  (await sql<{ 'QUERY PLAN': string }>(database.em(), `explain ${statement}`, parameters)).map((line) => line['QUERY PLAN']).join('\n');

test.each<Partial<GrantFilter>>([
  {},
  { identifier: '360G-x-Organisation 7-3' },
  { organisation: 'GB-CHC-1' },
  { organisation: ORGANISATION },
  { programme: [ORGANISATION] },
  { programme: [ORGANISATION, '0198c0de-0000-7000-8000-0000000000a2'] },
  { department: ['key-3'] },
  { funder: 'GB-COH-3' },
  { funding: ['own'] },
  { financialYear: ['2010/11'] },
  { financialYear: ['2010/11', '2012/13'] },
  { atLeastPence: 21_000, atMostPence: 21_010 },
  { status: ['stopped'] },
  { status: ['planned'] },
  { status: ['live'] },
])('a list asked by %p does not read every grant', async (asked) => {
  const { text, parameters } = conditionOf(asked, '2026-11-20');

  const plan = await explained(`select g.id from grants g where ${text} order by g.awarded_on desc, g.id desc limit 51`, parameters);

  expect(plan).toMatch(/(Index|Bitmap Index) (Only )?Scan.* on grants|Bitmap Heap Scan on grants/);
  expect(plan).not.toMatch(/Seq Scan on grants/);
});

test.each([
  [`select organisation_id from organisation_identifiers where identifier = 'GB-CHC-7' or lower(number) = any('{7,00000007}')`],
  [
    `select id from organisations
     where to_tsvector('simple', names_text(name, aliases)) @@ to_tsquery('simple', 'organisation:* & 1999:*')`,
  ],
  ['select id from organisations order by name, id limit 51'],
])('%s is answered from an index', async (statement) => {
  expect(await explained(statement)).toMatch(/Index/);
  expect(await explained(statement)).not.toMatch(/Seq Scan/);
});
