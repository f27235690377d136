import { Injectable } from '@nestjs/common';
import { BoroughPipe } from './borough-pipe.js';
import { readSetAside, type SetAside } from './feed/set-aside.js';

/** A page waits for this answer. */
const ANSWERS_WITHIN_MILLISECONDS = 1_500;

/** What the aggregator could not take of this borough's facts, as the aggregator says itself. */
@Injectable()
export class RefusedByHub {
  private asked: Promise<SetAside | null> | null = null;

  constructor(private readonly pipe: BoroughPipe) {}

  /** Null where the aggregator cannot be asked now, or does not answer soon. Those who ask at the same time share one question. */
  read(): Promise<SetAside | null> {
    this.asked ??= this.pipe
      .ask('parked.read', ANSWERS_WITHIN_MILLISECONDS)
      .then(readSetAside)
      .catch(() => null)
      .finally(() => (this.asked = null));
    return this.asked;
  }
}
