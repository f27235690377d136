import { civilDateIn } from './civil-date.js';

/** The only reader of the time. A test sets it; nothing else asks the machine. */
export abstract class Clock {
  /** The instant, to the millisecond. */
  abstract now(): Date;

  /** Today's civil date in London, like 2026-04-01. */
  today(): string {
    return civilDateIn(this.now());
  }
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** A clock that stands where it is put. */
export class SetClock extends Clock {
  constructor(private instant: Date | string) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  set(instant: Date | string): void {
    this.instant = instant;
  }

  advance(milliseconds: number): void {
    this.instant = new Date(this.now().getTime() + milliseconds);
  }
}
