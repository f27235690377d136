import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.js';
import { type TestNats, testNats } from '../../../../test/support/nats.js';
import { until } from '../../../../test/support/until.js';
import { BOROUGH_REQUESTS, BoroughQuestions } from '../index.js';
import { BOROUGH, startAggregatorEnd, startBoroughEnd } from '../pipe.fixture.js';

@Controller()
class Echo {
  @MessagePattern('access.echo', BOROUGH_REQUESTS)
  echo(@Payload() asked: object): object {
    return { asked };
  }

  @MessagePattern('access.fails', BOROUGH_REQUESTS)
  fail(): never {
    throw new Error('It cannot be said');
  }
}

let nats: TestNats;
let databases: readonly [TestDatabase, TestDatabase];
let aggregator: Awaited<ReturnType<typeof startAggregatorEnd>>;
beforeAll(async () => {
  nats = await testNats([BOROUGH]);
  databases = await Promise.all([testDatabase('borough'), testDatabase('aggregator')]);
  aggregator = await startAggregatorEnd(databases[1].url, nats, []);
});
afterAll(async () => {
  await aggregator.close();
  await Promise.all([nats.remove(), ...databases.map((database) => database.drop())]);
});

const ask = (question: string) => aggregator.get(BoroughQuestions, { strict: false }).ask(BOROUGH, question, { of: 1 }, 1_000);

test('a borough that is away gives no answer, and that soon; back again, it answers', async () => {
  await expect(ask('access.echo')).rejects.toThrow();

  const borough = await startBoroughEnd(databases[0].url, nats, [Echo]);
  expect(await until(() => ask('access.echo').catch(() => null))).toEqual({ asked: { of: 1 } });
  expect(await ask('access.fails')).toEqual({ error: 'The request could not be answered' });
  await borough.close();
});
