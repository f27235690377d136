import type { BenchProcess } from '../bench-process.js';
import { type Figure, median } from '../figures.js';
import { GrantFacts } from '../grant-facts.js';
import { takenByOthers } from '../taken-by-others.js';
import { type OurDrain, TOLD_AT_ONCE } from './our-drain.js';

const MILLION = 1_000_000;
const WARM_UP_EVENTS = 10_000;
const SEED = 20_261_122;
const SAMPLE_EVERY_MILLISECONDS = 1_000;
const MOST_MEGABYTES = 250;
/** What a process may gain over the second half of a million events, and still counts as flat. */
const MOST_GAINED_MEGABYTES = 15;

/** What a process's memory did while the events passed, one sample a second. */
class Memory {
  readonly samples: number[] = [];

  constructor(
    readonly process: BenchProcess,
    private readonly events: number,
  ) {}

  sample(): void {
    this.samples.push(this.process.residentMegabytes());
  }

  figures(takenPercent: number): Figure[] {
    const name = `resident memory while ${this.events} events pass, ${this.process.name}`;
    const common = { unit: 'MB', takenPercent };
    return [
      { ...common, name: `${name}, least`, value: Math.min(...this.samples) },
      { ...common, name: `${name}, median`, value: median(this.samples) },
      { ...common, name: `${name}, most`, value: Math.max(...this.samples), atMost: MOST_MEGABYTES },
      { ...common, name: `${name}, gained over the last half`, value: this.gained(), atMost: MOST_GAINED_MEGABYTES },
    ];
  }

  /** By the line of least squares through the samples of the last half. */
  private gained(): number {
    const half = this.samples.slice(Math.floor(this.samples.length / 2));
    const [middle, mean] = [(half.length - 1) / 2, half.reduce((sum, each) => sum + each, 0) / half.length];
    const spread = half.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
    const together = half.reduce((sum, each, at) => sum + (at - middle) * (each - mean), 0);
    return spread === 0 ? 0 : (together / spread) * half.length;
  }
}

/** A million events, or so many as are wished for, pass in one go: the memory of those who pass them on. */
export async function million(own: OurDrain, count = MILLION): Promise<Figure[]> {
  await own.drain(new GrantFacts(1).many(WARM_UP_EVENTS));
  const memories = own.processes.map((process) => new Memory(process, count));
  const taken = takenByOthers();
  let sampling: NodeJS.Timeout | null = null;
  try {
    const { aSecond } = await own.drainSlices(slices(count), count, () => {
      sampling = setInterval(() => {
        for (const memory of memories) memory.sample();
      }, SAMPLE_EVERY_MILLISECONDS);
    });
    const takenPercent = taken();
    return [
      { name: `drain of ${count} events, outbox to visible rows`, value: aSecond, unit: 'events/s', takenPercent },
      ...memories.flatMap((memory) => memory.figures(takenPercent)),
    ];
  } finally {
    if (sampling) clearInterval(sampling);
  }
}

function* slices(count: number) {
  const facts = new GrantFacts(SEED);
  for (let told = 0; told < count; told += TOLD_AT_ONCE) yield facts.many(Math.min(TOLD_AT_ONCE, count - told));
}
