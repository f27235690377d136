/** A piece of the pipe's compiled code that is replaced. */
export interface Edit {
  /** Below libs/events/src. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Wrongs of the pipe by name. */
export const EDITS: Readonly<Record<string, readonly Edit[]>> = {};
