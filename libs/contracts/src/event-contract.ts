/** A fact that a borough promises to tell strangers in this shape, for as long as its major version stands. */
export interface EventContract<T extends object = object> {
  new (): T;
  /** Feature, fact and major version, such as `grants.grant-awarded.v1`. */
  readonly type: string;
  /** A true example, which every test of either end uses. */
  readonly sample: T;
  /**
   * For a fact that takes back what was told before: the field whose value says what. Earlier facts of the same record that hold the same
   * value there are erased from the log; their places in the chain stay.
   */
  readonly withdraws?: string;
}

/** The feature that a type of event belongs to: `grants` of `grants.grant-awarded.v1`. It is also the record type in a head. */
export function featureOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}
