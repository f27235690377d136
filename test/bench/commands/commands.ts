import type { BenchProcess } from '../bench-process.js';
import type { Figure } from '../figures.js';
import { Ground } from '../ground.js';
import { boroughDatabase, boroughSettings, startAggregator } from '../programs.js';
import { type Contender, inRounds } from '../rounds.js';
import { NoCompiler } from '../slow-disk.js';
import type { Wish } from '../wish.js';
import { outboxAlone } from './outbox-alone.js';
import { PLAIN_TABLES } from './plain-flush.js';
import { commitToVisible } from './visible.js';

const BOROUGH = 'westminster';
const COMMANDS = 2_000;
const INSERTS_FOR_EACH_COMMAND = 10;
const SECONDS_AT_A_RATE = 10;
const WARM_UP_COMMANDS = 500;

/** Commands through the services of a borough, beside a plain flush; how soon the aggregator has them; and the outbox alone. */
export async function measure(wish: Wish): Promise<Figure[]> {
  const count = wish.events ?? COMMANDS;
  const seconds = Math.max(1, Math.round((SECONDS_AT_A_RATE * count) / COMMANDS));
  return [
    ...(await commands(wish, count, seconds)),
    ...(await outboxAlone(wish, count * INSERTS_FOR_EACH_COMMAND, false)),
    ...(await onSlowDisk(wish, count * INSERTS_FOR_EACH_COMMAND)),
  ];
}

async function onSlowDisk(wish: Wish, inserts: number): Promise<Figure[]> {
  try {
    return await outboxAlone(wish, inserts, true);
  } catch (error) {
    if (!(error instanceof NoCompiler)) throw error;
    process.stderr.write('There is no C compiler here, so the outbox was not measured on a slow disk.\n');
    return [];
  }
}

async function commands(wish: Wish, count: number, seconds: number): Promise<Figure[]> {
  const ground = await Ground.make(wish);
  try {
    const nats = await ground.nats([BOROUGH]);
    const [own, plain] = [await boroughDatabase(ground, BOROUGH), await ground.database('plain', null)];
    await (await ground.session(plain.ownerUrl)).query(PLAIN_TABLES);
    const env = { ...(await boroughSettings(nats, BOROUGH, own)), PLAIN_URL: plain.ownerUrl };
    const borough = await ground.process(BOROUGH, { script: 'test/bench/commands/borough-process.js', env });
    const figures = await beside(ground, borough, wish.rounds, count);
    const { database } = await startAggregator(ground, nats, [BOROUGH]);
    const watched = { borough, own: await ground.session(own.appUrl), applied: await ground.session(database.ownerUrl) };
    return [...figures, ...(await commitToVisible(watched, wish.rounds, seconds))];
  } finally {
    await ground.clear();
  }
}

async function beside(ground: Ground, borough: BenchProcess, rounds: number, count: number): Promise<Figure[]> {
  const told = (name: string, word: string, answer: string): Contender => ({
    name,
    unit: 'a second',
    async round() {
      await ground.quiet();
      borough.tell(word, { count });
      return Number((await borough.says(answer)).aSecond);
    },
  });
  const award = told('awarding a grant, 8 at a time', 'award', 'awarded');
  const vary = told('varying a grant, 8 at a time', 'vary', 'varied');
  const flush = told('plain flush of two entities, 8 at a time', 'flush', 'flushed');
  for (const [word, answer] of [
    ['award', 'awarded'],
    ['vary', 'varied'],
    ['flush', 'flushed'],
    ['award', 'awarded'],
  ] as const) {
    borough.tell(word, { count: Math.max(count, WARM_UP_COMMANDS) });
    await borough.says(answer);
  }
  const aims = [
    { of: award, beside: flush, atLeast: 1 },
    { of: vary, beside: flush, atLeast: 0.4 },
  ];
  return inRounds(rounds, [award, vary, flush], aims);
}
