import { SystemClock } from '#clock';
import { openDatabase } from '#database';
import { ParkedEvents } from '#events';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseConfig } from './aggregator.config.js';

const USAGE = 'Use "replay-parked <borough>", or "replay-parked <borough> <id of a record>".';
const DONE_WITHIN_MILLISECONDS = 60_000;
const LOOK_AGAIN_AFTER_MILLISECONDS = 200;

/** Has the running aggregator try again what it could not take of a borough, and says what came of it. */
async function main([borough, subject]: readonly string[]): Promise<string> {
  if (borough === undefined) throw new Error(USAGE);
  const orm = await openDatabase({ url: databaseConfig().databaseUrl, entities: [] });
  try {
    const parked = new ParkedEvents(orm.em, new SystemClock());
    const boroughs = await parked.boroughsRead();
    if (!boroughs.includes(borough)) throw new Error(`No borough "${borough}" is read here; there are ${boroughs.join(', ')}. ${USAGE}`);
    const asked = await parked.askReplay({ borough, subject });
    if (asked === 0) return `Nothing of ${subject ? `${subject} of ` : ''}${borough} is set aside.`;
    for (let waited = 0; (await parked.boroughsAsked()).includes(borough); waited += LOOK_AGAIN_AFTER_MILLISECONDS) {
      if (waited >= DONE_WITHIN_MILLISECONDS)
        return `${asked} events are asked for, and not tried yet: the aggregator does not run, or cannot be heard. It tries when it can.`;
      await pause(LOOK_AGAIN_AFTER_MILLISECONDS);
    }
    const { counts, newest } = await parked.of(borough);
    const left = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const why = newest.map(({ position, type, reason }) => `\n- position ${position}, ${type}: ${reason}`).join('');
    return `Tried ${asked} events of ${borough}. Still set aside: ${left}.${why}`;
  } finally {
    await orm.close();
  }
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
