import { setTimeout as pause } from 'node:timers/promises';
import type { BenchNetwork } from './network.js';

const BOROUGH = 'westminster';
const WATCHED_ONE_IN = 10;

/**
 * Awards grants through the API of one borough at a steady rate, and for one in ten measures from its answer (the commit is done) until the
 * aggregator's API shows it. Milliseconds, one for each that was watched.
 */
export async function commitToVisible(network: BenchNetwork, commandsASecond: number, seconds: number): Promise<number[]> {
  const token = network.token('westminster-funding');
  const organisation = await someOrganisation(network);
  const watched: Promise<number>[] = [];
  const sent: Promise<string>[] = [];
  const began = performance.now();
  const total = commandsASecond * seconds;
  for (let number = 0; number < total; number += 1) {
    const due = began + (number * 1000) / commandsASecond;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    const command = award(network, token, organisation, `rate ${commandsASecond} number ${number}`);
    if (number % WATCHED_ONE_IN === 0) watched.push(command.then((id) => untilVisible(network, id)));
    sent.push(command);
    for (const each of [command, watched.at(-1)]) each?.catch(() => undefined); // What failed first is thrown below, once all have ended.
  }
  await Promise.allSettled([...sent, ...watched]);
  await Promise.all(sent);
  return Promise.all(watched);
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
