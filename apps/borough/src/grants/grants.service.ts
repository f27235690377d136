import { Clock, Ids } from '#clock';
import { type FunderRef, GrantAwardedV1, GrantCorrectedV1, GrantWithdrawnV1 } from '#contracts';
import { isTaken } from '#database';
import type { Actor } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { Acts } from '../history/acts.service.js';
import { inserting, saving } from '../records.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProgrammesService } from '../programmes/programmes.service.js';
import type { Award } from './award.js';
import type { AwardGrant } from './award-grant.command.js';
import type { CorrectGrant } from './correct-grant.command.js';
import { Grant } from './grant.entity.js';
import { GrantIdentifierTaken } from './grant.errors.js';
import { GrantRecords } from './grant-records.service.js';
import { followingSum } from './grant-years.js';
import type { HoldPayment } from './hold-payment.command.js';
import { PaymentHold } from './payment-hold.entity.js';
import type { WithdrawGrant } from './withdraw.command.js';

@Injectable()
export class GrantsService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
    private readonly records: GrantRecords,
    private readonly organisations: OrganisationsService,
    private readonly departments: DepartmentsService,
    private readonly programmes: ProgrammesService,
    private readonly acts: Acts,
  ) {}

  /** Returns the id of the grant. Of two awards with one identifier in the same moment, the table lets one through. */
  async award(actor: Actor, command: AwardGrant): Promise<string> {
    const { em, ids } = this;
    const id = ids.next();
    const { reason, identifier = `${this.borough.grantPrefix}-${id}` } = command;
    if (command.identifier && (await this.records.isIdentifierTaken(em, identifier))) throw new GrantIdentifierTaken(identifier);
    const { grant, awarded } = Grant.award(id, { ...(await this.awardOf(em, command)), identifier }, this.clock.today());
    await this.departments.refuseOthers(em, actor, 'grants.award', grant.departmentId);
    const told = { contract: GrantAwardedV1, subject: id, data: awarded };
    try {
      const line = { act: 'awarded', recordType: 'grant', recordId: id, reason } as const;
      await this.acts.add(em, actor, line, { told, made: [saving(em, Grant, grant)] });
    } catch (error) {
      if (isTaken(error)) throw new GrantIdentifierTaken(identifier);
      throw error;
    }
    return id;
  }

  /** An officer corrects what they may see before and after: a grant does not change hands between departments by one of them alone. */
  async correct(actor: Actor, grantId: string, { reason, ...command }: CorrectGrant): Promise<void> {
    await this.em.transactional(async (em) => {
      const { grant, variations, award } = await this.records.lock(em, actor, 'grants.vary', grantId);
      const right = await this.corrected(em, award, command);
      const { correctedFields, corrected } = grant.correct(award, right, reason, variations, this.clock.today());
      await this.departments.refuseOthers(em, actor, 'grants.vary', grant.departmentId);
      const changes = { correctedFields };
      const told = corrected && { contract: GrantCorrectedV1, subject: grantId, data: corrected };
      await this.acts.add(
        em,
        actor,
        { act: 'corrected', recordType: 'grant', recordId: grantId, reason, changes },
        { told, made: [saving(em, Grant, grant)] },
      );
    });
  }

  async withdraw(actor: Actor, grantId: string, { reason }: WithdrawGrant): Promise<void> {
    await this.em.transactional(async (em) => {
      const { grant } = await this.records.lock(em, actor, 'grants.vary', grantId);
      const withdrawn = grant.withdraw(reason, this.clock.today());
      const told = { contract: GrantWithdrawnV1, subject: grantId, data: withdrawn };
      await this.acts.add(
        em,
        actor,
        { act: 'withdrawn', recordType: 'grant', recordId: grantId, reason },
        { told, made: [saving(em, Grant, grant)] },
      );
    });
  }

  /** The history says that a hold was recorded and no more. */
  async holdPayment(actor: Actor, grantId: string, command: HoldPayment): Promise<string> {
    return this.em.transactional(async (em) => {
      const { grant } = await this.records.lock(em, actor, 'grants.hold-payment', grantId);
      grant.refuseWithdrawn();
      const hold = PaymentHold.record(this.ids.next(), grantId, command, this.clock.today());
      const line = { act: 'payment hold recorded', recordType: 'grant', recordId: grantId } as const;
      await this.acts.add(em, actor, line, { made: [inserting(em, PaymentHold, [hold])] });
      return hold.id;
    });
  }

  private async awardOf(em: EntityManager, command: AwardGrant): Promise<Omit<Award, 'identifier'>> {
    const { department: key, programmeId } = command;
    const department = key ? await this.departments.ref(em, key) : undefined;
    return {
      title: command.title,
      description: command.description,
      organisation: await this.organisations.ref(em, command.organisation),
      funder: this.ownFunder(),
      department,
      programme: programmeId ? await this.programmes.ref(em, programmeId, department?.departmentId ?? null) : undefined,
      amountAppliedForPence: command.amountAppliedForPence ?? undefined,
      amountAwardedPence: command.amountAwardedPence,
      awardedOn: command.awardedOn,
      startsOn: command.startsOn ?? undefined,
      endsOn: command.endsOn ?? undefined,
      durationMonths: command.durationMonths ?? undefined,
      years: command.years ?? [],
      paidInAdvance: command.paidInAdvance ?? 'not-recorded',
      openCall: command.openCall ?? undefined,
      kept: { dateModified: this.clock.now().toISOString() },
    };
  }

  /** The award as it should read: what was sent over what is recorded, and nothing where null was sent. */
  private async corrected(em: EntityManager, award: Award, sent: Omit<CorrectGrant, 'reason'>): Promise<Award> {
    const { organisation, department: key, programmeId, paidInAdvance, years, ...plain } = sent;
    const values = Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, value ?? undefined] as const]));
    const department = key === undefined ? award.department : key === null ? undefined : await this.departments.ref(em, key);
    const programme = programmeId === undefined ? award.programme?.programmeId : programmeId;
    return {
      ...award,
      ...Object.fromEntries(values),
      organisation: organisation === undefined ? award.organisation : await this.organisations.ref(em, organisation),
      department,
      programme: programme ? await this.programmes.ref(em, programme, department?.departmentId ?? null) : undefined,
      years: years === undefined ? followingSum(award.years, sent.amountAwardedPence ?? award.amountAwardedPence) : (years ?? []),
      paidInAdvance: paidInAdvance === undefined ? award.paidInAdvance : (paidInAdvance ?? 'not-recorded'),
      kept: { ...award.kept, dateModified: this.clock.now().toISOString() },
    };
  }

  private ownFunder(): FunderRef {
    const { identifier, name } = this.borough.body;
    return { identifier, name, ownFunding: true };
  }
}
