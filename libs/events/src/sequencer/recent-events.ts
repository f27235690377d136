import type { LoggedEvent } from '../envelope.js';
import { withdrawalsAmong } from './sequencer.js';

const MOST_KEPT = 2_000;

/** What was numbered last, so that it is published without being read back. What a withdrawal may have erased is not kept. */
export class RecentEvents {
  private kept: LoggedEvent[] = [];

  add(events: readonly LoggedEvent[]): void {
    const [first] = events;
    if (!first) return;
    if (withdrawalsAmong(events).length > 0) {
      this.kept = [];
      return;
    }
    const follows = this.kept.at(-1)?.position === first.position - 1;
    this.kept = (follows ? [...this.kept, ...events] : [...events]).slice(-MOST_KEPT);
  }

  /** The events that follow on from a position; none where they are no longer kept. */
  after(position: number): readonly LoggedEvent[] {
    const first = this.kept[0]?.position ?? 0;
    return first > 0 && position + 1 >= first ? this.kept.slice(position + 1 - first) : [];
  }
}
