import { v7 } from 'uuid';
import type { Clock } from './clock.js';

/** Mints ids in the order of time (UUIDv7). A test gives its own. */
export abstract class Ids {
  abstract next(): string;
}

export class TimeOrderedIds extends Ids {
  constructor(private readonly clock: Clock) {
    super();
  }

  override next(): string {
    return v7({ msecs: this.clock.now().getTime() });
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
