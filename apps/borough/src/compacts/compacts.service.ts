import { Clock, firstDayOf, Ids } from '#clock';
import { CompactStandingChangedV1, CompactVersionAdoptedV1 } from '#contracts';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import { type Actor, type Side, sideOf } from '#identity';
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AnswersQueries } from '../consultations/answers.queries.js';
import { Acts } from '../history/acts.service.js';
import { CompactDocument } from './compact-document.entity.js';
import { CompactVersion } from './compact-version.entity.js';
import { CompactExists, InForceTogether, VersionLabelTaken } from './compact.errors.js';
import type {
  AdoptVersion,
  ApproveDraft,
  BeginDocument,
  BeginVersion,
  ChangeStanding,
  PresentDraft,
  SayWhy,
  WriteClause,
} from './compacts.commands.js';

/** The side that a role writes for. A secretary and members of the group write for neither. */
const writesFor = ({ role }: Actor): Side | null => (role === 'infrastructure-officer' ? 'sector' : sideOf(role));

/** What was done to a version, and what came of it. */
interface Changed<Result> {
  readonly act: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly result: Result;
}

/** The Compact of the borough and its codes of practice: written, approved, consulted on, presented, adopted. */
@Injectable()
export class CompactsService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly acts: Acts,
    private readonly answers: AnswersQueries,
  ) {}

  async beginDocument(actor: Actor, { kind, title }: BeginDocument): Promise<string> {
    const document = CompactDocument.of(this.ids.next(), { kind, title, begunOn: this.clock.today() });
    return this.em.transactional(async (em) => {
      await sql(em, `select pg_advisory_xact_lock(hashtext('the Compact'))`);
      const standing = kind === 'compact' ? await em.findOne(CompactDocument, { kind }) : null;
      if (standing) throw new CompactExists(standing.title);
      em.persist(document);
      await this.acts.add(em, actor, { act: 'document begun', recordType: 'compact', recordId: document.id, changes: { kind, title } });
      return document.id;
    });
  }

  async beginVersion(actor: Actor, documentId: string, { label, from }: BeginVersion): Promise<string> {
    try {
      return await this.em.transactional(async (em) => {
        const document = await this.document(em, documentId);
        const before = from ? await em.findOne(CompactVersion, { id: from, documentId: document.id }) : null;
        if (from && !before) throw new InvalidInput([{ field: 'from', message: 'Choose a version of this document.' }]);
        const version = CompactVersion.begin(this.ids.next(), document.id, label, before);
        em.persist(version);
        const changes = { label: version.label, ...(before && { from: before.label }) };
        await this.acts.add(em, actor, { act: 'version begun', recordType: 'compact-version', recordId: version.id, changes });
        return version.id;
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw new VersionLabelTaken(label);
      throw error;
    }
  }

  /** @param clauseId the one to write over; a new one without. @returns its id. */
  async writeClause(actor: Actor, versionId: string, clause: WriteClause, clauseId?: string): Promise<string> {
    return this.change(actor, versionId, (version) => {
      const before = clauseId ? clauseOf(version, clauseId) : null;
      const written = version.write(before?.clauseId ?? this.ids.next(), clause, writesFor(actor), this.clock.today());
      const changes = { clause: written.number, ...(before && { before: before.text }), text: written.text };
      return { act: before ? 'clause changed' : 'clause written', changes, result: written.clauseId };
    });
  }

  async removeClause(actor: Actor, versionId: string, clauseId: string): Promise<void> {
    await this.change(actor, versionId, (version) => {
      const { number, text } = clauseOf(version, clauseId);
      version.remove(clauseId, writesFor(actor), this.clock.today());
      return { act: 'clause removed', changes: { clause: number, before: text }, result: undefined };
    });
  }

  async approve(actor: Actor, versionId: string, { approvedOn }: ApproveDraft): Promise<void> {
    await this.step(actor, versionId, 'approved for consultation', { approvedOn }, (one, today) => one.approve(approvedOn, today));
  }

  /** After a consultation, once every answer has been answered. */
  async finalDraft(actor: Actor, versionId: string): Promise<void> {
    await this.step(actor, versionId, 'final draft made', {}, async (one, today, em) => {
      one.finalDraft(today);
      await this.answers.refuseUndecided(em, { versionId });
    });
  }

  async present(actor: Actor, versionId: string, { presentedTo, presentedOn }: PresentDraft): Promise<void> {
    await this.step(actor, versionId, 'presented', { presentedTo, presentedOn }, (one, today) =>
      one.present(presentedTo, presentedOn, today),
    );
  }

  async return(actor: Actor, versionId: string, { reason }: SayWhy): Promise<void> {
    await this.step(actor, versionId, 'returned', { reason }, (one, today) => one.return(reason, today));
  }

  async abandon(actor: Actor, versionId: string, { reason }: SayWhy): Promise<void> {
    await this.step(actor, versionId, 'abandoned', { reason }, (one, today) => one.abandon(reason, today));
  }

  /** @param wasBefore the version is of the time before these records, so that none of the steps before is asked for. */
  async adopt(actor: Actor, versionId: string, adoption: AdoptVersion, wasBefore = false): Promise<void> {
    const today = this.clock.today();
    try {
      await this.em.transactional(async (em) => {
        const version = await this.version(em, versionId);
        const document = await this.document(em, version.documentId);
        const told = wasBefore ? version.recordAdopted(document, adoption, today) : version.adopt(document, adoption, today);
        const changes = { label: version.label, inForceFrom: told.inForceFrom, adoptedBy: told.adoptedBy };
        await this.acts.add(
          em,
          actor,
          { act: 'adopted', recordType: 'compact-version', recordId: version.id, changes },
          { told: { contract: CompactVersionAdoptedV1, subject: version.id, data: told } },
        );
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw new InForceTogether(await this.inForceSince(versionId, adoption));
      throw error;
    }
  }

  async changeStanding(actor: Actor, { standing, from, reviewDueOn, reason }: ChangeStanding): Promise<void> {
    if (standing === 'national-meanwhile' && !reviewDueOn) {
      const message = 'Say when it is looked at again: the national Compact is not used meanwhile without an end in sight.';
      throw new InvalidInput([{ field: 'reviewDueOn', message }]);
    }
    if (from > this.clock.today()) throw new InvalidInput([{ field: 'from', message: 'This day is in the future. Say it when it is so.' }]);
    if (reviewDueOn && reviewDueOn <= from) {
      throw new InvalidInput([{ field: 'reviewDueOn', message: 'It is looked at again before it is so. Check both days.' }]);
    }
    await this.em.transactional(async (em) => {
      const document = await em.findOne(CompactDocument, { kind: 'compact' });
      if (!document) throw new NotFound('The borough has no record of its Compact yet. Begin it first.');
      await sql(
        em,
        `insert into compact_standings (id, document_id, standing, from_on, review_due_on, reason) values ($1, $2, $3, $4, $5, $6)`,
        [this.ids.next(), document.id, standing, from, reviewDueOn ?? null, reason],
      );
      const data = { documentId: document.id, standing, from, ...(reviewDueOn && { reviewDueOn }), reason };
      const changes = { standing, from };
      await this.acts.add(
        em,
        actor,
        { act: 'standing changed', recordType: 'compact', recordId: document.id, reason, changes },
        { told: { contract: CompactStandingChangedV1, subject: document.id, data } },
      );
    });
  }

  private async step(
    actor: Actor,
    versionId: string,
    act: string,
    changes: Readonly<Record<string, unknown>>,
    take: (version: CompactVersion, today: string, em: EntityManager) => void | Promise<void>,
  ): Promise<void> {
    await this.change(actor, versionId, async (version, em) => {
      await take(version, this.clock.today(), em);
      return { act, changes, result: undefined };
    });
  }

  /** One after the other, so that nobody writes over what another wrote meanwhile. */
  private async change<Result>(
    actor: Actor,
    versionId: string,
    act: (version: CompactVersion, em: EntityManager) => Changed<Result> | Promise<Changed<Result>>,
  ): Promise<Result> {
    return this.em.transactional(async (em) => {
      const version = await this.version(em, versionId);
      const { result, ...line } = await act(version, em);
      const { reason, ...changes } = line.changes;
      await this.acts.add(em, actor, {
        act: line.act,
        recordType: 'compact-version',
        recordId: version.id,
        changes,
        ...(typeof reason === 'string' && { reason }),
      });
      return result;
    });
  }

  private async version(em: EntityManager, versionId: string): Promise<CompactVersion> {
    const version = await em.findOne(CompactVersion, versionId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!version) throw new NotFound('There is no such version of the Compact. Open the Compact to see its versions.');
    return version;
  }

  private async document(em: EntityManager, documentId: string): Promise<CompactDocument> {
    const document = await em.findOne(CompactDocument, documentId);
    if (!document) throw new NotFound('There is no such document. Open the Compact to see its codes of practice.');
    return document;
  }

  private async inForceSince(versionId: string, { inForceFrom }: AdoptVersion): Promise<string> {
    const [row] = await sql<{ label: string }>(
      this.em.fork(),
      `select other.label from compact_versions one join compact_versions other using (document_id)
       where one.id = $1 and other.id <> $1 and other.in_force_first_day = $2::date`,
      [versionId, firstDayOf(inForceFrom)],
    );
    return row?.label ?? 'of another name';
  }
}

function clauseOf(version: CompactVersion, clauseId: string) {
  const clause = version.clauses.find((one) => one.clauseId === clauseId);
  if (!clause) throw new NotFound('There is no such clause in this version. Open the version to see its clauses.');
  return clause;
}
