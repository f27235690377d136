import { SystemClock, TimeOrderedIds } from '#clock';
import type { BenchProcess } from '../bench-process.js';
import type { BenchNats, Ground } from '../ground.js';
import { usedForEach } from '../processor-time.js';
import type { Draining } from './drained.js';
import { until } from './until.js';

const BOROUGH = 'bare';
const TOLD_AT_ONCE = 5_000;

const BOROUGH_TABLES = `
  create table outbox (id bigint generated always as identity primary key, event_id uuid not null, type text not null,
    subject text not null, data json not null, recorded_at timestamptz(3) not null);
  create table events (position bigint primary key, event_id uuid not null, type text not null, subject text not null,
    recorded_at timestamptz(3) not null, data json, data_hash text not null, hash text not null)`;
const AGGREGATOR_TABLES = `
  create table bare_positions (borough text primary key, position bigint not null);
  create table bare_rows (borough text not null, id text not null, title text, amount_pence bigint, position bigint not null,
    primary key (borough, id))`;
const TELL = `insert into outbox (event_id, type, subject, data, recorded_at)
  select id, type, subject, data::json, now() from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
    with ordinality as fact (id, type, subject, data, at) order by at`;

/** The same drain by hand, with nothing that makes it safe (see bare-borough.ts): what these servers give when nothing else is done. */
export async function bareDrain(ground: Ground, nats: BenchNats): Promise<Draining> {
  const [own, read] = await Promise.all([ground.database('bare', null), ground.database('bare_aggregator', null)]);
  const session = await ground.session(own.ownerUrl);
  const watcher = await ground.session(read.ownerUrl);
  await session.query(BOROUGH_TABLES);
  await watcher.query(AGGREGATOR_TABLES);
  const settings = { BOROUGH, NATS_URL: nats.url };
  const borough: BenchProcess = await ground.process('bare-borough', {
    script: 'test/bench/pipe/bare-borough.js',
    env: { ...settings, DATABASE_URL: own.ownerUrl, NATS_SEED: nats.seed(BOROUGH) },
  });
  const aggregator: BenchProcess = await ground.process('bare-aggregator', {
    script: 'test/bench/pipe/bare-aggregator.js',
    env: { ...settings, DATABASE_URL: read.ownerUrl, NATS_SEED: nats.seed('aggregator') },
  });
  const position = async (): Promise<number> => {
    const { rows } = await watcher.query<{ position: string }>({ name: 'position', text: 'select position from bare_positions' });
    return Number(rows[0]?.position ?? 0);
  };
  const ids = new TimeOrderedIds(new SystemClock());
  return {
    processes: [borough, aggregator],
    async drain(facts) {
      const last = (await position()) + facts.length;
      await session.query('begin');
      for (let at = 0; at < facts.length; at += TOLD_AT_ONCE) {
        const told = facts.slice(at, at + TOLD_AT_ONCE);
        const columns = [
          told.map(() => ids.next()),
          told.map(({ contract }) => contract.type),
          told.map(({ subject }) => subject),
          told.map(({ data }) => JSON.stringify(data)),
        ];
        await session.query(TELL, columns);
      }
      await ground.quiet();
      await session.query('commit');
      const [began, before] = [performance.now(), ground.processorTime()];
      borough.tell('committed');
      await until(async () => (await position()) >= last, [borough, aggregator]);
      const seconds = (performance.now() - began) / 1000;
      return { aSecond: facts.length / seconds, microseconds: usedForEach(before, ground.processorTime(), facts.length) };
    },
  };
}
