import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';

const PaymentHoldSchema = defineEntity({
  name: 'PaymentHold',
  tableName: 'payment_holds',
  properties: {
    id: p.uuid().primary(),
    grantId: p.uuid(),
    heldFrom: p.date(),
    heldUntil: p.date().nullable(),
    reason: p.text(),
    recordedOn: p.date(),
    version: p.integer().version(),
  },
});

/** Payments of a grant are held. Labelled `case`: for the people who handle it, never for events, lists or history. */
export class PaymentHold extends PaymentHoldSchema.class {
  static record(id: string, grantId: string, { reason, from, until }: HeldPayment, today: string): PaymentHold {
    if (until && until < from)
      throw new InvalidInput([{ field: 'until', message: 'The last day comes before the first day. Check both.' }]);
    const hold = new PaymentHold();
    return Object.assign(hold, { id, grantId, reason: reason.trim(), heldFrom: from, heldUntil: until ?? null, recordedOn: today });
  }
}
PaymentHoldSchema.setClass(PaymentHold);

export interface HeldPayment {
  readonly reason: string;
  readonly from: string;
  readonly until?: string | undefined;
}
