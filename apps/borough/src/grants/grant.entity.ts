import {
  ADVANCE_PAYMENTS,
  type CorrectableField,
  type GrantAwardedV1,
  type GrantCorrectedV1,
  type GrantDetails,
  type GrantWithdrawnV1,
  type GrantYear,
} from '#contracts';
import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';
import { type Award, type Kept, differences, problemsOfAward, sameKept } from './award.js';
import { GrantIsWithdrawn, NothingCorrected, SumWasVaried } from './grant.errors.js';
import { periodOf } from './grant-status.js';
import { inOrder } from './grant-years.js';
import type { Variation } from './variation.entity.js';

const GrantSchema = defineEntity({
  name: 'Grant',
  tableName: 'grants',
  properties: {
    id: p.uuid().primary(),
    /** The 360Giving identifier. */
    identifier: p.text(),
    title: p.text(),
    description: p.text(),
    organisationId: p.uuid(),
    funderIdentifier: p.text(),
    funderName: p.text(),
    ownFunding: p.boolean(),
    departmentId: p.uuid().nullable(),
    programmeId: p.uuid().nullable(),
    amountAppliedForPence: p.bigint('number').nullable(),
    amountAwardedPence: p.bigint('number'),
    awardedOn: p.date(),
    startsOn: p.date().nullable(),
    endsOn: p.date().nullable(),
    durationMonths: p.integer().nullable(),
    yearsAwarded: p.json<GrantYear[]>(),
    paidInAdvance: p.enum(ADVANCE_PAYMENTS),
    openCall: p.boolean().nullable(),
    /** What else 360Giving says of it, kept and given back, never interpreted. */
    kept: p.json<Kept>(),
    /** First and last day as `periodOf` computes them, for finding grants by status. */
    runsFrom: p.date().nullable(),
    runsTo: p.date().nullable(),
    /** How the grant stands after all its changes, for the officers. */
    amountPence: p.bigint('number'),
    years: p.json<GrantYear[]>(),
    endedFrom: p.date().nullable(),
    /** How it stands after the changes that are public, for everyone. */
    publicAmountPence: p.bigint('number'),
    publicYears: p.json<GrantYear[]>(),
    publicEndedFrom: p.date().nullable(),
    withdrawnOn: p.date().nullable(),
    withdrawalReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** What differs from the record: the fact to tell, or none where only what we keep without interpreting it differs. */
export interface Correction {
  readonly correctedFields: CorrectableField[];
  readonly corrected: GrantCorrectedV1 | null;
}

export class Grant extends GrantSchema.class {
  static award(id: string, award: Award, today: string): { grant: Grant; awarded: GrantAwardedV1 } {
    refuse(award, today);
    const grant = new Grant();
    grant.id = id;
    grant.identifier = award.identifier;
    grant.withdrawnOn = null;
    grant.withdrawalReason = null;
    grant.read(award);
    grant.settle([]);
    return { grant, awarded: detailsOf(id, award) };
  }

  /** `recorded` is the award as it reads, by the names of today. A wrong sum is put right only while nothing built on it. */
  correct(recorded: Award, right: Award, reason: string, variations: readonly Variation[], today: string): Correction {
    this.refuseWithdrawn();
    refuse(right, today);
    const correctedFields = differences(recorded, right);
    if (correctedFields.length === 0 && sameKept(recorded.kept, right.kept)) throw new NothingCorrected();
    const sumIsCorrected = correctedFields.includes('amountAwardedPence') || correctedFields.includes('years');
    if (sumIsCorrected && variations.some((variation) => variation.isStanding() && variation.changesSum())) throw new SumWasVaried();
    this.read(right);
    this.settle(variations);
    const corrected = correctedFields.length === 0 ? null : { ...detailsOf(this.id, right), correctedFields, reason: reason.trim() };
    return { correctedFields, corrected };
  }

  /** It never was, or may not be shown: the content goes everywhere, the mark stays. */
  withdraw(reason: string, today: string): GrantWithdrawnV1 {
    this.refuseWithdrawn();
    this.withdrawnOn = today;
    this.withdrawalReason = reason.trim();
    return { grantId: this.id, withdrawnOn: today, reason: reason.trim() };
  }

  /** The grant after its standing changes, and after those of them that are public: the last one says how it stands. */
  settle(variations: readonly Variation[]): void {
    const standing = variations.filter((variation) => variation.isStanding() && variation.changesSum());
    const now = standing.at(-1);
    this.amountPence = now?.amountPence ?? this.amountAwardedPence;
    this.years = now?.years ?? this.yearsAwarded;
    this.endedFrom = now?.kind === 'ended' ? now.effectiveOn : null;
    const seen = standing.filter((variation) => variation.isPublic()).at(-1);
    this.publicAmountPence = seen?.amountPence ?? this.amountAwardedPence;
    this.publicYears = seen?.years ?? this.yearsAwarded;
    this.publicEndedFrom = seen?.kind === 'ended' ? seen.effectiveOn : null;
  }

  /** Something public of it changed at this instant, in RFC 3339. A change that is not public leaves no trace. */
  touch(instant: string): void {
    this.kept = { ...this.kept, dateModified: instant };
  }

  refuseWithdrawn(): void {
    if (this.withdrawnOn) throw new GrantIsWithdrawn(this.withdrawnOn);
  }

  private read(award: Award): void {
    const { from, to } = periodOf(award);
    this.title = award.title.trim();
    this.description = award.description.trim();
    this.organisationId = award.organisation.organisationId;
    this.funderIdentifier = award.funder.identifier;
    this.funderName = award.funder.name;
    this.ownFunding = award.funder.ownFunding;
    this.departmentId = award.department?.departmentId ?? null;
    this.programmeId = award.programme?.programmeId ?? null;
    this.amountAppliedForPence = award.amountAppliedForPence ?? null;
    this.amountAwardedPence = award.amountAwardedPence;
    this.awardedOn = award.awardedOn;
    this.startsOn = award.startsOn ?? null;
    this.endsOn = award.endsOn ?? null;
    this.durationMonths = award.durationMonths ?? null;
    this.yearsAwarded = inOrder(award.years);
    this.paidInAdvance = award.paidInAdvance;
    this.openCall = award.openCall ?? null;
    this.kept = { ...award.kept };
    this.runsFrom = from;
    this.runsTo = to;
  }
}
GrantSchema.setClass(Grant);

function refuse(award: Award, today: string): void {
  const [first, ...more] = problemsOfAward(award, today);
  if (first) throw new InvalidInput([first, ...more]);
}

/** The public words of an award: listed one by one, so that nothing else can slip out. What is not known is left out. */
function detailsOf(grantId: string, award: Award): GrantDetails {
  const { amountAppliedForPence, startsOn, endsOn, durationMonths, openCall, department, programme } = award;
  const optional = { department, programme, amountAppliedForPence, startsOn, endsOn, durationMonths, openCall };
  return {
    grantId,
    identifier: award.identifier,
    title: award.title.trim(),
    description: award.description.trim(),
    organisation: award.organisation,
    funder: award.funder,
    amountAwardedPence: award.amountAwardedPence,
    awardedOn: award.awardedOn,
    years: inOrder(award.years),
    paidInAdvance: award.paidInAdvance,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== null)),
  };
}
