export interface Series {
  readonly name: string;
  /** One for each category: integer pence where the unit is pounds. Null where nothing is known, which is never drawn as zero. */
  readonly values: readonly (number | null)[];
}

/** Bars over categories, such as financial years or boroughs; the same object makes the drawing and its table. */
export interface BarChart {
  /** Unique on its page: lower case letters, digits and hyphens. */
  readonly id: string;
  /** A sentence that says what is seen: "Grants fell in two of three boroughs." */
  readonly title: string;
  /** What is drawn, from which records, up to when. */
  readonly description: string;
  /** What the categories are, as the heading of the table's first column. */
  readonly categoryName: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly unit: 'pounds' | 'count';
  /** On top of each other (parts of a whole by year) instead of side by side. */
  readonly isStacked?: boolean;
}
