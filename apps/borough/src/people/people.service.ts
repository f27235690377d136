import { Clock } from '#clock';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, ROLE_DEFINITIONS, isRole } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AccessService } from '../access/access.service.js';
import { Borough } from '../borough.js';
import { HistoryErasure } from '../history/history-erasure.service.js';
import { ErasedAlready, ProposalIsOpen, StillHoldsRole } from './people.errors.js';
import { type HeldPart, PersonalData, type Whose } from './personal-data.service.js';

/** A person as the borough knows them by one of their roles. */
export interface KnownPerson extends Whose {
  readonly name: string;
}

const OPEN_PROPOSAL = `
  select 1 from two_key_acts where state = 'proposed' and expires_at > $3 and (content ->> 'issuer' = $1 and content ->> 'subject' = $2
    or content ->> 'roleId' in (select id::text from role_assignments where issuer = $1 and subject = $2))`;

/** What is held about a person: given to them, and erased once they left. */
@Injectable()
export class People {
  constructor(
    private readonly em: EntityManager,
    private readonly data: PersonalData,
    private readonly access: AccessService,
    private readonly history: HistoryErasure,
    private readonly borough: Borough,
    private readonly clock: Clock,
  ) {}

  async heldAbout(whose: Whose): Promise<HeldPart[]> {
    return await this.data.countsOf(whose);
  }

  /** Everything that is held about a person, as one JSON text. */
  export(whose: Whose): AsyncGenerator<string> {
    return this.data.textOf(whose, { service: this.borough.publicUrl, borough: this.borough.code, madeAt: this.clock.now() });
  }

  /** Whom a role was given to. @throws NotFound; ErasedAlready. */
  async byRole(roleId: string, em = this.em.fork()): Promise<KnownPerson> {
    const [person] = await sql<KnownPerson>(em, 'select issuer, subject, name from role_assignments where id = $1', [roleId]);
    if (!person) throw new NotFound('There is no such role here. Look for it in the list of roles.');
    if (person.subject === 'erased') throw new ErasedAlready();
    return person;
  }

  /**
   * Takes a person who left out of everything. What they did stays, without who did it; the history says that it was erased, and by whom.
   * @throws StillHoldsRole; ProposalIsOpen; ErasedAlready; NotFound.
   */
  async erase(actor: Actor, roleId: string): Promise<void> {
    await this.access.oneAtATime(async (em) => {
      const person = await this.byRole(roleId, em);
      await this.refuseErasing(em, person);
      const lines = await this.history.naming(em, person);
      await this.data.eraseIn(em, person);
      await this.history.eraseIn(em, actor, lines);
    });
    await this.history.seal();
  }

  private async refuseErasing(em: EntityManager, { issuer, subject }: Whose): Promise<void> {
    const now = this.clock.now().toISOString();
    const held = await sql<{ role: string }>(
      em,
      'select role from role_assignments where issuer = $1 and subject = $2 and (held_until is null or held_until > $3) order by role',
      [issuer, subject, now],
    );
    if (held.length > 0) throw new StillHoldsRole(held.map(({ role }) => (isRole(role) ? ROLE_DEFINITIONS[role].title : role)));
    const open = await sql(em, OPEN_PROPOSAL, [issuer, subject, now]);
    if (open.length > 0) throw new ProposalIsOpen();
  }
}
