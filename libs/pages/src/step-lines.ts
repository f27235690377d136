/** One period at one height. */
export interface LineStep {
  /** Where it begins and ends along the axis, in periods from the first: 1.5 is the middle of the second. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** Beside the step: it says what the height rests on. */
  readonly label: string;
}

/** Lines of steps over periods, that break where what is measured changed. The numbers stand in a table beside it. */
export interface StepLines {
  /** Unique on its page: lower case letters, digits and hyphens. */
  readonly id: string;
  /** A sentence that says what is seen. */
  readonly title: string;
  readonly description: string;
  /** Along the axis, from the left. */
  readonly periods: readonly string[];
  readonly heights: { readonly name: string; readonly from: number; readonly to: number };
  /** Each in a place of its own, one below the other; steps of one run are joined, and nothing joins two runs. */
  readonly strips: readonly {
    readonly name: string;
    readonly runs: readonly (readonly LineStep[])[];
    /** Where the words changed that it is held against. */
    readonly breaks: readonly { readonly at: number; readonly name: string }[];
  }[];
}
