import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock } from './clock.js';

const RANDOM_BYTES_OF_ONE = 16;

/** Mints ids in the order of time (UUIDv7). A test gives its own. */
export abstract class Ids {
  abstract next(): string;
}

export class TimeOrderedIds extends Ids {
  /** Random bytes are had for many ids at once: asking the system for those of one takes longer than the rest of it. */
  private readonly random = new Uint8Array(RANDOM_BYTES_OF_ONE * 256);
  private taken = this.random.length;

  constructor(private readonly clock: Clock) {
    super();
  }

  override next(): string {
    if (this.taken === this.random.length) {
      randomFillSync(this.random);
      this.taken = 0;
    }
    const random = this.random.subarray(this.taken, (this.taken += RANDOM_BYTES_OF_ONE));
    return v7({ msecs: this.clock.now().getTime(), random });
  }
}

/** Ids that count from one, so that a test can name them beforehand. */
export class CountedIds extends Ids {
  private last = 0;

  override next(): string {
    this.last += 1;
    return `01980000-0000-7000-8000-${String(this.last).padStart(12, '0')}`;
  }
}
