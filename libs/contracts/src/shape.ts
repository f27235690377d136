/** The published shape of a contract, as far as it binds. */
export interface Shape {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, Shape>>;
}

/**
 * What of a released shape `now` breaks, a sentence each. One thing may change: a field that may be left out is added, here or in a part.
 * An older reader ignores it, and what was told without it still reads. All else is a new major, also what looks harmless: a wider value
 * is refused by readers that run, a narrower one refuses what stands in logs for good, and a required field was never told before.
 */
export function breaksIn(now: Shape | undefined, released: Shape, place: string): string[] {
  if (!now) return [`${place} is gone`];
  const { properties = {}, required = [], $defs = {}, ...rest } = released;
  const { properties: nowProperties = {}, required: nowRequired = [], $defs: nowDefs = {}, ...nowRest } = now;
  return [
    ...(isSame(nowRequired.toSorted(), required.toSorted()) ? [] : [`${place}: what is required changed`]),
    ...(isSame(nowRest, rest) ? [] : [`${place} is of another kind`]),
    ...Object.entries(properties).flatMap(([name, was]) => (isSame(nowProperties[name], was) ? [] : [`${place}.${name} changed`])),
    ...Object.entries($defs).flatMap(([name, was]) => breaksIn(nowDefs[name], was, `${place} ${name}`)),
  ];
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A sample with nothing but what must be there. */
export function leastOf(sample: unknown, shape: unknown, parts: Readonly<Record<string, Shape>> = {}): unknown {
  const { $ref, items, properties, required } = shape as Shape & { readonly $ref?: string; readonly items?: unknown };
  if ($ref) return leastOf(sample, parts[$ref.slice('#/$defs/'.length)], parts);
  if (Array.isArray(sample)) return sample.map((item) => leastOf(item, items ?? {}, parts));
  if (!properties) return sample;
  const kept = Object.entries(sample as object).filter(([name]) => required?.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, leastOf(value, properties[name], parts)]));
}
