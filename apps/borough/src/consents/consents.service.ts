import { Clock, Ids } from '#clock';
import { RepresentativeNamedV1, RepresentativeUnnamedV1 } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { Outbox } from '#events';
import { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Acts } from '../history/acts.service.js';
import { insertedUnlessTaken } from '../records.js';
import { Consent } from './consent.entity.js';
import type { GiveConsent } from './consents.commands.js';
import { ConsentsQueries } from './consents.queries.js';

const ENDED_AT_ONCE = 200;

/** Whoever agrees, or withdraws: themselves alone. */
interface Themselves {
  readonly issuer: string;
  readonly subject: string;
}

/** What people agree to about themselves. Nobody else can give it, or withdraw it. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly em: EntityManager,
    private readonly queries: ConsentsQueries,
    private readonly acts: Acts,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Given already, it stands as it is. @throws NotFound where the person does not hold the role; OtherTextByNow. */
  async give({ issuer, subject }: Themselves, { item, role: roleId, version }: GiveConsent): Promise<void> {
    const { asked, given } = await this.queries.of({ issuer, subject });
    if (given.some((one) => one.roleId === roleId && one.item === item && one.endedAt === null)) return;
    const found = asked.find((one) => one.roleId === roleId && one.item === item);
    if (!found) throw new NotFound('You are not asked for this consent, or not any more. Look under “Your consents”.');
    const role = { issuer, subject, roleId, organisationId: found.organisationId, organisation: found.organisation };
    const { consent, named } = Consent.give(this.ids.next(), item, version, role, this.clock.now());
    await this.em.fork().transactional(async (em) => {
      if (!(await insertedUnlessTaken(em, Consent, consent))) return; // The button was pressed twice.
      const told = { contract: RepresentativeNamedV1, subject: consent.organisationId, data: named };
      await this.acts.add(em, representative(consent), lineOf(consent, 'given'), { told });
    });
  }

  /** At once, and without a question. @throws NotFound where it is not theirs. */
  async withdraw({ issuer, subject }: Themselves, consentId: string): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const consent = await em.findOne(Consent, { id: consentId, issuer, subject }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!consent) throw new NotFound('You have given no such consent. Look under “Your consents”.');
      const data = consent.end('withdrawn', this.clock.now());
      if (!data) return;
      await em.persist(consent).flush();
      const told = { contract: RepresentativeUnnamedV1, subject: consent.organisationId, data };
      await this.acts.add(em, representative(consent), lineOf(consent, 'withdrawn'), { told });
    });
  }

  /** Ends what was given for roles that are over: ended by somebody, or past their last day. @returns how many there were. */
  async endOver(): Promise<number> {
    const now = this.clock.now();
    const over = `from consents c join role_assignments r on r.id = c.role_id where c.ended_at is null and r.held_until <= $1`;
    const [look] = await sql<{ some: boolean }>(this.em.fork(), `select exists (select ${over}) as some`, [now.toISOString()]);
    if (!look?.some) return 0;
    return await this.em.fork().transactional(async (em) => {
      const rows = await sql<{ id: string }>(em, `select c.id ${over} limit $2 for update of c skip locked`, [
        now.toISOString(),
        ENDED_AT_ONCE,
      ]);
      const consents = await em.find(Consent, { id: { $in: rows.map(({ id }) => id) } });
      const facts = consents.flatMap((consent) => {
        const data = consent.end('role over', now);
        return data ? [{ contract: RepresentativeUnnamedV1, subject: consent.organisationId, data }] : [];
      });
      await em.persist(consents).flush();
      await this.outbox.add(em, facts);
      return facts.length;
    });
  }
}

/** A person at the only act that takes no permission: saying what becomes of their own name. */
function representative({ issuer, subject, organisationId: key }: Consent): Actor {
  return new Actor({ issuer, subject, name: subject, role: 'representative', heldFor: { kind: 'organisation', key } });
}

const lineOf = ({ id, item, textVersion }: Consent, act: string) => ({
  act,
  recordType: 'consent' as const,
  recordId: id,
  changes: { item, textVersion },
});
