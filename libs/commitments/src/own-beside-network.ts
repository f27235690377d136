import type { Measure, Unit } from '#contracts';
import type { Rule } from './rule.js';

/** What a unit is, in the smallest one that it is always as many of. A month has no fixed number of days. */
const WHOLE: Partial<Readonly<Record<Unit, readonly [times: number, unit: Unit]>>> = { weeks: [7, 'days'], years: [12, 'months'] };

/**
 * What a borough's own number is beside the network's, by the rule that both are checked by; null where that cannot be told from the
 * numbers, such as of days and calendar months.
 */
export function ownBesideNetwork(
  { stronger }: Pick<Rule, 'stronger'>,
  own: Measure,
  network: Measure,
): 'same' | 'stronger' | 'weaker' | null {
  const [[mine, unit], [theirs, other]] = [inWholes(own), inWholes(network)];
  if (!stronger || unit !== other) return null;
  // More days over holidays are always asked for beside the number, so they only add to it.
  const signs = [
    Math.sign(mine - theirs) * (stronger === 'more' ? 1 : -1),
    Math.sign((own.moreDaysOverHolidays ?? 0) - (network.moreDaysOverHolidays ?? 0)),
  ];
  if (signs.every((sign) => sign === 0)) return 'same';
  if (signs.every((sign) => sign >= 0)) return 'stronger';
  return signs.every((sign) => sign <= 0) ? 'weaker' : null;
}

function inWholes({ number, unit }: Measure): readonly [number, Unit] {
  const [times, whole] = WHOLE[unit] ?? [1, unit];
  return [number * times, whole];
}
