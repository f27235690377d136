import type { GrantYear, VariationKind, VariationWithdrawnV1, WarnedChange } from '#contracts';
import { dateInWords, financialYearStartsOn } from '#clock';
import { InvalidInput, type InputError } from '#errors';
import type { Grant } from './grant.entity.js';
import {
  BelowPastYears,
  EndingAboveGrant,
  GrantHasEnded,
  NoIncrease,
  NoReduction,
  NotTheLatestVariation,
  PastYearChanged,
  TooManyVariations,
  VariationAlreadyPublic,
  VariationIsWithdrawn,
  VariationNotPublic,
} from './grant.errors.js';
import { followingSum, inOrder, problemsOfYears, sumOf, yearsBefore } from './grant-years.js';
import { type NoticeDates, problemsOfNotice, type Told, Variation } from './variation.entity.js';

export const MOST_VARIATIONS = 200;

/** A change of the whole sum. Where the grant has several years, each year's new sum is asked for; a single year follows the sum. */
export interface SumChange {
  readonly effectiveOn: string;
  readonly amountPence: number;
  readonly years?: readonly GrantYear[] | undefined;
  readonly reason: string;
}

/** What is recorded of a notice besides its dates: by what right it comes sooner than promised. */
export interface NoticeGiven extends NoticeDates {
  readonly exceptionGround?: string | undefined;
  /** The office that approved it; never a person's name. */
  readonly exceptionApprovedBy?: string | undefined;
  readonly agreedShorter?: boolean | undefined;
}

export interface Warning extends NoticeDates {
  readonly warnedOf: WarnedChange;
  readonly expectedOn: string;
  readonly reason: string;
}

/** What was decided, and the fact to tell of it; none while it is not for the public yet. */
export interface Decided {
  readonly variation: Variation;
  readonly told: Told | null;
}

/** A grant with all its changes, first to last, loaded under the grant's lock. Every change of a grant after its award is decided here. */
export class VariedGrant {
  constructor(
    readonly grant: Grant,
    private readonly variations: Variation[],
    private readonly today: string,
  ) {}

  increase(id: string, change: SumChange): Decided {
    this.refuseSumChange();
    if (change.amountPence <= this.grant.amountPence) throw new NoIncrease(this.grant.amountPence);
    return this.record(id, 'increased', change, {});
  }

  reduce(id: string, change: SumChange, notice: NoticeGiven): Decided {
    this.refuseSumChange();
    if (change.amountPence >= this.grant.amountPence) throw new NoReduction(this.grant.amountPence);
    return this.record(id, 'reduced', change, notice);
  }

  /** `amountPence` is what is given in all, now that it ends; `effectiveOn` the first day without support. */
  end(id: string, change: SumChange, notice: NoticeGiven): Decided {
    this.refuseSumChange();
    if (change.amountPence > this.grant.amountPence) throw new EndingAboveGrant(this.grant.amountPence);
    return this.record(id, 'ended', change, notice);
  }

  /** A conditional word that a cut or an ending may come. It changes no sum and starts no clock. */
  warn(id: string, { warnedOf, expectedOn, reason, ...dates }: Warning): Decided {
    this.refuseNew();
    if (this.grant.endedFrom) throw new GrantHasEnded(this.grant.endedFrom);
    const problems = [...problemsOfNotice(dates, this.today), ...this.problemsOfDay('expectedOn', expectedOn)];
    refuse(problems);
    return this.add(id, 'early-warning', { effectiveOn: expectedOn, reason }, { ...dates, warnedOf });
  }

  makePublic(variationId: string, dates: NoticeDates): Decided {
    const variation = this.find(variationId);
    this.grant.refuseWithdrawn();
    if (variation.withdrawnOn) throw new VariationIsWithdrawn(variation.withdrawnOn);
    if (variation.isPublic()) throw new VariationAlreadyPublic();
    variation.note(dates, this.today);
    if (!variation.receivedOn) {
      throw wrong('receivedOn', 'The organisation has to know first. Enter the day it received the letter or e-mail.');
    }
    if (!variation.madePublicOn) throw wrong('madePublicOn', 'Enter the day on which the decision became public.');
    return this.decided(variation);
  }

  /** Returns the fact where the change had been told; a change that never left the borough goes as quietly as it came. */
  withdraw(variationId: string, reason: string): VariationWithdrawnV1 | null {
    const variation = this.find(variationId);
    this.grant.refuseWithdrawn();
    if (variation.withdrawnOn) throw new VariationIsWithdrawn(variation.withdrawnOn);
    if (variation.changesSum() && this.standing().at(-1) !== variation) throw new NotTheLatestVariation();
    variation.withdrawnOn = this.today;
    variation.withdrawalReason = reason.trim();
    this.grant.settle(this.variations);
    if (!variation.isPublic()) return null;
    const { id: grantId, publicAmountPence: amountPence, publicYears: years } = this.grant;
    return { grantId, variationId, kind: variation.kind, withdrawnOn: this.today, amountPence, years, reason: reason.trim() };
  }

  /** The one change of this grant with that id, where there is one. */
  variation(variationId: string): Variation | undefined {
    return this.variations.find(({ id }) => id === variationId);
  }

  private find(variationId: string): Variation {
    const variation = this.variation(variationId);
    if (!variation) throw new TypeError('a change is looked up before it is decided on');
    return variation;
  }

  private standing(): Variation[] {
    return this.variations.filter((variation) => variation.isStanding() && variation.changesSum());
  }

  private refuseNew(): void {
    this.grant.refuseWithdrawn();
    if (this.variations.length >= MOST_VARIATIONS) throw new TooManyVariations(MOST_VARIATIONS);
  }

  /** A sum that is not public yet must not show through the next one, so nothing is built on it. */
  private refuseSumChange(): void {
    this.refuseNew();
    if (this.standing().some((variation) => !variation.isPublic())) throw new VariationNotPublic();
    if (this.grant.endedFrom) throw new GrantHasEnded(this.grant.endedFrom);
  }

  private record(id: string, kind: VariationKind, change: SumChange, notice: NoticeGiven): Decided {
    const before = yearsBefore(this.grant.years, change.effectiveOn);
    const years = this.yearsAfter(change);
    refuse([
      ...this.problemsOfDay('effectiveOn', change.effectiveOn),
      ...this.problemsOfPeriod(kind, change.effectiveOn, years),
      ...problemsOfYears(years, change.amountPence),
      ...problemsOfNotice(notice, this.today),
      ...problemsOfException(notice),
    ]);
    if (kind !== 'increased' && change.amountPence < sumOf(before)) throw new BelowPastYears(sumOf(before), change.effectiveOn);
    for (const { financialYear, amountPence } of before) {
      if (years.find((year) => year.financialYear === financialYear)?.amountPence !== amountPence) {
        throw new PastYearChanged(financialYear, amountPence);
      }
    }
    return this.add(id, kind, { ...change, years, previousAmountPence: this.grant.amountPence }, notice);
  }

  private yearsAfter({ years, amountPence }: SumChange): GrantYear[] {
    if (years && years.length > 0) return inOrder(years);
    if (this.grant.years.length < 2) return followingSum(this.grant.years, amountPence);
    throw wrong('years', 'This grant is recorded by financial year. Say what each year pays after the change.');
  }

  private problemsOfDay(field: string, date: string): InputError[] {
    const { awardedOn } = this.grant;
    return date < awardedOn
      ? [{ field, message: `The grant was awarded on ${dateInWords(awardedOn)}. Enter that day or a later one.` }]
      : [];
  }

  private problemsOfPeriod(kind: VariationKind, effectiveOn: string, years: GrantYear[]): InputError[] {
    const { runsTo } = this.grant;
    if (runsTo && effectiveOn > runsTo) {
      const message = `The grant runs to ${dateInWords(runsTo)}. Enter that day or an earlier one, or award a new grant.`;
      return [{ field: 'effectiveOn', message }];
    }
    const after = years.find((year) => financialYearStartsOn(year.financialYear) >= effectiveOn && year.amountPence > 0);
    if (kind !== 'ended' || !after) return [];
    return [{ field: 'years', message: `The grant ends before ${after.financialYear}, so nothing is paid in that year. Take it out.` }];
  }

  private add(id: string, kind: VariationKind, change: Partial<Variation>, notice: NoticeGiven & { warnedOf?: WarnedChange }): Decided {
    const variation = new Variation();
    const nothing = { previousAmountPence: null, amountPence: null, years: [], warnedOf: null };
    Object.assign(variation, nothing, change, {
      id,
      kind,
      grantId: this.grant.id,
      number: this.variations.length + 1,
      recordedOn: this.today,
      reason: change.reason?.trim(),
      warnedOf: notice.warnedOf ?? null,
      toldInWritingOn: notice.toldInWritingOn ?? null,
      receivedOn: notice.receivedOn ?? null,
      exceptionGround: notice.exceptionGround?.trim() || null,
      exceptionApprovedBy: notice.exceptionApprovedBy?.trim() || null,
      agreedShorter: notice.agreedShorter ?? false,
      madePublicOn: notice.madePublicOn ?? null,
      publishedOn: null,
      withdrawnOn: null,
      withdrawalReason: null,
    });
    this.variations.push(variation);
    return this.decided(variation);
  }

  private decided(variation: Variation): Decided {
    const told = variation.tell(this.today);
    this.grant.settle(this.variations);
    return { variation, told };
  }
}

/** Less notice than promised needs a ground and the office that approved it, both or neither (domain.md R-NOTICE j). */
function problemsOfException({ exceptionGround, exceptionApprovedBy }: NoticeGiven): InputError[] {
  if (exceptionGround?.trim() && !exceptionApprovedBy?.trim()) {
    return [{ field: 'exceptionApprovedBy', message: 'Name the office that approved the exception. Do not name a person.' }];
  }
  if (exceptionApprovedBy?.trim() && !exceptionGround?.trim()) {
    return [{ field: 'exceptionGround', message: 'Say on what ground the exception was approved.' }];
  }
  return [];
}

function wrong(field: string, message: string): InvalidInput {
  return new InvalidInput([{ field, message }]);
}

function refuse([first, ...more]: InputError[]): void {
  if (first) throw new InvalidInput([first, ...more]);
}
