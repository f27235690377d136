import { setTimeout as wait } from 'node:timers/promises';
import { AGGREGATOR } from '../../deploy/nats/names.js';
import type { FaultNetwork } from './fault-network.js';

const SETTLES_WITHIN_MS = 40_000;

interface Standing {
  readonly borough: string;
  readonly state: string;
  readonly sentence: string;
}

/** Why the network is not yet at rest; null once everything that was told is applied and both aggregators say so. */
async function unrest(network: FaultNetwork, boroughs: readonly string[]): Promise<string | null> {
  for (const borough of boroughs) {
    const {
      rows: [log],
    } = await network.asSuperuser(borough, (client) =>
      client.query<{ waiting: number; position: string | null; hash: string | null }>(
        `select (select count(*)::int from outbox) as waiting, last.position, last.hash
         from (select 1) as one left join (select position, hash from events order by position desc limit 1) as last on true`,
      ),
    );
    if (!log || log.waiting > 0) return `${borough}: ${log?.waiting} facts wait in the outbox`;
    const {
      rows: [feed],
    } = await network.asSuperuser(AGGREGATOR, (client) =>
      client.query<{ position: string; hash: string }>(
        `select position, hash from feed_positions where projection_set = 'live' and borough = $1`,
        [borough],
      ),
    );
    if (feed?.position !== log.position) return `${borough}: the log ends at ${log.position}, and ${feed?.position} is applied`;
    if (feed?.hash !== log.hash) return `${borough}: at ${log.position} the hash of the log and that of the aggregator differ`;
  }
  for (const { name, settings } of network.aggregators) {
    const answer = await fetch(`${settings.url}/api/v1/boroughs`, { signal: AbortSignal.timeout(3_000) });
    const { items } = (await answer.json()) as { items: Standing[] };
    const other = items.find(({ borough, state }) => boroughs.includes(borough) && state !== 'up-to-date');
    if (other) return `${name} says of ${other.borough}: ${other.state} (${other.sentence})`;
  }
  return null;
}

/** Waits until all is at rest. @returns how long it took, in milliseconds, or why it did not come to be. */
export async function settle(
  network: FaultNetwork,
  boroughs: readonly string[],
  withinMs = SETTLES_WITHIN_MS,
): Promise<{ milliseconds: number; why: string | null }> {
  const began = performance.now();
  for (;;) {
    const why = await unrest(network, boroughs).catch((error: Error) => `${error.message}`);
    const milliseconds = performance.now() - began;
    if (why === null || milliseconds > withinMs) return { milliseconds, why };
    await wait(200);
  }
}
