import type { Column } from '#api';
import { DepartmentRef, GrantYear, IsCivilDate, IsFinancialYear, IsPence, IsText, OrganisationRef, ProgrammeRef } from '#contracts';
import { isLocal } from '#grant-files';
import { Label, shown } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { type GrantHistory, GrantCorrection, GrantVariation } from './grant-history.js';
import { GRANT_STATUSES, grantStatus } from './grant-status.js';
import type { GrantRow } from './grants.queries.js';

/** The organisation of a grant. A local identifier was made by the funder, and may stand for another organisation elsewhere. */
@Label('public')
export class GrantOrganisation extends OrganisationRef {
  @IsBoolean() readonly isLocalIdentifier!: boolean;
}

/** Who gives the money. */
@Label('public')
export class GrantFunder {
  @IsString() readonly identifier!: string;
  @IsString() readonly name!: string;
  /** Whether it is the borough's own funding; a borough may publish grants of other funders. */
  @IsBoolean() readonly ownFunding!: boolean;
}

/** A grant of the register. Sums are pence. Of a withdrawn grant only the mark is there: `withdrawnOn` and its reason. */
@Label('public')
export class GrantItem {
  /** The code of the borough that published it. */
  @IsString() readonly borough!: string;
  @IsUUID() readonly grantId!: string;
  @IsOptional() @IsString() readonly identifier!: string | null;
  @IsOptional() @IsString() readonly title!: string | null;
  @IsOptional() @IsString() readonly description!: string | null;
  @IsOptional() @ValidateNested() @Type(() => GrantOrganisation) readonly organisation!: GrantOrganisation | null;
  @IsOptional() @ValidateNested() @Type(() => GrantFunder) readonly funder!: GrantFunder | null;
  @IsOptional() @ValidateNested() @Type(() => DepartmentRef) readonly department!: DepartmentRef | null;
  @IsOptional() @ValidateNested() @Type(() => ProgrammeRef) readonly programme!: ProgrammeRef | null;
  @IsOptional() @IsPence() readonly amountAppliedForPence!: number | null;
  @IsOptional() @IsPence() readonly amountAwardedPence!: number | null;
  /** What it comes to after every public change. */
  @IsOptional() @IsPence() readonly amountPence!: number | null;
  @IsOptional() @IsCivilDate() readonly awardedOn!: string | null;
  /** The year of the award. */
  @IsOptional() @IsFinancialYear() readonly financialYear!: string | null;
  @IsOptional() @IsCivilDate() readonly startsOn!: string | null;
  @IsOptional() @IsCivilDate() readonly endsOn!: string | null;
  @IsOptional() @IsInt() readonly durationMonths!: number | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: readonly GrantYear[];
  @IsOptional() @IsString() readonly paidInAdvance!: string | null;
  @IsOptional() @IsBoolean() readonly openCall!: boolean | null;
  /** Computed from dates on the day of asking. */
  @IsIn([...GRANT_STATUSES, 'withdrawn']) readonly status!: string;
  /** The status as a sentence with its date. */
  @IsText(300) readonly statusSays!: string;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawnReason!: string | null;
}

/** A grant with every public change of it, in the order in which they were told. */
@Label('public')
export class GrantWithChanges extends GrantItem {
  @IsArray() @ValidateNested({ each: true }) @Type(() => GrantVariation) readonly variations!: readonly GrantVariation[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => GrantCorrection) readonly corrections!: readonly GrantCorrection[];
}

export const itemOf = (row: GrantRow, today: string): GrantItem => shown(GrantItem, statedOf(row, today), 'public');

export const itemInFull = (row: GrantRow, { variations, corrections }: GrantHistory, today: string): GrantWithChanges =>
  shown(GrantWithChanges, { ...statedOf(row, today), variations, corrections }, 'public');

function statedOf(row: GrantRow, today: string): GrantItem {
  const { status, says } = grantStatus(row, today);
  const organisation = {
    organisationId: row.organisationId,
    identifier: row.organisationIdentifier,
    name: row.organisationName,
    isLocalIdentifier: isLocal(row.organisationIdentifier ?? ''),
  };
  const programme = {
    programmeId: row.programmeId ?? '',
    title: row.programmeTitle ?? '',
    ...(row.programmeCode && { code: row.programmeCode }),
  };
  return {
    borough: row.borough,
    grantId: row.grantId,
    identifier: row.identifier,
    title: row.title,
    description: row.description,
    organisation: row.organisationId ? organisation : null,
    funder: row.funderIdentifier ? { identifier: row.funderIdentifier, name: row.funderName, ownFunding: row.ownFunding } : null,
    department: row.departmentId ? { departmentId: row.departmentId, name: row.departmentName ?? '' } : null,
    programme: row.programmeId ? programme : null,
    amountAppliedForPence: row.appliedForPence,
    amountAwardedPence: row.awardedPence,
    amountPence: row.amountPence,
    awardedOn: row.awardedOn,
    financialYear: row.financialYear,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    durationMonths: row.durationMonths,
    years: row.years ?? [],
    paidInAdvance: row.paidInAdvance,
    openCall: row.openCall,
    status,
    statusSays: says,
    withdrawnOn: row.withdrawnOn,
    withdrawnReason: row.withdrawnReason,
  };
}

const column = (heading: string, value: Column<GrantItem>['value']): Column<GrantItem> => ({ heading, value });

/** The register as CSV: one row for each grant, sums in pence as in JSON, and in pounds for people. */
export const GRANT_COLUMNS_CSV: readonly Column<GrantItem>[] = [
  column('borough', (grant) => grant.borough),
  column('grantId', (grant) => grant.grantId),
  column('identifier', (grant) => grant.identifier),
  column('title', (grant) => grant.title),
  column('description', (grant) => grant.description),
  column('organisationIdentifier', (grant) => grant.organisation?.identifier),
  column('organisationName', (grant) => grant.organisation?.name),
  column('funderIdentifier', (grant) => grant.funder?.identifier),
  column('funderName', (grant) => grant.funder?.name),
  column('ownFunding', (grant) => grant.funder?.ownFunding),
  column('department', (grant) => grant.department?.name),
  column('programme', (grant) => grant.programme?.title),
  column('programmeCode', (grant) => grant.programme?.code),
  column('amountAppliedForPence', (grant) => grant.amountAppliedForPence),
  column('amountAwardedPence', (grant) => grant.amountAwardedPence),
  column('amountPence', (grant) => grant.amountPence),
  column('amountPounds', (grant) => inPounds(grant.amountPence)),
  column('awardedOn', (grant) => grant.awardedOn),
  column('financialYear', (grant) => grant.financialYear),
  column('startsOn', (grant) => grant.startsOn),
  column('endsOn', (grant) => grant.endsOn),
  column('durationMonths', (grant) => grant.durationMonths),
  column('paidInAdvance', (grant) => grant.paidInAdvance),
  column('openCall', (grant) => grant.openCall),
  column('status', (grant) => grant.status),
  column('statusSays', (grant) => grant.statusSays),
  column('withdrawnOn', (grant) => grant.withdrawnOn),
];

/** 125050 as 1250.50, digit by digit. */
export function inPounds(pence: number | null): string | null {
  if (pence === null) return null;
  const digits = String(Math.abs(pence)).padStart(3, '0');
  return `${pence < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
