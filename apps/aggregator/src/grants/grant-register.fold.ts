import type { VariationKind } from '#contracts';
import type { RegisterChange, Row } from './grant-register.rows.js';

/** What stands of a grant in the register before a run. */
export interface StandingGrant {
  /** Null: only variations were told of it. */
  readonly grant: StandingDetails | null;
  readonly variations: readonly StandingVariation[];
}

interface StandingDetails {
  readonly position: number;
  readonly isWithdrawn: boolean;
  readonly awardYear: string;
  readonly ownFunding: boolean;
  readonly awardedPence: number;
  readonly awardedYears: unknown;
  readonly amountPence: number;
  readonly years: unknown;
  readonly stopsOn: string | null;
}

interface StandingVariation {
  readonly variationId: string;
  readonly kind: VariationKind | null;
  readonly isWithdrawn: boolean;
  readonly effectiveOn: string | null;
  readonly effectiveYear: string | null;
  readonly differencePence: number | null;
  readonly amountPence: number | null;
  readonly years: unknown;
  readonly position: number;
}

/** What a run comes to, as rows to write. No grant is in two of those of grants. */
export interface RegisterWrites {
  /** Grants of which nothing but the mark stays. */
  readonly withdrawn: readonly Row[];
  /** Grants of which there is no row yet. */
  readonly awarded: readonly Row[];
  /** Grants whose details are others now. */
  readonly corrected: readonly Row[];
  /** Grants whose details stay, and which come to something else. */
  readonly amounts: readonly Row[];
  readonly variations: readonly Row[];
  readonly corrections: readonly Row[];
  /** What grant changes of a year, kind and funding gain or lose. */
  readonly changes: readonly GrantChangesDifference[];
}

export interface GrantChangesDifference {
  readonly financial_year: string;
  readonly kind: string;
  readonly own_funding: boolean;
  readonly count: number;
  readonly amount_pence: number;
}

/**
 * Works out what is to be written of a run, from what stands of the grants it touches. Of a withdrawn grant nothing comes back, whatever
 * is told of it after; details never give way to older ones; a variation is written once, and once more when it is taken back.
 */
export function foldRun(change: RegisterChange, standing: ReadonlyMap<string, StandingGrant>): RegisterWrites {
  const none = (): Row[] => [];
  const writes = { withdrawn: none(), awarded: none(), corrected: none(), amounts: none(), variations: none() };
  const differences = new Differences();
  const told = variationsByGrant(change);
  for (const grantId of new Set([...change.withdrawn.keys(), ...change.details.keys(), ...told.keys()])) {
    const before = standing.get(grantId) ?? NOTHING;
    if (before.grant?.isWithdrawn && !change.withdrawn.has(grantId)) continue;
    differences.add(before, -1);
    const mark = change.withdrawn.get(grantId);
    if (mark) {
      writes.withdrawn.push(mark);
    } else {
      const variations = variedBy(told.get(grantId) ?? [], before.variations, writes.variations);
      differences.add(
        { grant: detailedBy(change.details.get(grantId), { grantId, before: before.grant, variations }, writes), variations },
        1,
      );
    }
  }
  const isGone = (grantId: unknown) => change.withdrawn.has(String(grantId)) || standing.get(String(grantId))?.grant?.isWithdrawn;
  const corrections = change.corrections.filter(({ grant_id }) => !isGone(grant_id));
  return { ...writes, corrections, changes: differences.rows };
}

const NOTHING: StandingGrant = { grant: null, variations: [] };

/** Those told before those taken back, so that what is told and taken back in one run stays taken back. */
function variationsByGrant({ variations, withdrawnVariations }: RegisterChange): Map<string, Row[]> {
  return Map.groupBy([...variations.values(), ...withdrawnVariations.values()], ({ grant_id }) => String(grant_id));
}

/** The variations of a grant after what is told of them. Adds the rows to write to `written`. */
function variedBy(told: readonly Row[], before: readonly StandingVariation[], written: Row[]): readonly StandingVariation[] {
  if (told.length === 0) return before;
  const after = new Map(before.map((variation) => [variation.variationId, variation]));
  const rows = new Map<string, Row>();
  for (const row of told) {
    const variationId = String(row.variation_id);
    if (after.has(variationId) && !row.withdrawn_on) continue;
    after.set(variationId, standingVariation(row));
    rows.set(variationId, row);
  }
  written.push(...rows.values());
  return [...after.values()];
}

interface Varied {
  readonly grantId: string;
  readonly before: StandingDetails | null;
  readonly variations: readonly StandingVariation[];
}

/** The grant after what is told of it; null where no award was told yet. Adds the row to write, if any. */
function detailedBy(
  told: Row | undefined,
  { grantId, before, variations }: Varied,
  writes: { readonly awarded: Row[]; readonly corrected: Row[]; readonly amounts: Row[] },
): StandingDetails | null {
  const details = told && Number(told.position) >= (before?.position ?? 0) ? told : undefined;
  const award = details ? standingDetails(details) : before;
  if (!award) return null;
  const sums = comesTo(award, variations);
  const row = { amount_pence: sums.amountPence, years: sums.years, stops_on: sums.stopsOn };
  if (details) (before ? writes.corrected : writes.awarded).push(variations.length === 0 ? details : { ...details, ...row });
  else if (before && !isSame(before, sums)) writes.amounts.push({ grant_id: grantId, ...row });
  return award;
}

type Sums = Pick<StandingDetails, 'amountPence' | 'years' | 'stopsOn'>;

/**
 * What a grant comes to by its variations: the newest sum that a variation or its withdrawal named, as long as any variation stands;
 * else the award. It stops on the day its ending takes effect.
 */
function comesTo({ awardedPence, awardedYears }: StandingDetails, variations: readonly StandingVariation[]): Sums {
  let newest: StandingVariation | null = null;
  let [isVaried, stopsOn] = [false, null as string | null];
  for (const variation of variations) {
    const { amountPence, isWithdrawn, kind, effectiveOn, position } = variation;
    if (amountPence === null) continue;
    isVaried ||= !isWithdrawn;
    if (!newest || position > newest.position) newest = variation;
    if (kind === 'ended' && effectiveOn && (!stopsOn || effectiveOn < stopsOn)) stopsOn = effectiveOn;
  }
  if (!isVaried || !newest) return { amountPence: awardedPence, years: awardedYears, stopsOn };
  return { amountPence: Number(newest.amountPence), years: newest.years, stopsOn };
}

const isSame = (one: Sums, other: Sums): boolean =>
  one.amountPence === other.amountPence && one.stopsOn === other.stopsOn && JSON.stringify(one.years) === JSON.stringify(other.years);

function standingDetails(row: Row): StandingDetails {
  return {
    position: Number(row.position),
    isWithdrawn: false,
    awardYear: String(row.award_year),
    ownFunding: row.own_funding === true,
    awardedPence: Number(row.awarded_pence),
    awardedYears: row.awarded_years,
    amountPence: Number(row.awarded_pence),
    years: row.awarded_years,
    stopsOn: null,
  };
}

function standingVariation(row: Row): StandingVariation {
  return {
    variationId: String(row.variation_id),
    kind: (row.kind as VariationKind | undefined) ?? null,
    isWithdrawn: Boolean(row.withdrawn_on),
    effectiveOn: (row.effective_on as string | undefined) ?? null,
    effectiveYear: (row.effective_year as string | undefined) ?? null,
    differencePence: (row.difference_pence as number | undefined) ?? null,
    amountPence: (row.amount_pence as number | undefined) ?? null,
    years: row.years ?? null,
    position: Number(row.position),
  };
}

/** Grant changes by year, kind and funding: what grants give to them after a run, less what they gave before. */
class Differences {
  private readonly sums = new Map<string, GrantChangesDifference & { count: number; amount_pence: number }>();

  /** Its award, and its variations but for early warnings. One whose award is not told yet is not known to be of own funding. */
  add({ grant, variations }: StandingGrant, sign: 1 | -1): void {
    const isOwn = grant?.ownFunding ?? false;
    if (grant && !grant.isWithdrawn) this.count(grant.awardYear, 'new', isOwn, sign, grant.awardedPence);
    for (const { kind, effectiveYear, differencePence } of variations) {
      if (kind && kind !== 'early-warning' && effectiveYear) this.count(effectiveYear, kind, isOwn, sign, differencePence ?? 0);
    }
  }

  private count(financial_year: string, kind: string, own_funding: boolean, sign: 1 | -1, pence: number): void {
    const key = `${financial_year} ${kind} ${own_funding}`;
    const sum = this.sums.get(key) ?? { financial_year, kind, own_funding, count: 0, amount_pence: 0 };
    sum.count += sign;
    sum.amount_pence += sign * pence;
    this.sums.set(key, sum);
  }

  get rows(): GrantChangesDifference[] {
    return [...this.sums.values()].filter(({ count, amount_pence }) => count !== 0 || amount_pence !== 0);
  }
}
