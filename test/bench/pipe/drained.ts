import type { BenchProcess } from '../bench-process.js';
import type { GrantFact } from '../grant-facts.js';

/** How a drain went. */
export interface Drained {
  /** Events that became visible in a second. */
  readonly aSecond: number;
  /** The processor time that each event took, in microseconds, by process: what is compared where the machine is not ours alone. */
  readonly microseconds: ReadonlyMap<string, number>;
}

/** What drains an outbox: the processes of both ends. */
export interface Draining {
  readonly processes: readonly BenchProcess[];
  /** Leaves facts in the outbox, commits them, and waits until the last is visible. */
  drain(facts: readonly GrantFact[]): Promise<Drained>;
}
