import { SystemClock, TimeOrderedIds } from '#clock';
import { openDatabase } from '#database';
import { LIVE, LogWake, Outbox } from '#events';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../../../deploy/local/free-port.js';
import { migrations as aggregatorMigrations } from '../../../apps/aggregator/src/migrations/index.js';
import { migrations as boroughMigrations } from '../../../apps/borough/src/migrations/index.js';
import type { BenchNats, Ground } from '../ground.js';
import { usedForEach } from '../processor-time.js';
import type { Draining } from './drained.js';
import { until } from './until.js';

const BOROUGH = 'westminster';
const TOLD_AT_ONCE = 5_000;

/** Starts both programs whole: all contracts, all projections, all pages. */
export async function ourDrain(ground: Ground, nats: BenchNats): Promise<Draining> {
  const [own, read] = await Promise.all([
    ground.database(BOROUGH, boroughMigrations, ['events', 'history']),
    ground.database('aggregator', aggregatorMigrations),
  ]);
  const settings = { NATS_URL: nats.url, LOG_LEVEL: 'warn', HEAD_INTERVAL_MS: '1000' };
  const boroughs = join(ground.folder, 'boroughs');
  mkdirSync(boroughs);
  copyFileSync(resolve('deploy/boroughs', `${BOROUGH}.yaml`), join(boroughs, `${BOROUGH}.yaml`));
  const [port, readPort] = [await freePort(), await freePort()];
  const borough = await ground.process(BOROUGH, {
    script: 'test/bench/pipe/borough-process.js',
    env: {
      ...settings,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: own.appUrl,
      NATS_SEED: nats.seed(BOROUGH),
      OIDC_ISSUER: 'http://127.0.0.1:1',
      OIDC_CLIENT_ID: BOROUGH,
      OIDC_CLIENT_SECRET: randomBytes(16).toString('hex'),
      COOKIE_SECRET: randomBytes(32).toString('hex'),
      BOROUGH_FILE: resolve('deploy/boroughs', `${BOROUGH}.yaml`),
    },
  });
  const aggregator = await ground.process('aggregator', {
    script: 'test/bench/pipe/aggregator-process.js',
    env: {
      ...settings,
      PORT: String(readPort),
      PUBLIC_URL: `http://127.0.0.1:${readPort}`,
      DATABASE_URL: read.appUrl,
      NATS_SEED: nats.seed('aggregator'),
      BOROUGHS_FOLDER: boroughs,
      BOROUGH_URLS: '',
    },
  });
  const orm = await openDatabase({ url: own.appUrl, entities: [] });
  ground.atEnd(() => orm.close());
  const clock = new SystemClock();
  const outbox = new Outbox(clock, new TimeOrderedIds(clock), new LogWake(orm.em));
  const watcher = await ground.session(read.appUrl);
  const position = async (): Promise<number> => {
    const text = 'select position from feed_positions where projection_set = $1 and borough = $2';
    const { rows } = await watcher.query<{ position: string }>({ name: 'position', text, values: [LIVE, BOROUGH] });
    return Number(rows[0]?.position ?? 0);
  };
  return {
    processes: [borough, aggregator],
    async drain(facts) {
      const last = (await position()) + facts.length;
      await orm.em.fork().transactional(async (em) => {
        for (let at = 0; at < facts.length; at += TOLD_AT_ONCE) await outbox.addAll(em, facts.slice(at, at + TOLD_AT_ONCE));
        await ground.quiet();
      });
      const [began, before] = [performance.now(), ground.processorTime()];
      borough.tell('committed');
      await until(async () => (await position()) >= last, [borough, aggregator]);
      const seconds = (performance.now() - began) / 1000;
      return { aSecond: facts.length / seconds, microseconds: usedForEach(before, ground.processorTime(), facts.length) };
    },
  };
}
