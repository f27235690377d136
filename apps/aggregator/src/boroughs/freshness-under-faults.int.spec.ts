import { SetClock } from '#clock';
import { OrganisationRegisteredV1 } from '#contracts';
import { FeedModule, FeedServer, LIVE } from '#events';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { newSeed, publicKeyOf } from '../../../../deploy/nats/nats-user.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { testNats, type TestNats } from '../../../../test/support/nats.js';
import { SimulatedBorough } from '../../../../test/support/simulated-borough.js';
import { until } from '../../../../test/support/until.js';
import { boroughs, complete, type Completeness } from '../aggregator.fixture.js';
import { AggregatorModule } from '../aggregator.module.js';
import { BoroughsService } from './boroughs.service.js';

const CODE = 'westminster';
const HEAD_SEED = newSeed();
const INTERVAL_MILLISECONDS = 5_000;
const clock = new SetClock('2026-11-22T09:00:00Z');

let nats: TestNats;
let database: TestDatabase;
/** Two instances that share the boroughs: one follows it, and the other says what that one told. */
let instances: NestFastifyApplication[];
let borough: SimulatedBorough;

beforeAll(async () => {
  [nats, database] = await Promise.all([testNats([CODE]), testDatabase('aggregator')]);
  instances = [await startAggregator(), await startAggregator()];
  borough = await SimulatedBorough.start({ code: CODE, url: nats.url, seed: nats.seed(CODE), clock });
});

async function startAggregator(): Promise<NestFastifyApplication> {
  const feed = FeedModule.forAggregator({
    nats: { url: nats.url, seed: nats.seed('aggregator') },
    databaseUrl: database.url,
    projectionSet: LIVE,
    boroughs: [{ code: CODE, headKeys: [publicKeyOf(HEAD_SEED)] }],
  });
  const followed = boroughs.filter(({ code }) => code === CODE);
  const module = await AggregatorModule.of({ boroughs: followed, databaseUrl: database.url, clock, feed });
  const aggregator = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false, abortOnError: false });
  aggregator.connectMicroservice({ strategy: aggregator.get(FeedServer) });
  await aggregator.startAllMicroservices();
  await aggregator.init();
  await aggregator.get(FeedServer).nats;
  return aggregator;
}

afterAll(async () => {
  await Promise.allSettled([borough.stop(), ...instances.map((aggregator) => aggregator.close())]);
  await Promise.allSettled([nats.remove(), database.drop()]);
});

/** The borough is heard, and what each instance shows of it comes to this. */
async function comesTo(state: string, sentence: string, completeness?: Completeness): Promise<void> {
  const isSo = async () => {
    if (completeness) await borough.tellHead(HEAD_SEED, completeness, INTERVAL_MILLISECONDS);
    const standings = await Promise.all(instances.map((aggregator) => aggregator.get(BoroughsService).standings()));
    return standings.flat().map((shown) => ({ state: shown.state, sentence: shown.sentence }));
  };
  const isShown = (shown: { state: string; sentence: string }): boolean => shown.state === state && shown.sentence.startsWith(sentence);
  await until(isSo, (shown) => shown.length === instances.length && shown.every(isShown));
}

const registered = () => {
  const data = { ...OrganisationRegisteredV1.sample };
  return { contract: OrganisationRegisteredV1, subject: data.organisationId, data };
};

test('each fault of the link, the borough and our own is shown by each instance as what it is, and passes with its cause', async () => {
  await until(() => instances.filter((aggregator) => aggregator.get(FeedServer).followed.length > 0).length === 1);
  const today = complete('2026-11-22');
  await comesTo('link-down', 'Nothing heard yet');
  await borough.tell(registered());
  await comesTo('up-to-date', 'Complete to 22 November 2026', today);

  const session = await database.asOwner();
  await session.query('begin; lock table feed_positions in exclusive mode');
  await borough.tell(registered());
  await comesTo('hub-behind', 'Our delay, not the borough’s. 1 record waiting', today);
  await session.query('rollback');
  await session.end();
  await comesTo('up-to-date', 'Complete to 22 November 2026', today);

  const late = borough.number(registered());
  await comesTo('gap', '1 record not yet received. Asked again on 22 November 2026', today);
  await late();
  await comesTo('up-to-date', 'Complete to 22 November 2026', today);

  const published = 'Commitments, compacts, consultations, organisations and programmes: yes. Grants: not yet.';
  await comesTo('partly-published', published, { ...today, grants: null });
  await comesTo('publisher-quiet', 'The link works. No new grants published for 115 days', {
    ...today,
    grants: { completeTo: '2026-07-30', agreedDays: 92 },
  });

  clock.advance(3 * INTERVAL_MILLISECONDS + 1);
  await comesTo('link-down', 'Nothing heard since 22 November 2026 at 09:00');
  await comesTo('up-to-date', 'Complete to 22 November 2026', today);
});
