import type { RepresentativeNamedV1, RepresentativeUnnamedV1 } from '#contracts';
import { defineEntity, p } from '@mikro-orm/core';
import { CONSENT_ITEMS, type ConsentItem, presentText } from './consent-texts.js';
import { OtherTextByNow } from './consent.errors.js';

const ConsentSchema = defineEntity({
  name: 'Consent',
  tableName: 'consents',
  properties: {
    id: p.uuid().primary(),
    item: p.enum(CONSENT_ITEMS),
    textVersion: p.integer(),
    /** The words that the person read. */
    text: p.text(),
    issuer: p.text(),
    subject: p.text(),
    /** The role that it was given for; it stands no longer than that. */
    roleId: p.uuid(),
    organisationId: p.uuid(),
    givenAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
    endedBecause: p.enum(['withdrawn', 'role over'] as const).nullable(),
    version: p.integer().version(),
  },
});

/** The one role that a consent is given for. */
export interface RepresentedOrganisation {
  readonly issuer: string;
  readonly subject: string;
  readonly roleId: string;
  readonly organisationId: string;
  readonly organisation: string;
}

/** That a person agreed to one thing, in which words and when. It ends, and is never deleted. */
export class Consent extends ConsentSchema.class {
  /** @throws OtherTextByNow where the person read another version than the present one. */
  static give(
    id: string,
    item: ConsentItem,
    versionRead: number,
    { organisation, ...role }: RepresentedOrganisation,
    now: Date,
  ): { consent: Consent; named: RepresentativeNamedV1 } {
    const { version: textVersion, text } = presentText(item, organisation);
    if (versionRead !== textVersion) throw new OtherTextByNow();
    const given = { id, item, textVersion, text, ...role, givenAt: now, endedAt: null, endedBecause: null };
    const consent = Object.assign(new Consent(), given);
    return { consent, named: consent.reference };
  }

  get stands(): boolean {
    return this.endedAt == null;
  }

  /** From this instant on. Null where it stands no more: to end it twice does no harm. */
  end(because: 'withdrawn' | 'role over', now: Date): RepresentativeUnnamedV1 | null {
    if (!this.stands) return null;
    this.endedAt = now;
    this.endedBecause = because;
    return this.reference;
  }

  private get reference(): RepresentativeNamedV1 {
    return { organisationId: this.organisationId, representativeId: this.id };
  }
}
ConsentSchema.setClass(Consent);
