import { AliasAddedV1, GrantAwardedV1, GrantIncreasedV1, GrantReducedV1, OrganisationRegisteredV1 } from '#contracts';
import { sql } from '#database';
import { load } from 'cheerio';
import { everyRowOf } from '../../apps/aggregator/src/told.fixture.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { type TestNats, testNats } from '../support/nats.js';
import { testSettings } from '../support/test.config.js';
import { until } from '../support/until.js';
import { buildNewer } from './newer-build.js';
import { FormerNameToldV1 } from './newer/former-name-told.v1.js';
import { GrantIncreasedV2 } from './newer/grant-increased.v2.js';
import { type Started, tell, type ToldFact, TwoBuilds } from './two-builds.js';

/** One borough is a version ahead of the other. This checkout is the older version. */
const [AHEAD, BEHIND] = ['westminster', 'kensington-and-chelsea'] as const;
const OLDER = '.';

const id = (number: number): string => `0198c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;

type Sampled = { readonly type: string; readonly sample: object };

const ofGrant = ({ type, sample }: Sampled, grant: number, changes: object = {}): ToldFact => ({
  type,
  subject: id(grant),
  data: { ...sample, grantId: id(grant), ...changes },
});

const ofOrganisation = ({ type, sample }: Sampled, organisation: number, changes: object = {}): ToldFact => ({
  type,
  subject: id(organisation),
  data: { ...sample, organisationId: id(organisation), ...changes },
});

let nats: TestNats;
let newer: string;
let databases: TestDatabase[];
let builds: TwoBuilds;
let ahead: Started;
let behind: Started;

beforeAll(async () => {
  newer = buildNewer(testSettings().folder);
  nats = await testNats([AHEAD, BEHIND]);
  databases = [
    await testDatabase('borough'),
    await testDatabase('borough'),
    await testDatabase('aggregator'),
    await testDatabase('aggregator'),
  ];
  builds = new TwoBuilds(testSettings().folder, nats, [AHEAD, BEHIND]);
  const [one, other] = databases as [TestDatabase, TestDatabase];
  [ahead, behind] = await Promise.all([builds.borough(newer, AHEAD, one), builds.borough(OLDER, BEHIND, other)]);
});

afterAll(async () => {
  await builds.stop();
  await nats.remove();
  await Promise.all(databases.map((database) => database.drop()));
});

const placesIn = (database: TestDatabase) =>
  sql<{ borough: string; position: number; hash: string }>(
    database.em(),
    `select borough, position::int, hash from feed_positions where projection_set = 'live' order by borough`,
  );
const untilAt = (database: TestDatabase, positions: Record<string, number>) =>
  until(
    () => placesIn(database),
    (places) =>
      Object.entries(positions).every(([code, at]) => places.some(({ borough, position }) => borough === code && position === at)),
  );
const setAsideAt = async ({ url }: Started) =>
  ((await (await fetch(`${url}/api/v1/set-aside`)).json()) as { items: { borough: string; position: number; kind: string; why: string }[] })
    .items;
const rowsOf = async (database: TestDatabase) => [await everyRowOf(database.em(), AHEAD), await everyRowOf(database.em(), BEHIND)];

test('boroughs a version ahead and behind exchange with the aggregator, before and after it knows what is newer', async () => {
  const [, , lived, fresh] = databases as [TestDatabase, TestDatabase, TestDatabase, TestDatabase];
  const aggregator = await builds.aggregator(OLDER, lived);
  await tell(
    ahead,
    ofOrganisation(OrganisationRegisteredV1, 1),
    ofGrant(GrantAwardedV1, 11, { ward: 'Churchill' }),
    ofGrant(GrantIncreasedV2, 11, { variationId: id(21) }),
    ofGrant(GrantReducedV1, 11, { variationId: id(22), previousAmountPence: 27_000_00 }),
    ofGrant(GrantAwardedV1, 12),
    ofOrganisation(FormerNameToldV1, 1),
    ofOrganisation(AliasAddedV1, 1),
  );
  await tell(behind, ofGrant(GrantAwardedV1, 13), ofGrant(GrantIncreasedV1, 13, { variationId: id(23) }));
  await untilAt(lived, { [AHEAD]: 7, [BEHIND]: 2 });

  expect(await setAsideAt(aggregator)).toMatchObject([
    { borough: AHEAD, position: 3, kind: 'newer', why: expect.stringContaining('newer than we know') as string },
    { borough: AHEAD, position: 4, kind: 'waits' },
    { borough: AHEAD, position: 6, kind: 'newer' },
  ]);
  const page = load(await (await fetch(`${aggregator.url}/status/${AHEAD}/set-aside`)).text());
  expect(page('tbody').text()).toMatch(/Grant increased[^]*newer than we know[^]*/);
  expect(page('caption').text()).toContain('3 facts');
  const grants = await sql(lived.em(), `select grant_id, amount_pence::int as pence from grants order by grant_id`);
  expect(grants).toEqual([
    { grant_id: id(11), pence: 25_000_00 },
    { grant_id: id(12), pence: 25_000_00 },
    { grant_id: id(13), pence: 27_000_00 },
  ]);

  await aggregator.process.stop();
  const upgraded = await builds.aggregator(newer, lived);
  await until(
    () => setAsideAt(upgraded),
    ({ length }) => length === 0,
  );
  await tell(ahead, ofGrant(GrantIncreasedV2, 12, { variationId: id(24) }));
  await tell(behind, ofGrant(GrantIncreasedV1, 13, { variationId: id(25), amountPence: 28_000_00 }));
  await untilAt(lived, { [AHEAD]: 8, [BEHIND]: 3 });
  await builds.aggregator(newer, fresh);
  await untilAt(fresh, { [AHEAD]: 8, [BEHIND]: 3 });

  expect(await rowsOf(lived)).toEqual(await rowsOf(fresh));
  expect(await placesIn(lived)).toEqual(await placesIn(fresh));
  const variations = await sql(lived.em(), 'select variation_id, kind, reason from grant_variations order by variation_id');
  expect(variations).toMatchObject([
    { variation_id: id(21), kind: 'increased', reason: 'A fourth day each week. Food costs more.' },
    { variation_id: id(22), kind: 'reduced' },
    { variation_id: id(23), kind: 'increased', reason: 'A fourth day each week.' },
    { variation_id: id(24), kind: 'increased' },
    { variation_id: id(25), kind: 'increased' },
  ]);
  const names = await sql(lived.em(), 'select name from organisation_names where borough = $1 order by name', [AHEAD]);
  expect(names).toContainEqual({ name: FormerNameToldV1.sample.previousName });
  const told = (await nats.messagesOf(BEHIND)).map(({ text }) => (JSON.parse(text) as { type: string }).type);
  expect(told).toEqual([GrantAwardedV1.type, GrantIncreasedV1.type, GrantIncreasedV1.type]);
});
