import { SetClock } from '#clock';
import { openDatabase, sql } from '#database';
import type { MikroORM } from '@mikro-orm/postgresql';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { AWARDS } from '../grant-changes/grant-changes.queries.js';
import { KeptReads } from '../kept-reads.js';
import { OrganisationsQueries, RECORDS } from '../organisations/organisations.queries.js';
import { choicesStatement, countingsOf } from './grant-facets.queries.js';
import { GrantsQueries, pageStatement, type RegisterPlace, totalsStatement } from './grants.queries.js';
import { GrantsQuery } from './grants-query.js';
import { manyGrants } from './many-grants.fixture.js';

const GRANTS = 200_000;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}

/** A busy machine takes its time for so many rows. */
const FILLED_WITHIN_MILLISECONDS = 240_000;

let database: TestDatabase;
let owner: MikroORM;
let queries: GrantsQueries;
beforeAll(async () => {
  database = await testDatabase('aggregator');
  owner = await openDatabase({ url: database.ownerUrl, entities: [] });
  await manyGrants(owner.em.fork(), GRANTS);
  const em = database.em();
  queries = new GrantsQueries(em, new OrganisationsQueries(em), new KeptReads(em), new SetClock('2026-05-12T09:00:00Z'));
}, FILLED_WITHIN_MILLISECONDS);
afterAll(async () => {
  await owner.close();
  await database.drop();
});

async function planOf([text, parameters]: [string, unknown[]]): Promise<{ readonly nodes: string[]; readonly blocks: number }> {
  const [row] = await sql<Record<string, [{ Plan: Plan }]>>(database.em(), `explain (analyze, buffers, format json) ${text}`, parameters);
  const [{ Plan: top }] = Object.values(row ?? {})[0] as [{ Plan: Plan }];
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
  const nodes = flat(top).map((node) => `${node['Node Type']}${node['Relation Name'] ? ` on ${node['Relation Name']}` : ''}`);
  return { nodes, blocks: top['Shared Hit Blocks'] + top['Shared Read Blocks'] };
}

const read = (changes: Partial<GrantsQuery>) => queries.read(Object.assign(new GrantsQuery(), changes));
const order = (changes: Partial<GrantsQuery>) => Object.assign(new GrantsQuery(), changes).order;

describe(`among ${GRANTS} grants`, () => {
  test.each<[string, Partial<GrantsQuery>, blocks: number]>([
    ['nothing but the order', {}, 100],
    ['the largest', { sort: 'amount' }, 100],
    ['the next to end', { sort: 'ends' }, 100],
    ['by organisation', { sort: 'organisation' }, 100],
    ['by title', { sort: 'title' }, 100],
    ['one borough', { borough: ['borough-3'] }, 100],
    ['two boroughs', { borough: ['borough-3', 'borough-4'] }, 3_000],
    ['one organisation', { organisation: ['GB-CHC-1000077'] }, 300],
    ['one programme', { programme: ['Programme 77'] }, 1_000],
    ['one department', { department: ['Department 7'] }, 6_000],
    ['one department of a borough', { department: ['Department 7'], borough: ['borough-7'] }, 3_000],
    ['one funder', { funder: ['GB-LAE-7'] }, 3_000],
    ['a rare funder', { funder: ['GB-CHC-1'] }, 3_000],
    ['a year', { financialYear: ['2024/25'] }, 100],
    ['words', { q: 'grant 77 good' }, 15_000],
    ['words of one organisation', { q: 'organisation 77' }, 15_000],
    ['a grant’s own identifier', { q: '360G-many-77' }, 3_000],
    ['what is planned', { status: ['planned'] }, 1_000],
    ['what has no dates', { status: ['no-dates'] }, 1_000],
    ['what is ending', { status: ['ending'] }, 15_000],
    ['small ones', { size: ['under-1000'] }, 6_000],
    ['what was cut in a year', { change: 'cut', financialYear: ['2024/25'] }, 10_000],
  ])('the first part for %s is found by an index', async (_name, asked, blocks) => {
    const plan = await planOf(pageStatement(await read(asked), order(asked), null, 50));

    expect(plan.nodes.filter((node) => /^Seq Scan on (grants|grant_variations)/.test(node))).toEqual([]);
    expect(plan.blocks).toBeLessThan(blocks);
  });

  test('the thousandth part costs no more than the first', async () => {
    const filter = await read({});
    const [middle] = await queries.page(filter, order({}), ['2021-06-01', 'borough-3', '00000000-0000-0000-0000-000000000000'], 1);
    const place: RegisterPlace = [String(middle?.place), middle?.borough ?? '', middle?.grantId ?? ''];

    const plan = await planOf(pageStatement(filter, order({}), place, 50));

    expect(plan.nodes.filter((node) => node.startsWith('Seq Scan'))).toEqual([]);
    expect(plan.blocks).toBeLessThan(100);
  });

  test('how many there are, and what they come to, is read from an index alone', async () => {
    const plan = await planOf(totalsStatement(await read({})));

    expect(plan.nodes).toContain('Index Only Scan on grants');
  });

  test('the choices of every filter are counted in one reading, whatever was searched for', async () => {
    for (const asked of [{}, { q: 'grant 77 good' }]) {
      const filter = await read(asked);
      const plans = await Promise.all(countingsOf(filter).map((counting) => planOf(choicesStatement(counting, filter))));

      expect(plans.flatMap(({ nodes }) => nodes.filter((node) => node.endsWith(' on grants')))).toHaveLength(1);
    }
  });

  test('grant changes of every borough and year are read without a grant', async () => {
    const plan = await planOf([AWARDS, [[], []]]);

    expect(plan.nodes.filter((node) => /grants|grant_variations/.test(node))).toEqual([]);
    expect(plan.blocks).toBeLessThan(50);
  });

  test('awards are counted by year from an index alone', async () => {
    const plan = await planOf(['select award_year, count(*) from grants where withdrawn_on is null group by award_year', []]);

    expect(plan.nodes).toContain('Index Only Scan on grants');
    expect(plan.blocks).toBeLessThan(600);
  });

  test('the records of one organisation over all boroughs are found by an index', async () => {
    const plan = await planOf([RECORDS, [['GB-CHC-1000077']]]);

    expect(plan.nodes.filter((node) => node.startsWith('Seq Scan'))).toEqual([]);
  });
});
