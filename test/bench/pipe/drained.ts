/** How a drain went. */
export interface Drained {
  /** Events that became visible in a second. */
  readonly aSecond: number;
  /** The processor time that each event took, in microseconds, by process: what is compared where the machine is not ours alone. */
  readonly microseconds: ReadonlyMap<string, number>;
}
