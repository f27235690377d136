import { Ids } from '#clock';
import {
  AliasAddedV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
  type OrganisationRef,
} from '#contracts';
import { prepared, sql } from '#database';
import { NotFound } from '#errors';
import type { Fact } from '#events';
import { identifierLike, partsOf } from '#grant-files';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Acts } from '../history/acts.service.js';
import { History } from '../history/history.service.js';
import { insertAll } from '../records.js';
import type { AddAlias, AddIdentifier, RemoveIdentifier, RenameOrganisation } from './name-organisation.command.js';
import { Organisation } from './organisation.entity.js';
import { type Claim, OrganisationMatching } from './organisation-matching.js';
import { IdentifierTaken } from './organisation.errors.js';
import type { RegisterOrganisation } from './register-organisation.command.js';

const REF = prepared(
  `select o.id as "organisationId", o.identifier, o.name from organisations o
   where o.id = coalesce((select organisation_id from organisation_identifiers where identifier = $1), $2::uuid)`,
);

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly em: EntityManager,
    private readonly ids: Ids,
    private readonly history: History,
    private readonly acts: Acts,
  ) {}

  /** Returns the id of the new record. Two officers may enter one organisation at once: its identifiers let one of them through. */
  async register(actor: Actor, command: RegisterOrganisation): Promise<string> {
    return this.em.transactional(async (em) => {
      const { organisation, registered } = Organisation.register(this.ids.next(), command);
      await this.claim(em, organisation.id, organisation.identifiers);
      em.persist(organisation);
      await this.acts.add(
        em,
        actor,
        { act: 'registered', recordType: 'organisation', recordId: organisation.id },
        { told: { contract: OrganisationRegisteredV1, subject: organisation.id, data: registered } },
      );
      return organisation.id;
    });
  }

  async rename(actor: Actor, organisationId: string, { name }: RenameOrganisation): Promise<void> {
    await this.em.transactional(async (em) => {
      const organisation = await this.load(em, organisationId);
      const renamed = organisation.rename(name);
      await this.acts.add(
        em,
        actor,
        { act: 'renamed', recordType: 'organisation', recordId: organisation.id, changes: { ...renamed } },
        { told: { contract: OrganisationRenamedV1, subject: organisation.id, data: renamed } },
      );
    });
  }

  async addAlias(actor: Actor, organisationId: string, { alias }: AddAlias): Promise<void> {
    await this.em.transactional(async (em) => {
      const organisation = await this.load(em, organisationId);
      const added = organisation.addAlias(alias);
      await this.acts.add(
        em,
        actor,
        { act: 'alias added', recordType: 'organisation', recordId: organisation.id, changes: { alias } },
        { told: { contract: AliasAddedV1, subject: organisation.id, data: added } },
      );
    });
  }

  async addIdentifier(actor: Actor, organisationId: string, { identifier }: AddIdentifier): Promise<void> {
    await this.em.transactional(async (em) => {
      const organisation = await this.load(em, organisationId);
      const added = organisation.addIdentifier(identifier);
      await this.claim(em, organisation.id, [added.added]);
      const changes = { added: added.added, identifier: added.identifier };
      await this.acts.add(
        em,
        actor,
        { act: 'identifier added', recordType: 'organisation', recordId: organisation.id, changes },
        { told: { contract: IdentifierAddedV1, subject: organisation.id, data: added } },
      );
    });
  }

  /** From now on another organisation may have it. */
  async removeIdentifier(actor: Actor, organisationId: string, { identifier, reason }: RemoveIdentifier): Promise<void> {
    await this.em.transactional(async (em) => {
      const organisation = await this.load(em, organisationId);
      const removed = organisation.removeIdentifier(identifier);
      await sql(em, 'delete from organisation_identifiers where identifier = $1 and organisation_id = $2', [identifier, organisationId]);
      const changes = { removed: removed.removed, identifier: removed.identifier };
      const line = { act: 'identifier removed', recordType: 'organisation', recordId: organisation.id, reason, changes } as const;
      await this.acts.add(em, actor, line, { told: { contract: IdentifierRemovedV1, subject: organisation.id, data: removed } });
    });
  }

  /** One organisation by the borough's own id or by any of its identifiers. */
  async ref(em: EntityManager, idOrIdentifier: string): Promise<OrganisationRef> {
    const [row] = await sql<OrganisationRef>(em, REF, [identifierLike(idOrIdentifier), UUID.test(idOrIdentifier) ? idOrIdentifier : null]);
    if (row) return row;
    throw new NotFound(`There is no organisation ${idOrIdentifier} in the register. Register it first, or check the identifier.`);
  }

  /** For a file: every organisation that has one of the identifiers, locked, ready to be matched. */
  async matching(em: EntityManager, identifiers: readonly string[]): Promise<OrganisationMatching> {
    const rows = await sql<Organisation>(
      em,
      `select id, name, identifier, identifiers, aliases, area_code as "areaCode" from organisations
       where id in (select organisation_id from organisation_identifiers where identifier = any($1::text[])) order by id for no key update`,
      [identifiers],
    );
    return new OrganisationMatching(
      rows.map((row) => Object.assign(new Organisation(), row)),
      this.ids,
    );
  }

  /** Writes what a file's organisations registered and altered, with a line of history each, and returns the facts to tell. */
  async write(em: EntityManager, actor: Actor, matching: OrganisationMatching, reason: string): Promise<readonly Fact[]> {
    const { registered, altered, claims, facts } = matching;
    const isNew = new Set(registered);
    const old = [...altered].filter((organisation) => !isNew.has(organisation));
    await insertAll(em, Organisation, registered);
    await sql(
      em,
      `update organisations o set identifier = row.identifier, identifiers = row.identifiers, aliases = row.aliases, version = o.version + 1
       from jsonb_to_recordset($1::jsonb) as row (id uuid, identifier text, identifiers text[], aliases text[]) where o.id = row.id`,
      [JSON.stringify(old.map(({ id, identifier, identifiers, aliases }) => ({ id, identifier, identifiers, aliases })))],
    );
    const written = new Set(await this.writeClaims(em, claims));
    const taken = claims.find(({ identifier }) => !written.has(identifier));
    if (taken) throw new IdentifierTaken(taken.identifier, (await this.ref(em, taken.identifier)).name);
    const line =
      (act: string) =>
      ({ id }: Organisation) => ({ act, recordType: 'organisation' as const, recordId: id, reason, told: true });
    await this.history.add(em, actor, [...registered.map(line('registered')), ...old.map(line('names or identifiers added'))]);
    return facts;
  }

  private async load(em: EntityManager, organisationId: string): Promise<Organisation> {
    const organisation = await em.findOne(Organisation, organisationId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!organisation)
      throw new NotFound('There is no such organisation in the register. It may have been merged; search for it by number.');
    return organisation;
  }

  /** Writes identifiers down as an organisation's own, or refuses because another has one of them. */
  private async claim(em: EntityManager, organisationId: string, identifiers: readonly string[]): Promise<void> {
    const claimed = await this.writeClaims(
      em,
      identifiers.map((identifier) => ({ identifier, organisationId })),
    );
    const taken = identifiers.find((identifier) => !claimed.includes(identifier));
    if (taken !== undefined) throw new IdentifierTaken(taken, (await this.ref(em, taken)).name);
  }

  private async writeClaims(em: EntityManager, claims: readonly Claim[]): Promise<string[]> {
    const parts = claims.map(({ identifier }) => partsOf(identifier));
    const written = await sql<Claim>(
      em,
      `insert into organisation_identifiers (identifier, scheme, number, organisation_id)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) on conflict do nothing returning identifier`,
      [
        claims.map(({ identifier }) => identifier),
        parts.map(({ scheme }) => scheme),
        parts.map(({ number }) => number),
        claims.map(({ organisationId }) => organisationId),
      ],
    );
    return written.map(({ identifier }) => identifier);
  }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
