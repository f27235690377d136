import { setTimeout as pause } from 'node:timers/promises';
import { type Figure, percentile } from '../figures.js';
import { Ground } from '../ground.js';
import { ManyBoroughs } from '../scale/many-boroughs.js';
import { takenByOthers } from '../taken-by-others.js';
import type { Wish } from '../wish.js';

const EVENTS = 1_000_000;
const BOROUGHS = 33;
const MOST_SECONDS_A_MILLION = 60;
const READ_EVERY_MILLISECONDS = 100;
/** Pages that people read meanwhile: each is asked for in turn. */
const PAGES = ['/grants', '/grants?q=lunch', '/grant-changes', '/organisations'];

/** All projections built anew from the streams of many boroughs, while people go on reading the ones that stand. */
export async function measure(wish: Wish): Promise<Figure[]> {
  const events = wish.events ?? EVENTS;
  const ground = await Ground.make(wish);
  try {
    const boroughs = await ManyBoroughs.start(ground, BOROUGHS);
    await boroughs.fill(events);
    const { url, env, database } = await boroughs.read();
    await ground.quiet();
    const reading = new Reading(url);
    const [taken, began] = [takenByOthers(), performance.now()];
    const rebuild = await ground.process('rebuild', {
      script: 'test/bench/rebuild/rebuild-process.js',
      env: { ...env, DATABASE_OWNER_URL: database.ownerUrl },
    });
    const read = reading.start();
    await rebuild.says('rebuilt');
    const seconds = (performance.now() - began) / 1000;
    reading.stop();
    await read;
    const takenPercent = taken();
    const common = { unit: 'ms', takenPercent };
    return [
      {
        name: `rebuild of ${events.toLocaleString('en-GB')} events of ${BOROUGHS} boroughs`,
        value: seconds,
        unit: 's',
        takenPercent,
        atMost: (MOST_SECONDS_A_MILLION * events) / EVENTS,
      },
      { ...common, name: 'a page read meanwhile, p50', value: percentile(reading.milliseconds, 0.5) },
      { ...common, name: 'a page read meanwhile, most', value: Math.max(...reading.milliseconds) },
      { name: 'pages read meanwhile', value: reading.milliseconds.length, unit: 'pages', takenPercent },
    ];
  } finally {
    await ground.clear();
  }
}

/** Somebody who reads one page after the other. */
class Reading {
  readonly milliseconds: number[] = [];
  private readonly stopped = new AbortController();

  constructor(private readonly url: string) {}

  /** @throws Error where a page is not given. */
  async start(): Promise<void> {
    for (let number = 0; !this.stopped.signal.aborted; number += 1) {
      const began = performance.now();
      const page = PAGES[number % PAGES.length] ?? '';
      const answer = await fetch(`${this.url}${page}`);
      await answer.text();
      if (!answer.ok) throw new Error(`${page} answered ${answer.status} during the rebuild`);
      this.milliseconds.push(performance.now() - began);
      await pause(READ_EVERY_MILLISECONDS);
    }
  }

  stop(): void {
    this.stopped.abort();
  }
}
