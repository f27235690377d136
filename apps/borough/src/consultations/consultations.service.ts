import { Clock, Ids } from '#clock';
import { ConsultationPublishedV1, type DepartmentRef } from '#contracts';
import { InvalidInput, NotFound } from '#errors';
import { type Actor, roleInWords } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { ForbiddenException, Injectable } from '@nestjs/common';
import { ConsultedVersions } from '../compacts/consulted-versions.service.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { Acts } from '../history/acts.service.js';
import { insertedUnlessTaken } from '../records.js';
import { AnswerContacts } from './answer-contacts.service.js';
import { AnswersQueries } from './answers.queries.js';
import { ConsultedAlready, DraftNotApproved } from './consultation.errors.js';
import { Consultation } from './consultation.entity.js';
import { asKnown } from './earlier.js';
import { Running } from './running.js';
import type {
  BeginConsultation,
  ChangeConsultation,
  ExplainLength,
  ExtendConsultation,
  PublishOutcome,
  RecordEarlierConsultation,
  WithdrawConsultation,
} from './consultations.commands.js';

/** What one step of a consultation leaves in the history. */
interface Step {
  readonly act: string;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** Consultations that departments and the Compact Implementation Group run. */
@Injectable()
export class ConsultationsService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly departments: DepartmentsService,
    private readonly answers: AnswersQueries,
    private readonly contacts: AnswerContacts,
    private readonly versions: ConsultedVersions,
    private readonly acts: Acts,
  ) {}

  async begin(actor: Actor, { department: key, compactVersionId, ...asked }: BeginConsultation): Promise<string> {
    if (key && compactVersionId) {
      const message = 'The Compact Implementation Group asks about the Compact, not a department. Choose one of them.';
      throw new InvalidInput([{ field: 'department', message }]);
    }
    return this.em.transactional(async (em) => {
      const department = await this.departmentOf(em, actor, key);
      if (compactVersionId) await this.refuseUnapproved(em, compactVersionId);
      const whose = { departmentId: department?.departmentId ?? null, compactVersionId: compactVersionId ?? null };
      const consultation = Consultation.draft(this.ids.next(), whose, asked);
      if (!(await insertedUnlessTaken(em, Consultation, consultation))) throw new ConsultedAlready();
      await this.acts.add(em, actor, {
        act: 'begun',
        recordType: 'consultation',
        recordId: consultation.id,
        changes: { title: consultation.title },
      });
      return consultation.id;
    });
  }

  /** One that was over before these records were kept is told as it is known. */
  async recordEarlier(actor: Actor, command: RecordEarlierConsultation): Promise<string> {
    const { asked, known } = asKnown(command);
    return this.em.transactional(async (em) => {
      const department = await this.departmentOf(em, actor, command.department);
      const consultation = Consultation.earlier(this.ids.next(), department?.departmentId ?? null, asked, known, this.clock.today());
      await insertedUnlessTaken(em, Consultation, consultation);
      const step = { act: 'recorded afterwards', changes: { title: consultation.title } };
      await this.remember(em, actor, consultation, step, department);
      return consultation.id;
    });
  }

  async correctEarlier(actor: Actor, id: string, command: RecordEarlierConsultation): Promise<void> {
    const { asked, known } = asKnown(command);
    await this.step(actor, id, (consultation, today) => {
      consultation.correctEarlier(asked, known, today);
      return { act: 'recorded otherwise', changes: { title: consultation.title } };
    });
  }

  async change(actor: Actor, id: string, asked: ChangeConsultation): Promise<void> {
    await this.em.transactional(async (em) => {
      const consultation = await this.mine(em, actor, id);
      consultation.change(asked, this.clock.today());
      const changes = { title: consultation.title };
      await this.acts.add(em, actor, { act: 'changed', recordType: 'consultation', recordId: id, changes });
    });
  }

  /** A draft that is not wanted any more goes, as if it had never been; that somebody wrote one stays in the history. */
  async discard(actor: Actor, id: string): Promise<void> {
    await this.em.transactional(async (em) => {
      const consultation = await this.mine(em, actor, id);
      consultation.refuseUnless(this.clock.today(), 'draft');
      em.remove(consultation);
      const changes = { title: consultation.title };
      await this.acts.add(em, actor, { act: 'discarded', recordType: 'consultation', recordId: id, changes });
    });
  }

  async announce(actor: Actor, id: string): Promise<void> {
    await this.step(actor, id, async (consultation, today, em) => {
      consultation.announce(today);
      const { compactVersionId, opensOn, closesOn } = consultation;
      if (compactVersionId) {
        await this.refuseUnapproved(em, compactVersionId);
        await this.versions.consult(em, compactVersionId, opensOn, closesOn);
      }
      return { act: 'announced', changes: { opensOn, closesOn } };
    });
  }

  async explain(actor: Actor, id: string, { reason }: ExplainLength): Promise<void> {
    await this.step(actor, id, (consultation, today) => {
      consultation.explain(reason, today);
      return { act: 'reason published', reason };
    });
  }

  async extend(actor: Actor, id: string, { closesOn, reason }: ExtendConsultation): Promise<void> {
    await this.step(actor, id, async (consultation, today, em) => {
      const isReopened = consultation.extend(closesOn, reason, today);
      if (consultation.compactVersionId) await this.versions.answersUntil(em, consultation.compactVersionId, closesOn);
      return { act: isReopened ? 'opened again' : 'extended', changes: { closesOn }, reason };
    });
  }

  async withdraw(actor: Actor, id: string, { reason }: WithdrawConsultation): Promise<void> {
    await this.step(actor, id, async (consultation, today, em) => {
      consultation.withdraw(reason, today);
      if (consultation.compactVersionId) await this.versions.unconsulted(em, consultation.compactVersionId);
      await this.contacts.tellOutcome(em, consultation);
      return { act: 'consultation withdrawn', reason };
    });
  }

  async publishOutcome(actor: Actor, id: string, { summary, lateReason }: PublishOutcome): Promise<void> {
    await this.step(actor, id, async (consultation, today, em) => {
      consultation.publishOutcome(summary, lateReason, today);
      await this.answers.refuseUndecided(em, { consultationId: id });
      await this.contacts.tellOutcome(em, consultation);
      return { act: 'outcome published' };
    });
  }

  /** @throws ForbiddenException where somebody else runs it. */
  async refuseOthersOf(actor: Actor, id: string): Promise<void> {
    const em = this.em.fork();
    const consultation = await em.findOne(Consultation, id);
    if (!consultation) throw new NotFound('There is no such consultation. Look under “Have your say”.');
    await this.refuseOthers(em, actor, consultation.departmentId);
  }

  /** A consultation to write to, for those who run it. */
  async mine(em: EntityManager, actor: Actor, id: string): Promise<Consultation> {
    const consultation = await em.findOne(Consultation, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!consultation) throw new NotFound('There is no such consultation. Look under “Have your say”.');
    await this.refuseOthers(em, actor, consultation.departmentId);
    return consultation;
  }

  private async refuseOthers(em: EntityManager, actor: Actor, departmentId: string | null | undefined): Promise<void> {
    const department = departmentId ? (await this.departments.byIds(em, [departmentId])).get(departmentId) : null;
    if (department !== undefined && Running.of(actor)?.reaches(department?.key ?? null)) return;
    const whose = departmentId ? 'a department that your role is not for' : 'the Compact Implementation Group';
    throw new ForbiddenException(
      `You work as ${roleInWords(actor)}. This is a consultation of ${whose}. Work in another role, or ask a colleague who has one.`,
    );
  }

  private async departmentOf(em: EntityManager, actor: Actor, key: string | undefined): Promise<DepartmentRef | null> {
    const department = key ? await this.departments.ref(em, key) : null;
    await this.refuseOthers(em, actor, department?.departmentId ?? null);
    return department;
  }

  private async step(
    actor: Actor,
    id: string,
    take: (consultation: Consultation, today: string, em: EntityManager) => Step | Promise<Step>,
  ): Promise<void> {
    await this.em.transactional(async (em) => {
      const consultation = await this.mine(em, actor, id);
      const step = await take(consultation, this.clock.today(), em);
      const departments = consultation.departmentId ? await this.departments.byIds(em, [consultation.departmentId]) : null;
      const department = departments?.get(consultation.departmentId ?? '');
      await this.remember(em, actor, consultation, step, department ? { departmentId: department.id, name: department.name } : null);
    });
  }

  private async remember(em: EntityManager, actor: Actor, consultation: Consultation, step: Step, department: DepartmentRef | null) {
    const data = consultation.told(department, await this.answers.dispositions(em, consultation.id));
    await this.acts.add(
      em,
      actor,
      { ...step, recordType: 'consultation', recordId: consultation.id },
      { told: { contract: ConsultationPublishedV1, subject: consultation.id, data } },
    );
  }

  private async refuseUnapproved(em: EntityManager, versionId: string): Promise<void> {
    if (!(await this.versions.isApproved(em, versionId))) throw new DraftNotApproved();
  }
}
