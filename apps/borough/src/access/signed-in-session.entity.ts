import { defineEntity, p } from '@mikro-orm/core';

const SignedInSessionSchema = defineEntity({
  name: 'SignedInSession',
  tableName: 'sessions',
  properties: {
    idHash: p.text().primary(),
    issuer: p.text(),
    subject: p.text(),
    name: p.text(),
    csrf: p.text(),
    begunAt: p.datetime(),
    seenAt: p.datetime(),
  },
});

/** A sign-in by browser, as it is kept. */
export class SignedInSession extends SignedInSessionSchema.class {}
SignedInSessionSchema.setClass(SignedInSession);
