import { Clock, Ids } from '#clock';
import { InvalidInput, NotFound } from '#errors';
import { type Actor, roleInWords } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { History } from '../history/history.service.js';
import { notAhead } from '../not-ahead.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { insertedUnlessTaken } from '../records.js';
import type { AddStep, CloseEntry, OpenAgain, OpenEntry } from './brokering.commands.js';
import { BrokeringEntry, type OpenedEntry } from './brokering-entry.entity.js';
import { readsEvery } from './entries-read.js';

export const NO_SUCH_ENTRY = 'There is no such entry. Look under “Brokering log”.';

/** How the register of organisations names one: by its id, or by a number with the list that it is of. */
const IN_THE_REGISTER = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{2}-[A-Z]+-\S+)$/;

/** What the Compact Implementation Group brokers. None of it is told, and its words are in no history. */
@Injectable()
export class Brokering {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly organisations: OrganisationsService,
    private readonly history: History,
  ) {}

  /** Returns the id of the entry. */
  async open(actor: Actor, { organisation, publicBody, about, commitmentId, openedOn = this.clock.today() }: OpenEntry): Promise<string> {
    notAhead('openedOn', openedOn, this.clock.today());
    return this.em.fork().transactional(async (em) => {
      const { issuer, subject, role, heldFor } = actor;
      const entry = BrokeringEntry.open(this.ids.next(), {
        ...(await this.organisationOf(em, organisation.trim())),
        publicBody: publicBody.trim(),
        about: about.trim(),
        commitmentId: commitmentId ?? null,
        openedOn,
        heldBy: roleInWords(actor),
        role,
        heldFor: heldFor?.key ?? null,
        issuer,
        subject,
      });
      await insertedUnlessTaken(em, BrokeringEntry, entry);
      await this.remember(em, actor, entry.id, 'brokering opened');
      return entry.id;
    });
  }

  async addStep(actor: Actor, id: string, { text, on = this.clock.today() }: AddStep): Promise<void> {
    notAhead('on', on, this.clock.today());
    await this.inEntry(actor, id, 'brokering step added', (entry) => entry.step({ text: text.trim(), who: roleInWords(actor) }, on));
  }

  async close(actor: Actor, id: string, { text, outcome, proportionate }: CloseEntry): Promise<void> {
    const said = { text: text.trim(), who: roleInWords(actor), outcome, proportionate: proportionate?.trim() };
    await this.inEntry(actor, id, 'brokering closed', (entry) => entry.close(said, this.clock.today()));
  }

  async openAgain(actor: Actor, id: string, { text }: OpenAgain): Promise<void> {
    const said = { text: text.trim(), who: roleInWords(actor) };
    await this.inEntry(actor, id, 'brokering opened again', (entry) => entry.openAgain(said, this.clock.today()));
  }

  private async organisationOf(em: EntityManager, said: string): Promise<Pick<OpenedEntry, 'organisationId' | 'organisation'>> {
    if (!IN_THE_REGISTER.test(said)) return { organisationId: null, organisation: said };
    try {
      return { organisationId: (await this.organisations.ref(em, said)).organisationId, organisation: null };
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      const message = 'The register has no organisation of this number. Check it, or enter the name';
      throw new InvalidInput([{ field: 'organisation', message }]);
    }
  }

  private async inEntry(actor: Actor, id: string, act: string, take: (entry: BrokeringEntry) => void): Promise<void> {
    const { issuer, subject } = actor;
    await this.em.fork().transactional(async (em) => {
      const own = readsEvery(actor) ? {} : { issuer, subject };
      const entry = await em.findOne(BrokeringEntry, { id, ...own }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!entry) throw new NotFound(NO_SUCH_ENTRY);
      take(entry);
      await this.remember(em, actor, id, act);
    });
  }

  private async remember(em: EntityManager, actor: Actor, recordId: string, act: string): Promise<void> {
    await this.history.add(em, actor, [{ act, recordType: 'brokering-entry', recordId }]);
  }
}
