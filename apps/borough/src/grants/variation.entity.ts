import {
  EarlyWarningGivenV1,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  VARIATION_KINDS,
  WARNED_CHANGES,
  type EventContract,
  type GrantYear,
} from '#contracts';
import { InvalidInput, type InputError } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';

const VariationSchema = defineEntity({
  name: 'Variation',
  tableName: 'grant_variations',
  properties: {
    id: p.uuid().primary(),
    grantId: p.uuid(),
    /** First, second, third of its grant. */
    number: p.integer(),
    kind: p.enum(VARIATION_KINDS),
    recordedOn: p.date(),
    reason: p.text(),
    /** The first day of changed or ended support; of an early warning, the day from which it may come. */
    effectiveOn: p.date(),
    /** The whole grant before and after; an early warning changes no sum. */
    previousAmountPence: p.bigint('number').nullable(),
    amountPence: p.bigint('number').nullable(),
    years: p.json<GrantYear[]>(),
    warnedOf: p.enum(WARNED_CHANGES).nullable(),
    toldInWritingOn: p.date().nullable(),
    receivedOn: p.date().nullable(),
    exceptionGround: p.text().nullable(),
    exceptionApprovedBy: p.text().nullable(),
    agreedShorter: p.boolean(),
    madePublicOn: p.date().nullable(),
    /** The day its event was told. Null: nothing of it has left the borough. */
    publishedOn: p.date().nullable(),
    withdrawnOn: p.date().nullable(),
    withdrawalReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** When the organisation was told, and when the decision was public. Each may still be to come. */
export interface NoticeDates {
  readonly toldInWritingOn?: string | null | undefined;
  readonly receivedOn?: string | null | undefined;
  readonly madePublicOn?: string | null | undefined;
}

/** A fact to be told, with the contract that it satisfies. */
export interface Told {
  readonly contract: EventContract;
  readonly data: object;
}

/** A change of a grant after its award: what is known of it, and what of it may be told. What it does is decided in `VariedGrant`. */
export class Variation extends VariationSchema.class {
  changesSum(): boolean {
    return this.kind !== 'early-warning';
  }

  isStanding(): boolean {
    return !this.withdrawnOn;
  }

  isPublic(): boolean {
    return Boolean(this.publishedOn);
  }

  /** An early warning is conditional and starts no clock; every other notice is unconditional (domain.md R-NOTICE b). */
  certainty(): 'unconditional' | 'early-warning' {
    return this.kind === 'early-warning' ? 'early-warning' : 'unconditional';
  }

  /** Later knowledge of the same notice: an unknown day becomes known. Refuses days in the future and out of order. */
  note(dates: NoticeDates, today: string): void {
    const next = {
      toldInWritingOn: dates.toldInWritingOn ?? this.toldInWritingOn ?? null,
      receivedOn: dates.receivedOn ?? this.receivedOn ?? null,
      madePublicOn: dates.madePublicOn ?? this.madePublicOn ?? null,
    };
    const [first, ...more] = problemsOfNotice(next, today);
    if (first) throw new InvalidInput([first, ...more]);
    Object.assign(this, next);
  }

  /** The fact, once the organisation was told and the decision is public; an increase at once. Null while either is to come. */
  tell(today: string): Told | null {
    if (this.isPublic()) return null;
    if (this.kind !== 'increased' && !(this.toldInWritingOn && this.receivedOn && this.madePublicOn)) return null;
    this.publishedOn = today;
    return this.changesSum() ? this.fact() : this.warning();
  }

  private fact(): Told {
    const { grantId, id: variationId, reason, effectiveOn, years } = this;
    const sums = { previousAmountPence: known(this.previousAmountPence), amountPence: known(this.amountPence), years };
    if (this.kind === 'increased') return told(GrantIncreasedV1, { grantId, variationId, effectiveOn, ...sums, reason });
    const notice = { ...this.notice(), effectiveOn, ...this.exception(), agreedShorter: this.agreedShorter };
    return this.kind === 'ended' ? told(GrantEndedV1, { ...notice, ...sums }) : told(GrantReducedV1, { ...notice, ...sums });
  }

  private warning(): Told {
    return told(EarlyWarningGivenV1, { ...this.notice(), warnedOf: known(this.warnedOf), expectedOn: this.effectiveOn });
  }

  private notice() {
    const { grantId, id: variationId, reason } = this;
    const [toldInWritingOn, receivedOn, madePublicOn] = [known(this.toldInWritingOn), known(this.receivedOn), known(this.madePublicOn)];
    return { grantId, variationId, toldInWritingOn, receivedOn, reason, madePublicOn };
  }

  private exception(): { exceptionGround?: string; exceptionApprovedBy?: string } {
    const { exceptionGround, exceptionApprovedBy } = this;
    return exceptionGround && exceptionApprovedBy ? { exceptionGround, exceptionApprovedBy } : {};
  }
}
VariationSchema.setClass(Variation);

function told<T extends object>(contract: EventContract<T>, data: T): Told {
  return { contract, data };
}

function known<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError('a fact is told before all of it is known');
  return value;
}

export const RECEIVED_BEFORE_SENT = 'It cannot be received before it was sent. Check both days.';

/** What is wrong with the dates of a notice. A day that has not come is left empty until it has. */
export function problemsOfNotice({ toldInWritingOn, receivedOn, madePublicOn }: NoticeDates, today: string): InputError[] {
  const problems: InputError[] = [];
  const ahead = (field: string, date: string | null | undefined, says: string): void => {
    if (date && date > today) problems.push({ field, message: `This day is in the future. Leave it empty until ${says}.` });
  };
  ahead('toldInWritingOn', toldInWritingOn, 'the letter or e-mail is sent');
  ahead('receivedOn', receivedOn, 'the organisation has it');
  ahead('madePublicOn', madePublicOn, 'the decision is public');
  if (receivedOn && !toldInWritingOn) {
    problems.push({ field: 'toldInWritingOn', message: 'Enter the day the letter or e-mail was sent, since it was received.' });
  }
  if (receivedOn && toldInWritingOn && receivedOn < toldInWritingOn) {
    problems.push({ field: 'receivedOn', message: RECEIVED_BEFORE_SENT });
  }
  return problems;
}
