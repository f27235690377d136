/** One case, or one figure, as a dot. */
export interface Dot {
  /** The row it stands in, by its place among the categories. */
  readonly category: number;
  readonly value: number;
  /** Beside the dot, where it says more than its place. */
  readonly label?: string;
  /** Only the outline: it rests on less, or was not kept. */
  readonly isHollow?: boolean;
}

/** Dots in rows, one row a category, along one axis of numbers. The numbers stand in a table beside it. */
export interface DotStrip {
  /** Unique on its page: lower case letters, digits and hyphens. */
  readonly id: string;
  /** A sentence that says what is seen. */
  readonly title: string;
  readonly description: string;
  /** From the top down. One without a dot says that it has none. */
  readonly categories: readonly string[];
  readonly axis: { readonly name: string; readonly from: number; readonly to: number };
  /** Told apart by shape as well as by colour; six at most. */
  readonly series: readonly {
    readonly name: string;
    readonly dots: readonly Dot[];
    /** Each stands as an upright line in its row: what the others of the row are held against. */
    readonly isLine?: boolean;
  }[];
  /** What the numbers are held against, such as three months, which are 89 to 92 days. */
  readonly band?: { readonly from: number; readonly to: number; readonly name: string };
}
