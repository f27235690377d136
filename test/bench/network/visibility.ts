import { setTimeout as pause } from 'node:timers/promises';
import type { BenchNetwork } from './network.js';

const BOROUGH = 'westminster';
const WATCHED_ONE_IN = 10;
/** As many as a borough's front server would hand on at once: a rate that is not held shows as a lower rate, not as an endless queue. */
const CLIENTS = 64;

export interface Visibility {
  /** Milliseconds from the answer (the commit is done) until the aggregator's API shows it, one for each award that was watched. */
  readonly milliseconds: readonly number[];
  /** Commands a second that were answered, at most those that were asked for. */
  readonly answered: number;
}

/** Awards grants through the API of one borough at a steady rate, as far as it is held, and watches one in ten at the aggregator. */
export async function commitToVisible(network: BenchNetwork, commandsASecond: number, seconds: number): Promise<Visibility> {
  const token = network.token('westminster-funding');
  const organisation = await someOrganisation(network);
  const watched: Promise<number>[] = [];
  const began = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < commandsASecond * seconds) {
      const number = next++;
      const wait = began + (number * 1000) / commandsASecond - performance.now();
      if (wait > 0) await pause(wait);
      const id = await award(network, token, organisation, `rate ${commandsASecond} number ${number}`);
      if (number % WATCHED_ONE_IN !== 0) continue;
      const visible = untilVisible(network, id);
      visible.catch(() => undefined); // It is thrown below, once all have ended.
      watched.push(visible);
    }
  };
  const sent = await Promise.allSettled(Array.from({ length: CLIENTS }, client));
  const answered = next / ((performance.now() - began) / 1000);
  const seen = await Promise.allSettled(watched);
  for (const each of [...sent, ...seen]) if (each.status === 'rejected') throw each.reason;
  return { milliseconds: await Promise.all(watched), answered };
}

async function someOrganisation(network: BenchNetwork): Promise<string> {
  const answer = await fetch(`${network.borough(BOROUGH)}/api/v1/organisations?limit=1`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  if (!items[0]) throw new Error('The demonstration content has no organisation in Westminster');
  return items[0].id;
}

async function award(network: BenchNetwork, token: string, organisation: string, title: string): Promise<string> {
  const answer = await fetch(`${network.borough(BOROUGH)}/api/v1/grants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      organisation,
      title,
      description: 'A grant to measure by.',
      amountAwardedPence: 1_000_00,
      awardedOn: '2026-04-01',
    }),
  });
  if (answer.status !== 201) throw new Error(`An award was answered with ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

async function untilVisible(network: BenchNetwork, id: string): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 30_000) {
    const answer = await fetch(`${network.aggregator}/api/v1/grants/${BOROUGH}/${id}`);
    await answer.arrayBuffer();
    if (answer.ok) return performance.now() - began;
    await pause(1);
  }
  throw new Error(`Grant ${id} was not visible at the aggregator within 30 seconds`);
}
