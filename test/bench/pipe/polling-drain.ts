import { SystemClock, TimeOrderedIds } from '#clock';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Ground } from '../ground.js';
import { fromPeers, peersFolder } from '../peers.js';
import { usedForEach } from '../processor-time.js';
import type { Draining } from './drained.js';
import type { PollingPeer } from './polling-peer.js';
import { until } from './until.js';

const STREAM = 'PEER';
const LEAVE = `insert into outbox (id, aggregate_type, aggregate_id, message_type, payload)
  select id, 'grant', subject, type, data::jsonb
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as fact (id, subject, type, data)`;

/** A peer: the outbox of pg-transactional-outbox, drained by its polling listener into a stream; half of what a drain is here. */
export async function pollingDrain(ground: Ground, natsUrl: string): Promise<Draining> {
  const folder = await peersFolder();
  const { DatabaseSetup } = await fromPeers<PollingPeer>(folder, 'pg-transactional-outbox');
  const { ownerUrl } = await ground.database('polling', null);
  const session = await ground.session(ownerUrl);
  const setup = {
    outboxOrInbox: 'outbox',
    database: 'polling',
    schema: 'public',
    table: 'outbox',
    nextMessagesName: 'next_outbox_messages',
  };
  const roles = { listenerRole: 'polling_owner', handlerRole: 'polling_owner' };
  for (const make of ['dropAndCreateTable', 'grantPermissions', 'createPollingFunction', 'setupPollingIndexes'] as const) {
    await session.query(DatabaseSetup[make]({ ...setup, ...roles }));
  }
  const nats = await connect({ servers: natsUrl });
  ground.atEnd(() => nats.close());
  const { streams } = await jetstreamManager(nats);
  await streams.add({ name: STREAM, subjects: ['peer.>'] });
  const settings = { DATABASE_URL: ownerUrl, NATS_URL: natsUrl, PEERS_FOLDER: folder };
  const relay = await ground.process('polling-listener', { script: 'test/bench/pipe/polling-process.js', env: settings });
  const published = async (): Promise<number> => (await streams.info(STREAM)).state.last_seq;
  const ids = new TimeOrderedIds(new SystemClock());
  return {
    processes: [relay],
    async drain(facts) {
      const last = (await published()) + facts.length;
      await session.query('begin');
      await session.query(LEAVE, [
        facts.map(() => ids.next()),
        facts.map(({ subject }) => subject),
        facts.map(({ contract }) => contract.type),
        facts.map(({ data }) => JSON.stringify(data)),
      ]);
      await ground.quiet();
      await session.query('commit');
      const [began, before] = [performance.now(), ground.processorTime()];
      relay.tell('committed');
      await until(async () => (await published()) >= last, [relay]);
      const seconds = (performance.now() - began) / 1000;
      return { aSecond: facts.length / seconds, microseconds: usedForEach(before, ground.processorTime(), facts.length) };
    },
  };
}
