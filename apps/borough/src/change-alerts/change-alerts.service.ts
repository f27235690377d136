import { Clock, Ids, workingDaysAfter } from '#clock';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import { type Actor, roleInWords } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { ForbiddenException, Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { type HistoryLine, History } from '../history/history.service.js';
import { insertedUnlessTaken } from '../records.js';
import { AlertsSeen } from './alerts-seen.js';
import { type AlertText, ChangeAlert } from './change-alert.entity.js';
import type { AnswerAlert, CloseAlert, CommentOnAlert, GiveAlert, UpdateAlert, WithdrawAlert } from './change-alerts.commands.js';

const RECORD = 'change-alert';
export const NO_SUCH_ALERT = 'There is no such alert. Look under “Change alerts”.';

type Step = Pick<HistoryLine, 'act' | 'reason' | 'changes'>;

/** Departments tell the Compact Implementation Group early of what is coming, and the group answers. None of it leaves the borough. */
@Injectable()
export class ChangeAlerts {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
    private readonly departments: DepartmentsService,
    private readonly history: History,
  ) {}

  /** Returns the id of the alert. */
  async give(actor: Actor, { department, ...command }: GiveAlert): Promise<string> {
    return this.em.fork().transactional(async (em) => {
      const { departmentId } = await this.departments.ref(em, department);
      await this.refuseOthers(em, actor, departmentId);
      const text = textOf(command);
      await refuseDeadLink(em, text.link);
      const alert = ChangeAlert.give(this.ids.next(), departmentId, text, { today: this.clock.today(), answerBy: this.answerBy() });
      await insertedUnlessTaken(em, ChangeAlert, alert);
      await this.history.add(em, actor, [{ act: 'alert given', recordType: RECORD, recordId: alert.id }]);
      return alert.id;
    });
  }

  async update(actor: Actor, id: string, command: UpdateAlert): Promise<void> {
    await this.ofDepartment(actor, id, async (alert, em) => {
      const text = textOf(command);
      await refuseDeadLink(em, text.link);
      return { act: 'alert updated', changes: { ...alert.update(text, this.answerBy()) } };
    });
  }

  async withdraw(actor: Actor, id: string, { text }: WithdrawAlert): Promise<void> {
    await this.ofDepartment(actor, id, (alert) => {
      alert.withdraw(text, this.clock.today());
      return { act: 'alert withdrawn', reason: text };
    });
  }

  async close(actor: Actor, id: string, { text }: CloseAlert): Promise<void> {
    await this.ofDepartment(actor, id, (alert) => {
      alert.close(text, this.clock.today());
      return { act: 'alert closed', reason: text };
    });
  }

  /** By a chair of either side, or by the secretary for them. */
  async answer(actor: Actor, id: string, { kind, words, talkUntil }: AnswerAlert): Promise<void> {
    await this.step(actor, id, (alert) => {
      alert.answer({ kind, words, ...(talkUntil && { talkUntil }), who: roleInWords(actor), on: this.clock.today() });
      return { act: 'alert answered', reason: words, changes: { kind, ...(talkUntil && { talkUntil }) } };
    });
  }

  async comment(actor: Actor, id: string, { text }: CommentOnAlert): Promise<void> {
    await this.step(actor, id, (alert) => {
      alert.comment({ text, who: roleInWords(actor), on: this.clock.today() });
      return { act: 'alert commented on' };
    });
  }

  private answerBy(): string {
    return workingDaysAfter(this.clock.today(), this.borough.changeAlertWorkingDays);
  }

  private async ofDepartment(
    actor: Actor,
    id: string,
    take: (alert: ChangeAlert, em: EntityManager) => Step | Promise<Step>,
  ): Promise<void> {
    await this.step(actor, id, async (alert, em) => {
      await this.refuseOthers(em, actor, alert.departmentId);
      return take(alert, em);
    });
  }

  private async step(actor: Actor, id: string, take: (alert: ChangeAlert, em: EntityManager) => Step | Promise<Step>): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const alert = await em.findOne(ChangeAlert, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!alert || !(await this.isSeen(em, actor, alert))) throw new NotFound(NO_SUCH_ALERT);
      const step = await take(alert, em);
      await this.history.add(em, actor, [{ ...step, recordType: RECORD, recordId: id }]);
    });
  }

  private async isSeen(em: EntityManager, actor: Actor, { departmentId }: ChangeAlert): Promise<boolean> {
    const key = (await this.departments.byIds(em, [departmentId])).get(departmentId)?.key;
    return key !== undefined && AlertsSeen.of(actor)?.reaches(key) === true;
  }

  private async refuseOthers(em: EntityManager, actor: Actor, departmentId: string): Promise<void> {
    const department = (await this.departments.byIds(em, [departmentId])).get(departmentId);
    if (department && actor.may('change-alerts.give', department.key)) return;
    throw new ForbiddenException(
      `You work as ${roleInWords(actor)}. An alert of ${department?.name ?? 'that department'} needs a role for it, or for the whole ` +
        'borough. Work in another of your roles, or ask a colleague there.',
    );
  }
}

function textOf({ kind, what, affected, fromOn, sureness, asks, link }: UpdateAlert): AlertText {
  return { kind, what: what.trim(), affected: affected.trim(), fromOn: fromOn ?? null, sureness, asks: asks.trim(), link: link ?? null };
}

const PUBLISHED: Readonly<Record<string, string>> = {
  grants: 'select from grants where id = $1 and withdrawn_on is null',
  consultations: 'select from consultations where id = $1 and published_on is not null',
};

/** @throws InvalidInput for the address of what everyone does not see: a link tells of nothing that is not public. */
async function refuseDeadLink(em: EntityManager, link: string | null): Promise<void> {
  const [, kind = '', id] = link?.split('/') ?? [];
  const statement = PUBLISHED[kind];
  if (!statement || (await sql(em, statement, [id])).length > 0) return;
  const message = 'There is no grant or consultation at this address that everyone sees. Check it, or leave it out';
  throw new InvalidInput([{ field: 'link', message }]);
}
