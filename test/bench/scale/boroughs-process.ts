import { SystemClock } from '#clock';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { asProcess, say } from '../as-process.js';
import { type GrantFact, GrantFacts } from '../grant-facts.js';
import { scaleConfig } from './scale.config.js';
import { SimulatedBorough } from '../../support/simulated-borough.js';

/** Many simulated boroughs. What they tell is the same for any number of them: what is of one record is told by one borough. */
const MOST_UNANSWERED = 500;
const SEED = 20_261_122;
const { natsUrl, seedsFile } = scaleConfig();
const seeds = Object.entries(JSON.parse(readFileSync(seedsFile, 'utf8')) as Record<string, string>);
const boroughs: SimulatedBorough[] = [];
for (const [code, seed] of seeds) boroughs.push(await SimulatedBorough.start({ code, url: natsUrl, seed, clock: new SystemClock() }));
const facts = new GrantFacts(SEED);

const boroughOf = ({ subject }: GrantFact): SimulatedBorough | undefined =>
  boroughs[Number.parseInt(subject.slice(-8), 16) % boroughs.length];

asProcess({
  fill: async ({ count }) => {
    for (let told = 0; told < Number(count); told += MOST_UNANSWERED) {
      const part = facts.many(Math.min(MOST_UNANSWERED, Number(count) - told));
      await Promise.all(part.map((fact) => boroughOf(fact)?.tell(fact)));
    }
    say('filled');
  },
  trickle: async ({ aSecond, seconds }) => {
    const began = performance.now();
    const sent: Promise<void>[] = [];
    for (let number = 0; number < Number(aSecond) * Number(seconds); number += 1) {
      const wait = began + (number * 1000) / Number(aSecond) - performance.now();
      if (wait > 1) await pause(wait);
      const fact = facts.next();
      sent.push(boroughOf(fact)?.tell(fact) ?? Promise.resolve());
    }
    await Promise.all(sent);
    say('trickled');
  },
});
