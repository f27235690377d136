/** How a bench is to be run. */
export interface Wish {
  readonly rounds: number;
  /** How many events, grants or requests each round has; what a bench is made for where it is not said. */
  readonly events?: number | undefined;
  /** A folder in which each process leaves a profile of where its time went; null for none. */
  readonly profiles: string | null;
  /** Whether a million events are to pass in one go, for the memory of those who pass them on. */
  readonly million: boolean;
  /** Settings of Node.js for every measured process, ours and those beside it, such as `--max-semi-space-size=8`. */
  readonly nodeOptions: readonly string[];
}
