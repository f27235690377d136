import { financialYearOf } from '#clock';
import {
  EarlyWarningGivenV1,
  GrantAwardedV1,
  GrantCorrectedV1,
  type GrantDetails,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  GrantWithdrawnV1,
  type VariationKind,
  VariationWithdrawnV1,
} from '#contracts';
import type { FeedEvent } from '#events';
import { periodOf } from './grant-status.js';

/** How each fact that varies a grant is called in the register. */
const KINDS: Record<string, VariationKind> = {
  [GrantIncreasedV1.type]: 'increased',
  [GrantReducedV1.type]: 'reduced',
  [GrantEndedV1.type]: 'ended',
  [EarlyWarningGivenV1.type]: 'early-warning',
};

export type Row = Record<string, unknown>;
type VariationFact = Partial<GrantIncreasedV1 & GrantEndedV1 & EarlyWarningGivenV1> & Pick<GrantIncreasedV1, 'grantId' | 'variationId'>;

/** A run of one borough, reduced to what is to be written of each grant. */
export interface RegisterChange {
  readonly details: ReadonlyMap<string, Row>;
  readonly withdrawn: ReadonlyMap<string, Row>;
  readonly variations: ReadonlyMap<string, Row>;
  readonly withdrawnVariations: ReadonlyMap<string, Row>;
  readonly corrections: readonly Row[];
}

/**
 * Takes the newest details of each grant, every variation, every correction and every mark of withdrawal out of a run in position
 * order.
 */
export function reduceRun(run: readonly FeedEvent[]): RegisterChange {
  const details = new Map<string, Row>();
  const withdrawn = new Map<string, Row>();
  const variations = new Map<string, Row>();
  const withdrawnVariations = new Map<string, Row>();
  const corrections: Row[] = [];
  for (const event of run) {
    const { type, data, position, time } = event;
    if (type === GrantAwardedV1.type || type === GrantCorrectedV1.type) {
      const grant = data as GrantDetails;
      details.set(grant.grantId, detailsRow(grant, position));
      if (type === GrantCorrectedV1.type) corrections.push(correctionRow(data as GrantCorrectedV1, position, time));
    } else if (type === GrantWithdrawnV1.type) {
      const { grantId, withdrawnOn, reason } = data as GrantWithdrawnV1;
      withdrawn.set(grantId, { grant_id: grantId, withdrawn_on: withdrawnOn, withdrawn_reason: reason, position });
    } else if (type === VariationWithdrawnV1.type) {
      const fact = data as VariationWithdrawnV1;
      withdrawnVariations.set(`${fact.grantId} ${fact.variationId}`, withdrawnVariationRow(fact, position));
    } else {
      const fact = data as VariationFact;
      variations.set(`${fact.grantId} ${fact.variationId}`, variationRow(KINDS[type], fact, position, time));
    }
  }
  return { details, withdrawn, variations, withdrawnVariations, corrections };
}

function detailsRow(grant: GrantDetails, position: number): Row {
  return {
    grant_id: grant.grantId,
    identifier: grant.identifier,
    title: grant.title,
    description: grant.description,
    organisation_id: grant.organisation.organisationId,
    organisation_identifier: grant.organisation.identifier,
    organisation_name: grant.organisation.name,
    funder_identifier: grant.funder.identifier,
    funder_name: grant.funder.name,
    own_funding: grant.funder.ownFunding,
    department_id: grant.department?.departmentId,
    department_name: grant.department?.name,
    programme_id: grant.programme?.programmeId,
    programme_title: grant.programme?.title,
    programme_code: grant.programme?.code,
    applied_for_pence: grant.amountAppliedForPence,
    awarded_pence: grant.amountAwardedPence,
    amount_pence: grant.amountAwardedPence,
    awarded_on: grant.awardedOn,
    award_year: financialYearOf(grant.awardedOn),
    starts_on: grant.startsOn,
    ends_on: grant.endsOn,
    duration_months: grant.durationMonths,
    ...periodOf(grant),
    awarded_years: grant.years,
    years: grant.years,
    paid_in_advance: grant.paidInAdvance,
    open_call: grant.openCall,
    position,
  };
}

function variationRow(kind: VariationKind | undefined, fact: VariationFact, position: number, time: string): Row {
  const effectiveOn = fact.effectiveOn ?? fact.expectedOn;
  const changesAmount = fact.amountPence !== undefined && fact.previousAmountPence !== undefined;
  return {
    grant_id: fact.grantId,
    variation_id: fact.variationId,
    kind,
    effective_on: effectiveOn,
    effective_year: effectiveOn && financialYearOf(effectiveOn),
    previous_pence: fact.previousAmountPence,
    difference_pence: changesAmount ? Number(fact.amountPence) - Number(fact.previousAmountPence) : null,
    amount_pence: fact.amountPence,
    years: fact.years,
    told_in_writing_on: fact.toldInWritingOn,
    received_on: fact.receivedOn,
    made_public_on: fact.madePublicOn,
    reason: fact.reason,
    exception_ground: fact.exceptionGround,
    exception_approved_by: fact.exceptionApprovedBy,
    agreed_shorter: fact.agreedShorter,
    warned_of: fact.warnedOf,
    recorded_at: time,
    position,
  };
}

function withdrawnVariationRow(fact: VariationWithdrawnV1, position: number): Row {
  return {
    grant_id: fact.grantId,
    variation_id: fact.variationId,
    kind: fact.kind,
    amount_pence: fact.amountPence,
    years: fact.years,
    withdrawn_on: fact.withdrawnOn,
    withdrawn_reason: fact.reason,
    position,
  };
}

function correctionRow(fact: GrantCorrectedV1, position: number, time: string): Row {
  return { grant_id: fact.grantId, position, fields: fact.correctedFields, reason: fact.reason, recorded_at: time };
}
