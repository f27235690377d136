import { Clock, Ids } from '#clock';
import { type CompactSignature, CompactSignatoryChangedV1 } from '#contracts';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { AdoptedVersions } from '../compacts/adopted-versions.queries.js';
import { Acts } from '../history/acts.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { insertedUnlessTaken } from '../records.js';
import { type OnDay, type SigningBody, Signatory } from './signatory.entity.js';
import { SignatoryExists } from './signatory.errors.js';
import type {
  ChangeContact,
  ConfirmSignatory,
  CorrectSignature,
  EndSignatory,
  InviteBody,
  SignVersion,
  WithdrawSignatory,
} from './signatories.commands.js';

const RECORD = 'compact-signatory';

/** What one step leaves in the history. */
interface Step {
  readonly act: string;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** The bodies that signed the Compact, and those that were asked to. */
@Injectable()
export class SignatoriesService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
    private readonly adopted: AdoptedVersions,
    private readonly organisations: OrganisationsService,
    private readonly acts: Acts,
  ) {}

  /** Returns the id of the new record. */
  async invite(actor: Actor, { side, invitedOn, contact, ...named }: InviteBody): Promise<string> {
    return this.em.transactional(async (em) => {
      const body = await this.bodyOf(em, named);
      const more = { side, invitedOn: invitedOn ?? null, contact: contact ?? null };
      const signatory = Signatory.invite(this.ids.next(), body, more, this.clock.today());
      if (!(await insertedUnlessTaken(em, Signatory, signatory))) throw new SignatoryExists(body.name);
      const changes = { name: body.name, ...(invitedOn && { invitedOn }) };
      await this.acts.add(em, actor, { act: 'invited', recordType: RECORD, recordId: signatory.id, changes });
      return signatory.id;
    });
  }

  async pledge(actor: Actor, id: string, command: SignVersion): Promise<void> {
    await this.step(actor, id, async (signatory, on, em) => {
      const signature = await this.signatureOf(em, command);
      signatory.pledge(signature, on);
      return { act: 'signed', changes: changesOf(signature) };
    });
  }

  async confirm(actor: Actor, id: string, { confirmedOn }: ConfirmSignatory): Promise<void> {
    await this.step(actor, id, (signatory, on) => {
      signatory.confirm(confirmedOn, on);
      return { act: 'confirmed', changes: { confirmedOn } };
    });
  }

  async reaffirm(actor: Actor, id: string, command: SignVersion): Promise<void> {
    await this.step(actor, id, async (signatory, on, em) => {
      const signature = await this.signatureOf(em, command);
      signatory.reaffirm(signature, on);
      return { act: 're-affirmed', changes: changesOf(signature) };
    });
  }

  async correct(actor: Actor, id: string, { reason, ...command }: CorrectSignature): Promise<void> {
    await this.step(actor, id, async (signatory, on, em) => {
      const signature = await this.signatureOf(em, command);
      signatory.correct(signature, on);
      return { act: 'signature corrected', changes: changesOf(signature), reason };
    });
  }

  async changeContact(actor: Actor, id: string, { contact }: ChangeContact): Promise<void> {
    await this.step(actor, id, (signatory) => {
      signatory.contact = contact ?? null;
      return { act: 'contact changed' };
    });
  }

  async withdraw(actor: Actor, id: string, { withdrawnOn }: WithdrawSignatory): Promise<void> {
    await this.step(actor, id, (signatory, on) => {
      signatory.withdraw(withdrawnOn, on);
      return { act: 'left', changes: { withdrawnOn } };
    });
  }

  async end(actor: Actor, id: string, { endedAs, endedOn, successor }: EndSignatory): Promise<void> {
    await this.step(actor, id, (signatory, on) => {
      signatory.end(endedAs, endedOn, successor, on);
      return { act: endedAs, changes: { endedOn, ...(signatory.successor && { successor: signatory.successor }) } };
    });
  }

  /** In the transaction of `em`: a step that both chairs decided, or one of theirs. */
  async stepIn(
    em: EntityManager,
    actor: Actor,
    id: string,
    take: (signatory: Signatory, on: OnDay, em: EntityManager) => Step | Promise<Step>,
  ): Promise<void> {
    const signatory = await this.signatory(em, id, LockMode.PESSIMISTIC_WRITE);
    const step = await take(signatory, await this.onToday(em), em);
    const data = signatory.told(await this.bodyNow(em, signatory), this.borough.reaffirmWithinDays);
    await this.acts.add(
      em,
      actor,
      { ...step, recordType: RECORD, recordId: id },
      data ? { told: { contract: CompactSignatoryChangedV1, subject: id, data } } : {},
    );
  }

  /** To read; nobody is kept from changing it meanwhile. */
  async asItStands(em: EntityManager, id: string): Promise<{ signatory: Signatory; on: OnDay }> {
    return { signatory: await this.signatory(em, id), on: await this.onToday(em) };
  }

  private async step(actor: Actor, id: string, take: Parameters<SignatoriesService['stepIn']>[3]): Promise<void> {
    await this.em.transactional((em) => this.stepIn(em, actor, id, take));
  }

  private async signatory(em: EntityManager, id: string, lockMode?: LockMode.PESSIMISTIC_WRITE): Promise<Signatory> {
    const signatory = await em.findOne(Signatory, id, lockMode ? { lockMode } : {});
    if (!signatory) throw new NotFound('There is no such signatory. Open Signatories to see them all.');
    return signatory;
  }

  private async onToday(em: EntityManager): Promise<OnDay> {
    return { today: this.clock.today(), compact: await this.adopted.all(em), reaffirmWithinDays: this.borough.reaffirmWithinDays };
  }

  /** The version is held as adopted until the signature is recorded. */
  private async signatureOf(em: EntityManager, { versionId, signedOn, signedAs }: SignVersion): Promise<CompactSignature> {
    const [version] = await sql<{ label: string }>(
      em,
      `select v.label from compact_versions v join compact_documents d on d.id = v.document_id
       where v.id = $1 and v.state = 'adopted' and d.kind = 'compact' for share of v`,
      [versionId],
    );
    if (version) return { versionId, versionLabel: version.label, signedOn, signedAs: signedAs.trim() };
    const message = 'Choose a version of the Compact itself that was adopted. Drafts and codes of practice are not signed.';
    throw new InvalidInput([{ field: 'versionId', message }]);
  }

  private async bodyOf(em: EntityManager, { organisationId, name, identifier }: Partial<SigningBody>): Promise<SigningBody> {
    if (organisationId) return await this.organisations.ref(em, organisationId);
    const known = identifier ? await this.organisations.ref(em, identifier).catch(unlessNotFound) : null;
    if (known) return known;
    if (name?.trim()) return { name: name.trim(), ...(identifier && { identifier }) };
    const message = identifier
      ? 'The register has no organisation with this identifier. Enter the name, too'
      : 'Enter the name of the body';
    throw new InvalidInput([{ field: 'name', message }]);
  }

  /** As the register has it now, where it is there. */
  private async bodyNow(em: EntityManager, { organisationId, name, identifier }: Signatory): Promise<SigningBody> {
    if (organisationId) return await this.organisations.ref(em, organisationId);
    return { name, ...(identifier && { identifier }) };
  }
}

const changesOf = ({ versionLabel: version, signedOn, signedAs }: CompactSignature) => ({ version, signedOn, signedAs });

function unlessNotFound(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
