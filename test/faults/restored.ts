import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AGGREGATOR } from '../../deploy/nats/names.js';
import { databaseName } from '../../deploy/postgres/databases.js';
import type { FaultNetwork } from './fault-network.js';
import type { Stage } from './stage.js';
import { streamOf } from './messages.js';
import { settle } from './settle.js';

export const RESTORED = 'database of a borough restored to the past';

const SAID_WITHIN_MS = 30_000;
const LOST = 6;
const RECORDED_AFTER = 9;

/**
 * A borough's database comes back as it was before its last facts were told: the borough must find it out, say so and tell nothing more,
 * while the other borough goes on; a new epoch repairs it. @returns what did not hold.
 */
export async function restoreToThePast({ network, chance, loads }: Stage): Promise<string[]> {
  const borough = chance.pick(network.boroughs);
  const others = network.boroughs.filter((code) => code !== borough);
  const load = loads.get(borough);
  if (!load) throw new Error(`Nobody works in ${borough}.`);
  await whileDown(network, borough, async () => {
    await dropSessions(network, borough);
    await copyDatabase(network, borough, `${borough}-earlier`);
  });
  const known = load.answered.length;
  await load.award(LOST);
  const { why: before } = await settle(network, [borough]);
  const told = await standing(network, borough);
  await whileDown(network, borough, async () => {
    await dropSessions(network, borough);
    await network.asSuperuser('postgres', (client) => client.query(`drop database "${databaseName(borough)}"`));
    await network.asSuperuser('postgres', (client) =>
      client.query(`alter database "${databaseName(`${borough}-earlier`)}" rename to "${databaseName(borough)}"`),
    );
  });
  load.forgetAfter(known);
  await load.award(RECORDED_AFTER);
  const isSaid = await untilSaid(network, borough);
  for (const code of others) await loads.get(code)?.award(RECORDED_AFTER);
  const { why: elsewhere } = await settle(network, others);
  const after = await standing(network, borough);
  await network.beginEpoch(borough);
  const { why: repaired } = await settle(network, [borough]);
  return [
    ...(before === null ? [] : [`${borough} did not come to rest before it was restored: ${before}`]),
    ...(isSaid ? [] : [`${borough} was restored to the past and does not say so`]),
    ...(elsewhere === null ? [] : [`${borough} was restored to the past, and the others did not go on: ${elsewhere}`]),
    ...(JSON.stringify(after) === JSON.stringify(told)
      ? []
      : [`${borough} was restored to the past and told something: ${JSON.stringify({ told, after })}`]),
    ...(repaired === null ? [] : [`a new epoch did not repair ${borough}: ${repaired}`]),
  ];
}

async function whileDown(network: FaultNetwork, borough: string, act: () => Promise<void>): Promise<void> {
  const down = network.of(borough).reduceRight(
    (inner: () => Promise<void>, { member }) =>
      () =>
        member.whileDown(inner),
    act,
  );
  await down();
}

async function dropSessions(network: FaultNetwork, borough: string): Promise<void> {
  await network.asSuperuser('postgres', (client) =>
    client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [databaseName(borough)]),
  );
}

async function copyDatabase(network: FaultNetwork, from: string, to: string): Promise<void> {
  await network.asSuperuser('postgres', (client) =>
    client.query(`create database "${databaseName(to)}" owner "${databaseName(from)}_owner" template "${databaseName(from)}"`),
  );
}

/** What the others know of a borough: the end of its stream, and how far it is applied. */
async function standing(network: FaultNetwork, borough: string): Promise<object> {
  const last = (await streamOf(network, borough)).at(-1);
  const { rows } = await network.asSuperuser(AGGREGATOR, (client) =>
    client.query<{ epoch: number; position: string; hash: string }>('select epoch, position, hash from feed_positions where borough = $1', [
      borough,
    ]),
  );
  return { sequence: last?.sequence, text: last?.text, applied: rows };
}

async function untilSaid(network: FaultNetwork, borough: string): Promise<boolean> {
  for (let waited = 0; waited < SAID_WITHIN_MS; waited += 250) {
    const logs = await Promise.all(network.of(borough).map(({ name }) => readFile(join(network.folder, `${name}.log`), 'utf8')));
    if (logs.some((text) => text.includes('of the stream is not the one in the log'))) return true;
    await wait(250);
  }
  return false;
}
