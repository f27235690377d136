import { AliasAddedV1 } from '#contracts';
import { sql } from '#database';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { testDatabase } from '../../../../test/support/database.js';
import { testNats } from '../../../../test/support/nats.js';
import { until } from '../../../../test/support/until.js';
import { FeedContext, type FeedEvent, Forgets, Projection } from '../index.js';
import { BOROUGH, makeNoted, startAggregatorEnd, startBoroughEnd, tellAliases } from '../pipe.fixture.js';

/** Notes that it was told, under positions of its own. */
async function note({ transaction, borough }: FeedContext, name: string, positions: readonly number[]): Promise<void> {
  const text = 'insert into noted select $1, position, $2 from unnest($3::bigint[]) as position';
  await sql(await transaction, text, [borough, name, positions]);
}

@Controller()
class TakingTurns {
  @Projection('taking-turns-1', [AliasAddedV1], { takesTurns: true })
  async apply(@Payload() run: FeedEvent[], @Ctx() context: FeedContext): Promise<void> {
    await note(
      context,
      'takes turns',
      run.map(({ position }) => -position),
    );
  }

  @Forgets('taking-turns-1')
  async forget(): Promise<void> {}
}

@Controller()
class OfItsOwn {
  @Projection('of-its-own-1', [AliasAddedV1])
  async apply(@Payload() run: FeedEvent[], @Ctx() context: FeedContext): Promise<void> {
    await note(
      context,
      'of its own',
      run.map(({ position }) => position),
    );
  }

  @Forgets('of-its-own-1')
  async forget(): Promise<void> {}
}

test('a projection for which boroughs take turns is told last, wherever it stands', async () => {
  const [nats, own, shared] = await Promise.all([testNats([BOROUGH]), testDatabase('borough'), testDatabase('aggregator')]);
  await makeNoted(shared);
  const borough = await startBoroughEnd(own.url, nats);
  const aggregator = await startAggregatorEnd(shared.url, nats, [TakingTurns, OfItsOwn]);
  try {
    await tellAliases(borough, ['one']);
    const noted = () => sql<{ name: string }>(shared.em(), 'select alias as name from noted order by ctid');
    await until(async () => (await noted()).length === 2);
    expect((await noted()).map(({ name }) => name)).toEqual(['of its own', 'takes turns']);
  } finally {
    await Promise.all([borough.close(), aggregator.close()]);
    await Promise.all([nats.remove(), own.drop(), shared.drop()]);
  }
});
