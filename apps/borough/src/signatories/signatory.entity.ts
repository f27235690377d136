import { type RecordedSignatory, type SignatoryState, signatoryStandingOn } from '#commitments';
import {
  type CompactSignatoryChangedV1,
  type CompactSignature,
  SIGNATORY_ENDINGS,
  SIGNATORY_SIDES,
  type SignatoryEnding,
} from '#contracts';
import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';
import { notAhead } from '../not-ahead.js';
import { MissingSuccessor, NoSuchStep, NotNewer } from './signatory.errors.js';

const SignatorySchema = defineEntity({
  name: 'Signatory',
  tableName: 'compact_signatories',
  properties: {
    id: p.uuid().primary(),
    /** Where the body is in the register of organisations; then its name there holds. */
    organisationId: p.uuid().nullable(),
    name: p.text(),
    identifier: p.text().nullable(),
    side: p.enum(SIGNATORY_SIDES),
    invitedOn: p.date().nullable(),
    contact: p.text().nullable(),
    /** In the order of signing: the first, and each re-affirmation. */
    signatures: p.json<readonly CompactSignature[]>(),
    confirmedOn: p.date().nullable(),
    suspendedOn: p.date().nullable(),
    suspendedBecause: p.text().nullable(),
    withdrawnOn: p.date().nullable(),
    endedAs: p.enum(SIGNATORY_ENDINGS).nullable(),
    endedOn: p.date().nullable(),
    successor: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** A body by its name, and where it is in the register of organisations. */
export interface SigningBody {
  readonly organisationId?: string | undefined;
  readonly name: string;
  readonly identifier?: string | undefined;
}

/** The Compact over time, as far as it decides who has to sign anew. */
export type CompactOverTime = Parameters<typeof signatoryStandingOn>[1];

/** A day, and what the borough's Compact and its parameters were on it. */
export interface OnDay {
  readonly today: string;
  readonly compact: CompactOverTime;
  readonly reaffirmWithinDays: number;
}

/** The group counts it, though it may have to sign anew. */
export const COUNTED: readonly SignatoryState[] = ['active', 'reaffirm-due', 'lapsed'];

/** A body that was asked to sign the Compact, from its invitation until it leaves or is no more. */
export class Signatory extends SignatorySchema.class {
  static invite(id: string, body: SigningBody, more: Pick<Signatory, 'side' | 'invitedOn' | 'contact'>, today: string): Signatory {
    if (more.invitedOn) notAhead('invitedOn', more.invitedOn, today);
    return Object.assign(new Signatory(), {
      id,
      organisationId: body.organisationId ?? null,
      name: body.name,
      identifier: body.identifier ?? null,
      ...more,
      signatures: [],
    });
  }

  /** Everyone may know of it once it has signed. */
  get isPublic(): boolean {
    return this.signatures.length > 0;
  }

  stateOn({ today, compact, reaffirmWithinDays }: OnDay): SignatoryState {
    return signatoryStandingOn(this.recorded(reaffirmWithinDays), compact, today).state;
  }

  /** Somebody with authority signed for it. */
  pledge(signature: CompactSignature, on: OnDay): void {
    this.refuseUnless(on, 'invited');
    this.refuseEarly('signedOn', signature.signedOn, on.today, this.invitedOn);
    this.signatures = [signature];
  }

  /** The Compact Implementation Group counts it. */
  confirm(confirmedOn: string, on: OnDay): void {
    this.refuseUnless(on, 'pledged');
    this.refuseEarly('confirmedOn', confirmedOn, on.today, this.signatures.at(-1)?.signedOn);
    this.confirmedOn = confirmedOn;
  }

  /** It signs a newer version than before. */
  reaffirm(signature: CompactSignature, on: OnDay): void {
    this.refuseUnless(on, ...COUNTED);
    const last = this.signatures.at(-1);
    if (last && !isNewer(signature.versionId, last.versionId, on.compact)) throw new NotNewer(last.versionLabel);
    this.refuseEarly('signedOn', signature.signedOn, on.today, last?.signedOn);
    this.signatures = [...this.signatures, signature];
  }

  /** The last signature was recorded wrongly. */
  correct(signature: CompactSignature, on: OnDay): void {
    if (!this.isPublic) throw new NoSuchStep(this.stateOn(on));
    this.refuseEarly('signedOn', signature.signedOn, on.today, this.signatures.at(-2)?.signedOn ?? this.invitedOn);
    this.signatures = [...this.signatures.slice(0, -1), signature];
  }

  suspend(reason: string, on: OnDay): void {
    this.refuseUnless(on, ...COUNTED);
    Object.assign(this, { suspendedOn: on.today, suspendedBecause: reason });
  }

  endSuspension(on: OnDay): void {
    this.refuseUnless(on, 'suspended');
    Object.assign(this, { suspendedOn: null, suspendedBecause: null });
  }

  /** By its own notice; before it has signed, that it does not sign. */
  withdraw(withdrawnOn: string, on: OnDay): void {
    this.refuseOver(on);
    this.refuseEarly('withdrawnOn', withdrawnOn, on.today, this.signatures.at(-1)?.signedOn ?? this.invitedOn);
    this.withdrawnOn = withdrawnOn;
  }

  /** The body is no more. What it promised is for the one that took its place, if any, to decide on. */
  end(endedAs: SignatoryEnding, endedOn: string, successor: string | undefined, on: OnDay): void {
    this.refuseOver(on);
    this.refuseEarly('endedOn', endedOn, on.today, this.signatures.at(-1)?.signedOn ?? this.invitedOn);
    if (endedAs === 'succeeded' && !successor?.trim()) throw new MissingSuccessor();
    Object.assign(this, { endedAs, endedOn, successor: endedAs === 'succeeded' ? successor?.trim() : null });
  }

  /** All that everyone may know; null before it has signed. `body` as the register of organisations has it now. */
  told(body: SigningBody, reaffirmWithinDays: number): CompactSignatoryChangedV1 | null {
    if (!this.isPublic) return null;
    return {
      signatoryId: this.id,
      name: body.name,
      ...(body.organisationId && { organisationId: body.organisationId }),
      ...(body.identifier && { identifier: body.identifier }),
      side: this.side,
      signatures: [...this.signatures],
      ...(this.confirmedOn && { confirmedOn: this.confirmedOn }),
      reaffirmWithinDays,
      ...(this.contact && { contact: this.contact }),
      ...(this.suspendedOn && { suspendedOn: this.suspendedOn }),
      ...(this.withdrawnOn && { withdrawnOn: this.withdrawnOn }),
      ...(this.endedAs &&
        this.endedOn && { ended: { how: this.endedAs, on: this.endedOn, ...(this.successor && { successor: this.successor }) } }),
    };
  }

  /** @throws NoSuchStep in every other state. */
  refuseUnless(on: OnDay, ...states: readonly SignatoryState[]): void {
    const state = this.stateOn(on);
    if (!states.includes(state)) throw new NoSuchStep(state);
  }

  private recorded(reaffirmWithinDays: number): RecordedSignatory {
    const { confirmedOn, suspendedOn, withdrawnOn, endedAs, signatures } = this;
    return { versionId: signatures.at(-1)?.versionId ?? null, confirmedOn, suspendedOn, withdrawnOn, endedAs, reaffirmWithinDays };
  }

  private refuseOver(on: OnDay): void {
    this.refuseUnless(on, 'invited', 'pledged', ...COUNTED, 'suspended');
  }

  private refuseEarly(field: string, day: string, today: string, earliest: string | null | undefined): void {
    notAhead(field, day, today);
    if (earliest && day < earliest) {
      throw new InvalidInput([{ field, message: 'This is before what is recorded already of this body. Check the day.' }]);
    }
  }
}
SignatorySchema.setClass(Signatory);

/** Versions come the latest first. */
function isNewer(versionId: string, than: string, { versions }: CompactOverTime): boolean {
  const place = (id: string): number => versions.findIndex((version) => version.versionId === id);
  return place(versionId) >= 0 && place(versionId) < place(than);
}
