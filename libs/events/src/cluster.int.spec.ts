import { sql } from '#database';
import type { INestApplication } from '@nestjs/common';
import { type TestDatabase, testDatabase } from '../../../test/support/database.js';
import { type TestCluster, testCluster, type TestNode } from '../../../test/support/nats-cluster.js';
import { until } from '../../../test/support/until.js';
import { BoroughPipe, FeedServer } from './index.js';
import { BOROUGH, makeNoted, NotedAliasesProjection, startAggregatorEnd, startBoroughEnd, tellAliases } from './pipe.fixture.js';

const AT_ONCE = 40;

describe('the pipe over three servers with TLS and a copy of the stream on each', () => {
  let cluster: TestCluster;
  let boroughDatabase: TestDatabase;
  let aggregatorDatabase: TestDatabase;
  let borough: INestApplication;
  let aggregator: INestApplication;
  let told = 0;

  beforeAll(async () => {
    [cluster, boroughDatabase, aggregatorDatabase] = await Promise.all([
      testCluster([BOROUGH]),
      testDatabase('borough'),
      testDatabase('aggregator'),
    ]);
    await makeNoted(aggregatorDatabase);
    borough = await startBoroughEnd(boroughDatabase.url, cluster);
    aggregator = await startAggregatorEnd(aggregatorDatabase.url, cluster, [NotedAliasesProjection]);
  });

  afterAll(async () => {
    await Promise.allSettled([borough.close(), aggregator.close()]);
    await Promise.allSettled([cluster.remove(), boroughDatabase.drop(), aggregatorDatabase.drop()]);
  });

  /** Tells one batch after another until `enough`, which is asked after each. */
  const tellUntil = async (enough: () => boolean): Promise<void> => {
    while (!enough()) {
      await tellAliases(
        borough,
        Array.from({ length: AT_ONCE }, () => `name ${(told += 1)}`),
      );
    }
  };

  const noted = () =>
    sql<{ position: string; alias: string }>(aggregatorDatabase.em(), 'select position, alias from noted order by position');

  /** All that was told came once each, in order, and neither end lags. */
  const allIsThere = async (): Promise<void> => {
    const rows = await until(
      noted,
      ({ length }) => length >= told,
      ({ length }) => `${length} of ${told}`,
    );
    expect(rows).toEqual(Array.from({ length: told }, (_, index) => ({ position: String(index + 1), alias: `name ${index + 1}` })));
    await until(
      () => borough.get(BoroughPipe).status,
      ({ published, position, fault }) => published === told && position === told && fault === null,
    );
    await until(
      () => aggregator.get(FeedServer).of(BOROUGH),
      ({ waiting, missing, fault }) => waiting === 0 && missing === 0 && fault === null,
    );
  };

  test('the node that leads the stream is killed under load and gone for good: everything arrives once, in order', async () => {
    const { leader } = await until(
      () => cluster.copiesOf(BOROUGH),
      (copies) => copies.leader !== null,
    );
    const gone = cluster.nodes.find(({ name }) => name === leader) as TestNode;
    let isGone = false;
    const load = tellUntil(() => isGone && told >= 1_500);
    await until(noted, ({ length }) => length > 200);
    await gone.kill9();
    isGone = true;
    await load;

    await allIsThere();
    expect((await cluster.copiesOf(BOROUGH)).leader).not.toBe(leader);
  });

  test('with one server left of three, which leads no stream, the aggregator asks the borough', async () => {
    const left = cluster.nodes.filter((node) => node.isRunning);
    await left[0]?.kill9();
    const before = told;
    await tellUntil(() => told >= before + 200);
    expect(await until(noted, ({ length }) => length >= told)).toHaveLength(told);
  });

  test('a server that is replaced by one with an empty disk has a whole copy again, and what was not sent is sent', async () => {
    const [replaced, ...others] = cluster.nodes.filter((node) => !node.isRunning) as [TestNode, ...TestNode[]];
    await replaced.emptyDisk();
    await Promise.all([replaced, ...others].map((node) => node.restart()));
    await until(
      () => cluster.copiesOf(BOROUGH),
      ({ current }) => current === cluster.nodes.length,
    );
    await allIsThere();
  });
});
