import { type TestDatabase, testDatabase } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { fairShare, Shares } from './shares.js';

const BOROUGHS = ['camden', 'hackney', 'lambeth', 'newham', 'southwark'];

/** An instance that shares when it is told to. */
class Instance {
  held: string[] = [];
  readonly released: string[] = [];
  private readonly shares: Shares;

  constructor(projectionSet = 'live') {
    this.shares = new Shares(database.url, projectionSet, BOROUGHS);
  }

  async share(): Promise<string[]> {
    this.held = await this.shares.share(this.held, async (borough) => void this.released.push(borough));
    return this.held;
  }

  get isLost(): boolean {
    return this.shares.isLost;
  }

  end = () => this.shares.end();
}

let database: TestDatabase;
let instances: Instance[];
beforeAll(async () => {
  database = await testDatabase('aggregator');
});
beforeEach(() => {
  instances = [new Instance(), new Instance()];
});
afterEach(() => Promise.all(instances.map((instance) => instance.end())));
afterAll(() => database.drop());

test('an instance that is alone follows all boroughs, and gives up what is fair once another comes', async () => {
  const [one, other] = instances as [Instance, Instance];
  expect(await one.share()).toEqual(BOROUGHS);
  expect(await other.share()).toEqual([]);

  expect(await one.share()).toEqual(['camden', 'hackney', 'lambeth']);
  expect(one.released).toEqual(['newham', 'southwark']);
  expect(await other.share()).toEqual(['newham', 'southwark']);
  expect(await one.share()).toEqual(['camden', 'hackney', 'lambeth']);
});

test('what an instance held is taken by the other once it has ended', async () => {
  const [one, other] = instances as [Instance, Instance];
  await one.share();
  await other.share();
  await one.share();
  await one.end();
  expect(await other.share()).toEqual(BOROUGHS);
});

test('an instance whose session was ended knows that it holds nothing, and begins anew', async () => {
  const [one, other] = instances as [Instance, Instance];
  await one.share();
  const owner = await database.asOwner();
  await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'feed shares'`);
  await owner.end();
  await until(() => one.isLost);
  expect(await other.share()).toEqual(BOROUGHS);
  one.held = [];
  expect(await one.share()).toEqual([]);
});

test('sets of projections share for themselves', async () => {
  const rebuilding = new Instance('rebuild');
  instances.push(rebuilding);
  expect(await instances[0]?.share()).toEqual(BOROUGHS);
  expect(await rebuilding.share()).toEqual(BOROUGHS);
});

test.each([
  [33, 1, 33],
  [33, 2, 17],
  [33, 4, 9],
  [3, 5, 1],
  [3, 0, 3],
])('of %i feeds each of %i instances follows at most %i', (feeds, among, most) => {
  expect(fairShare(feeds, among)).toBe(most);
});
