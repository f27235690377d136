import { decodeCursor, page, type Page } from '#api';
import { Clock } from '#clock';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, actorsWith, type Permission, type Person } from '#identity';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { ForbiddenException, Injectable } from '@nestjs/common';
import { DepartmentsService } from '../departments/departments.service.js';
import { History } from '../history/history.service.js';
import {
  GrantRecord,
  GrantView,
  GrantWithVariations,
  type RecordedVariation,
  StandingGrant,
  type VariationView,
  WithdrawnGrant,
} from './grant.views.js';
import { publicConditionOf } from './grant-filter.js';
import { type GrantDates, grantStatus } from './grant-status.js';
import { GRANT_ACTS } from './grant-acts.js';
import { PaymentHoldQueries } from './payment-holds.queries.js';
import type { GrantsAsked } from './grants-query.js';

const PUBLIC_STANDING = `'amountPence', g.public_amount_pence, 'years', g.public_years, 'endedFrom', g.public_ended_from`;
const OWN_STANDING = `'amountPence', g.amount_pence, 'years', g.years, 'endedFrom', g.ended_from`;

/** A grant as JSON. Every field is named here: what is not, is not shown. */
const grantJson = (standing: string): string => `json_build_object(
  'id', g.id, 'identifier', g.identifier, 'title', g.title, 'description', g.description,
  'organisation', json_build_object('id', o.id, 'identifier', o.identifier, 'name', o.name),
  'funder', json_build_object('identifier', g.funder_identifier, 'name', g.funder_name, 'ownFunding', g.own_funding),
  'department', case when d.id is not null then json_build_object('key', d.key, 'name', d.name) end,
  'programme', case when p.id is not null then json_build_object('id', p.id, 'title', p.title, 'code', p.code) end,
  'amountAppliedForPence', g.amount_applied_for_pence, 'amountAwardedPence', g.amount_awarded_pence, ${standing},
  'awardedOn', g.awarded_on, 'startsOn', g.starts_on, 'endsOn', g.ends_on, 'durationMonths', g.duration_months,
  'paidInAdvance', g.paid_in_advance, 'openCall', g.open_call)`;

const WITH_REFS = `
  join organisations o on o.id = g.organisation_id
  left join departments d on d.id = g.department_id
  left join programmes p on p.id = g.programme_id`;

const VARIATION = `
  v.id, v.kind, case v.kind when 'early-warning' then 'early-warning' else 'unconditional' end as certainty,
  v.effective_on as "effectiveOn", v.reason, v.previous_amount_pence::float8 as "previousAmountPence",
  v.amount_pence::float8 as "amountPence", v.years, v.warned_of as "warnedOf",
  v.told_in_writing_on as "toldInWritingOn", v.received_on as "receivedOn", v.exception_ground as "exceptionGround",
  v.exception_approved_by as "exceptionApprovedBy", v.agreed_shorter as "agreedShorter", v.made_public_on as "madePublicOn",
  v.withdrawn_on as "withdrawnOn", v.withdrawal_reason as "withdrawalReason"`;

type Listed = Omit<GrantView, 'status' | 'statusSays' | 'statusBasis'>;
type Row = { grant: Listed; withdrawnOn: string | null; withdrawalReason: string | null };

/** The grants of this borough, read as plain rows. What is public, and what only officers of the department see, are asked apart. */
@Injectable()
export class GrantsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly departments: DepartmentsService,
    private readonly history: History,
    private readonly paymentHolds: PaymentHoldQueries,
  ) {}

  /** Public grants, the latest award first. */
  async list(asked: GrantsAsked): Promise<Page<GrantView>> {
    const condition = publicConditionOf(asked, this.clock.today());
    const after = decodeCursor(asked.cursor, 'date', 'uuid');
    if (after) condition.add(`(g.awarded_on, g.id) < (${condition.bind(after[0])}::date, ${condition.bind(after[1])}::uuid)`);
    const rows = await sql<Row>(
      this.em.fork(),
      `select ${grantJson(PUBLIC_STANDING)} as grant from grants g ${WITH_REFS}
       where ${condition.text} order by g.awarded_on desc, g.id desc limit ${condition.bind(asked.limit + 1)}`,
      condition.parameters,
    );
    return page(
      rows.map(({ grant }) => shown(GrantView, this.stated(grant), 'public')),
      asked.limit,
      ({ awardedOn, id }) => [awardedOn, id],
    );
  }

  /** One grant as everyone may see it; of a withdrawn one, the mark alone. */
  async one(id: string): Promise<GrantWithVariations | WithdrawnGrant> {
    const em = this.em.fork();
    const { grant, withdrawnOn, withdrawalReason } = await this.row(em, id, PUBLIC_STANDING);
    if (withdrawnOn) {
      const { says: statusSays } = grantStatus({ ...grant, withdrawnOn }, this.clock.today());
      return shown(WithdrawnGrant, { id, status: 'withdrawn', statusSays, withdrawnOn, reason: withdrawalReason ?? '' }, 'public');
    }
    const variations = await sql<VariationView>(
      em,
      `select ${VARIATION} from grant_variations v where v.grant_id = $1 and v.published_on is not null order by v.number`,
      [id],
    );
    return shown(GrantWithVariations, { ...this.stated(grant), variations }, 'public');
  }

  /** One grant as the officers of its department see it, with what is not public and what is labelled `case`. */
  async record(actor: Actor, id: string): Promise<GrantRecord> {
    const standing = await this.standing(actor, id);
    const paymentHolds = actor.holds('payment-holds.read') ? await this.paymentHolds.shownTo(actor, id) : null;
    const history = await this.history.of(this.em.fork(), id);
    const told = paymentHolds ? history : history.filter(({ act }) => !GRANT_ACTS[act]?.isCase);
    return shown(GrantRecord, { ...standing, paymentHolds, history: told }, actor.clearance);
  }

  /** The same without what is labelled `case`. */
  async standing(actor: Actor, id: string): Promise<StandingGrant> {
    const em = this.em.fork();
    await this.refuseOthers(em, actor, 'grants.read-record', id);
    const { grant, withdrawnOn, withdrawalReason } = await this.row(em, id, OWN_STANDING);
    const variations = await sql<RecordedVariation>(
      em,
      `select ${VARIATION}, v.published_on is not null as "isPublic", v.recorded_on as "recordedOn"
       from grant_variations v where v.grant_id = $1 order by v.number`,
      [id],
    );
    const standing = { ...this.stated(grant, withdrawnOn), variations, withdrawnOn, withdrawalReason };
    return shown(StandingGrant, standing, actor.clearance);
  }

  /** Whether any role of a person has a permission and reaches the grant. */
  async isOpenTo(person: Person | null, permission: Permission, id: string): Promise<boolean> {
    for (const actor of actorsWith(person, permission)) {
      try {
        await this.refuseOthers(this.em.fork(), actor, permission, id);
        return true;
      } catch (error) {
        if (!(error instanceof ForbiddenException)) throw error;
      }
    }
    return false;
  }

  private async refuseOthers(em: EntityManager, actor: Actor, permission: Permission, id: string): Promise<void> {
    const [held] = await sql<{ departmentId: string | null }>(em, 'select department_id as "departmentId" from grants where id = $1', [id]);
    if (!held) throw notFound();
    await this.departments.refuseOthers(em, actor, permission, held.departmentId);
  }

  private async row(em: EntityManager, id: string, standing: string): Promise<Row> {
    const [row] = await sql<Row>(
      em,
      `select ${grantJson(standing)} as grant, g.withdrawn_on as "withdrawnOn", g.withdrawal_reason as "withdrawalReason"
       from grants g ${WITH_REFS} where g.id = $1`,
      [id],
    );
    if (!row) throw notFound();
    return row;
  }

  private stated(grant: Listed, withdrawnOn: string | null = null): GrantView {
    const dates: GrantDates = { ...grant, withdrawnOn };
    const { status, says: statusSays, basis: statusBasis } = grantStatus(dates, this.clock.today());
    return { ...grant, status, statusSays, statusBasis };
  }
}

const notFound = (): NotFound => new NotFound('There is no such grant. Check the address, or search the register.');
