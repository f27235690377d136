import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AGGREGATOR } from '../../deploy/nats/names.js';
import { activeIn } from './active.js';
import { falseHeads } from './false-heads.js';
import { fillDisk, freeDisk } from './full-disk.js';
import type { Member } from './member.js';
import { outOfOrder, twice } from './messages.js';
import { poison } from './poison.js';
import type { Replica } from './replica.js';
import type { Stage } from './stage.js';
import type { LinkState, TcpProxies, TcpProxy } from './tcp-proxy.js';

/** A kind of fault. It resolves when the fault is over, with what it was done to; it throws where it found no way. */
export type Kind = (stage: Stage) => Promise<string>;

const FROZEN_MS = 2_000;
const CUT_OFF_MS = 2_000;
const SLOW_BY_MS = 150;
const CLOCK_WRONG_MS = 3_000;
const HOUR_MS = 3_600_000;
const DISK_FULL_MS = 1_500;
const TAIL_MS = 1_200;
const ACTIVE_WITHIN_MS = 10_000;

async function killed(replica: Replica): Promise<string> {
  await replica.member.up();
  replica.member.kill9();
  return replica.name;
}

async function activeOf({ network, chance }: Stage): Promise<{ readonly active: Replica; readonly standby: Replica }> {
  const borough = chance.pick(network.boroughs);
  for (let waited = 0; waited < ACTIVE_WITHIN_MS; waited += 200) {
    const active = await activeIn(network, borough).catch(() => null);
    const standby = network.of(borough).find((replica) => replica !== active);
    if (active && standby) return { active, standby };
    await wait(200);
  }
  throw new Error(`no process of ${borough} numbers its events`);
}

const linkFault =
  (to: 'postgres' | 'nats', during: (link: TcpProxy | TcpProxies) => void): Kind =>
  async ({ network, chance }) => {
    const replica = chance.pick(network.replicas);
    const link = replica.settings.links[to];
    during(link);
    await wait(CUT_OFF_MS);
    link.slow(0);
    link.set('whole');
    return replica.name;
  };

const asState = (state: LinkState) => (link: TcpProxy | TcpProxies) => link.set(state);
const asSlow = (link: TcpProxy | TcpProxies): void => link.slow(SLOW_BY_MS);

const clockWrongBy =
  (milliseconds: number): Kind =>
  async ({ network, chance }) => {
    const replica = chance.pick(network.replicas);
    replica.order({ clockAheadMs: milliseconds });
    await wait(CLOCK_WRONG_MS);
    replica.order({ clockAheadMs: 0 });
    return replica.name;
  };

/** The one server that keeps the only copy of all streams, and where. */
function onlyBroker({ network }: Stage): { readonly server: Member; readonly store: string } {
  const [server] = network.broker.members as [Member];
  return { server, store: join(network.folder, server.name, 'store') };
}

/** The broker comes up as it was a little earlier: what it had acknowledged since is gone. */
async function loseTail(stage: Stage): Promise<string> {
  const { server, store } = onlyBroker(stage);
  const earlier = `${store}.earlier`;
  await server.whileDown(() => cp(store, earlier, { recursive: true }));
  await wait(TAIL_MS);
  await server.whileDown(async () => {
    await rm(store, { recursive: true, force: true });
    await rename(earlier, store);
  });
  return server.name;
}

async function wipeDisk(stage: Stage): Promise<string> {
  const { server, store } = onlyBroker(stage);
  await server.whileDown(() => rm(store, { recursive: true, force: true }));
  return server.name;
}

/** Faults of a broker that keeps one copy of all streams; three servers keep theirs from each other. */
const OF_ONE_BROKER: Readonly<Record<string, Kind>> = {
  "the broker's disk wiped": wipeDisk,
  'the tail of the streams lost': loseTail,
};

/** Every kind of fault that a run goes through, by name. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'kill -9 of the active borough': async (stage) => killed((await activeOf(stage)).active),
  'kill -9 of the standby': async (stage) => killed((await activeOf(stage)).standby),
  'kill -9 of aggregator 1': ({ network }) => killed(network.of(AGGREGATOR)[0] as Replica),
  'kill -9 of aggregator 2': ({ network }) => killed(network.of(AGGREGATOR)[1] as Replica),
  'kill -9 of the broker': async ({ network, chance }) => {
    const server = network.broker.any(chance);
    await server.whileDown(async () => {});
    return server.name;
  },
  'kill -9 of PostgreSQL': async ({ network }) => {
    await network.postgres.whileDown(async () => {});
    return 'postgres';
  },
  ...OF_ONE_BROKER,
  'frozen for 2 s': async ({ network, chance }) => {
    const member = chance.pick([...network.replicas.map((replica) => replica.member), ...network.broker.members, network.postgres]);
    await member.freeze(FROZEN_MS);
    return member.name;
  },
  'partition from the broker': linkFault('nats', asState('stuck')),
  'partition from PostgreSQL': linkFault('postgres', asState('stuck')),
  'half-open link to the broker': linkFault('nats', asState('half-open')),
  'half-open link to PostgreSQL': linkFault('postgres', asState('half-open')),
  'link to the broker cut': linkFault('nats', asState('cut')),
  'link to PostgreSQL cut': linkFault('postgres', asState('cut')),
  'slow link to the broker': linkFault('nats', asSlow),
  'slow link to PostgreSQL': linkFault('postgres', asSlow),
  'a message sent twice': twice,
  'messages out of order': outOfOrder,
  'poisoned event': poison,
  'false heads': falseHeads,
  'clock 3 hours ahead': clockWrongBy(3 * HOUR_MS),
  'clock 3 hours behind': clockWrongBy(-3 * HOUR_MS),
  'disk of the log full': async ({ network, chance }) => {
    const borough = chance.pick(network.boroughs);
    await network.asSuperuser(borough, fillDisk);
    await wait(DISK_FULL_MS);
    await untilDone(() => network.asSuperuser(borough, freeDisk));
    return borough;
  },
};

/** The names of the kinds that a network goes through whose broker has so many servers. */
export const kindsWith = (nodes: number): string[] => Object.keys(KINDS).filter((name) => nodes === 1 || !(name in OF_ONE_BROKER));

/** Tries again while the server is away, since what was begun must be ended. */
async function untilDone(act: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await wait(200);
    }
  }
}
