import { GrantAwardedV1 } from '#contracts';
import { Logger } from '@nestjs/common';
import { ClientNats } from '@nestjs/microservices';
import type { Ground } from '../ground.js';
import { usedForEach } from '../processor-time.js';
import type { Draining } from './drained.js';
import { until } from './until.js';

const TABLE = `create table stock_rows (borough text, id text, title text, amount_pence bigint, primary key (borough, id))`;

/**
 * A peer: Nest's own transport for NATS, a handler for each event and a flush of MikroORM in it. Of the facts it gets the awards,
 * a row each,
 * straight from the bench: no outbox, no order, no second delivery.
 */
export async function stockDrain(ground: Ground, natsUrl: string): Promise<Draining> {
  const { ownerUrl } = await ground.database('stock', null);
  const watcher = await ground.session(ownerUrl);
  await watcher.query(TABLE);
  const settings = { BOROUGH: 'stock', DATABASE_URL: ownerUrl, NATS_URL: natsUrl };
  const reader = await ground.process('stock-nest', { script: 'test/bench/pipe/stock-process.js', env: settings });
  Logger.overrideLogger(['error']);
  const client = new ClientNats({ servers: natsUrl });
  ground.atEnd(() => client.close());
  await client.connect();
  const count = async (): Promise<number> => {
    const { rows } = await watcher.query<{ rows: string }>('select count(*) as rows from stock_rows');
    return Number(rows[0]?.rows ?? 0);
  };
  return {
    processes: [reader],
    async drain(facts) {
      const awards = facts.filter(({ contract }) => contract === GrantAwardedV1);
      await watcher.query('truncate stock_rows');
      await ground.quiet();
      const [began, before] = [performance.now(), ground.processorTime()];
      for (const { contract, data } of awards) client.emit(contract.type, data);
      await until(async () => (await count()) >= awards.length, [reader]);
      const seconds = (performance.now() - began) / 1000;
      return { aSecond: awards.length / seconds, microseconds: usedForEach(before, ground.processorTime(), awards.length) };
    },
  };
}
