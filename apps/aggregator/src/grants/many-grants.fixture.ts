import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { countGrantChanges } from '../migrations/Migration20261122000300_grant_changes.js';
import { enterGrantWords } from '../migrations/Migration20261122000500_grant_words.js';
import { enterOrganisationMarks } from '../migrations/Migration20261122000600_organisation_marks.js';

const text = (prefix: string, of: string, modulo: number) => `'${prefix}' || (${of} % ${modulo})`;

/**
 * As the owner of the tables: grants enough to tell a plan that holds from one that reads everything: spread over boroughs, years,
 * programmes and organisations.
 */
export async function manyGrants(em: EntityManager, count: number): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }>(
    em,
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename in ('grants', 'grant_words') and indexname not like '%_pkey'`,
  );
  for (const { name } of indexes) await sql(em, `drop index ${name}`);
  await sql(
    em,
    `insert into grants (borough, grant_id, identifier, title, description, organisation_id, organisation_identifier, organisation_name,
       funder_identifier, funder_name, own_funding, department_id, department_name, programme_id, programme_title,
       awarded_pence, amount_pence, awarded_on, award_year, runs_from, runs_to, runs_basis, stops_on, awarded_years, years,
         paid_in_advance, position)
     select borough, gen_random_uuid(), '360G-many-' || n, ${text('Grant ', 'n', 5000)}, ${text(
       'For the good of ',
       'n',
       997,
     )} || ' people who live nearby',
       md5('organisation ' || n % 50000)::uuid, 'GB-CHC-' || (1000000 + n % 50000), ${text('Organisation ', 'n', 50000)},
       ${text('GB-LAE-', 'n', 40)}, ${text('Funder ', 'n', 40)}, n % 3 > 0, md5('department ' || n % 300)::uuid,
         ${text('Department ', 'n', 300)},
       md5('programme ' || n % 2000)::uuid, ${text('Programme ', 'n', 2000)}, (n % 90000) * 100, (n % 90000) * 100, day,
       year || '/' || lpad(((year + 1) % 100)::text, 2, '0'), day, day + 365 + n % 700, 'dates', case when n % 50 = 0 then day + 200 end,
       '[]', '[]', 'not-recorded', n
     from generate_series(1, $1::int) n
     cross join lateral (select 'borough-' || (n % 50000 + (n / 50000) / 3) % 33 as borough, date '2016-04-01' + (n * 7) % 3800 as day) at
     cross join lateral (select extract(year from at.day - interval '3 months')::int as year) fy`,
    [count],
  );
  await sql(
    em,
    `insert into grant_variations (borough, grant_id, variation_id, kind, effective_on, effective_year, previous_pence,
       difference_pence, amount_pence, position)
     select borough, grant_id, gen_random_uuid(), (array['increased', 'reduced', 'ended'])[1 + position % 3], awarded_on + 100, award_year,
       awarded_pence, -100, awarded_pence - 100, position
     from grants where position % 10 = 0`,
  );
  await sql(em, countGrantChanges);
  await sql(em, enterGrantWords);
  await sql(em, enterOrganisationMarks);
  await sql(
    em,
    `insert into organisations (borough, organisation_id, identifier, name)
     select distinct on (borough, organisation_id) borough, organisation_id, organisation_identifier, organisation_name from grants`,
  );
  await sql(
    em,
    `insert into told_identifiers (borough, organisation_id, identifier, number)
     select borough, organisation_id, identifier, split_part(identifier, '-', 3) from organisations
     union all
     select borough, organisation_id, 'GB-COH-' || split_part(identifier, '-', 3), split_part(identifier, '-', 3) from organisations
     where right(identifier, 1) in ('1', '2')`,
  );
  await sql(
    em,
    `insert into organisation_keys (identifier, key)
     select identifier, 'GB-CHC-' || min(number) from organisation_identifiers group by identifier`,
  );
  await sql(em, `insert into organisation_names (borough, organisation_id, name) select borough, organisation_id, name from organisations`);
  for (const { definition } of indexes) await sql(em, definition);
  const tables = [
    'grants',
    'grant_words',
    'grant_variations',
    'grant_changes',
    'organisations',
    'told_identifiers',
    'organisation_keys',
    'organisation_names',
  ];
  for (const table of tables) await sql(em, `vacuum analyze ${table}`);
}
