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
  /** For a major after the first: the one before it, and how what was told under that reads in this one (`majorBefore`). */
  readonly before?: MajorBefore<T>;
}

/** What a contract makes of data of the major before it. The data keeps its own contract; nothing but the data is known. */
export interface MajorBefore<T extends object = object> {
  readonly contract: EventContract;
  readonly upcast: (told: never) => T;
}

/**
 * Says in a contract which major it follows: `static readonly before = majorBefore(GrantReducedV1, (told): GrantReducedV2 => …)`. What the
 * major before could not say is an optional field in this one, never a guess.
 */
export function majorBefore<B extends object, T extends object>(contract: EventContract<B>, upcast: (told: B) => T): MajorBefore<T> {
  return { contract, upcast };
}

/** The feature that a type of event belongs to: `grants` of `grants.grant-awarded.v1`. It is also the record type in a head. */
export function featureOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}
