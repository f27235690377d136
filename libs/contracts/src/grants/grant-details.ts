import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsObject, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { IsCivilDate, IsFinancialYear, IsGrantIdentifier, IsOrganisationIdentifier, IsPence, IsText } from '../fields.js';
import { OrganisationRef } from '../organisations/organisation-ref.js';
import { DepartmentRef } from '../programmes/programme-opened.v1.js';

/** Whether a year's sum is promised, or still needs confirming (domain.md R-MULTI: indicative years do not count as firm). */
export const YEAR_COMMITMENTS = ['firm', 'indicative'] as const;
export type YearCommitment = (typeof YEAR_COMMITMENTS)[number];

/** Whether the organisation is paid before it spends. */
export const ADVANCE_PAYMENTS = ['yes', 'part', 'no', 'not-recorded'] as const;
export type AdvancePayment = (typeof ADVANCE_PAYMENTS)[number];

/** Who gives the money. `ownFunding` is true where it is the publishing borough itself. */
export class FunderRef {
  @IsOrganisationIdentifier() readonly identifier!: string;
  @IsText(300) readonly name!: string;
  @IsBoolean() readonly ownFunding!: boolean;
}

/** The programme a grant is made under. */
export class ProgrammeRef {
  @IsUUID() readonly programmeId!: string;
  @IsText(200) readonly title!: string;
  @IsOptional() @IsText(50) readonly code?: string;
}

/** What a grant pays in one financial year. */
export class GrantYear {
  @IsFinancialYear() readonly financialYear!: string;
  @IsPence() readonly amountPence!: number;
  @IsIn(YEAR_COMMITMENTS) readonly commitment!: YearCommitment;
}

/** A grant as it was awarded, in the words of the register. */
export class GrantDetails {
  @IsUUID() readonly grantId!: string;
  /** The 360Giving identifier. */
  @IsGrantIdentifier() readonly identifier!: string;
  @IsText(300) readonly title!: string;
  @IsText(10_000) readonly description!: string;
  @IsObject() @ValidateNested() @Type(() => OrganisationRef) readonly organisation!: OrganisationRef;
  @IsObject() @ValidateNested() @Type(() => FunderRef) readonly funder!: FunderRef;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DepartmentRef) readonly department?: DepartmentRef;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ProgrammeRef) readonly programme?: ProgrammeRef;
  @IsOptional() @IsPence() readonly amountAppliedForPence?: number;
  @IsPence() readonly amountAwardedPence!: number;
  @IsCivilDate() readonly awardedOn!: string;
  /** First day of the period the grant is for. */
  @IsOptional() @IsCivilDate() readonly startsOn?: string;
  /** Last day of the period the grant is for. */
  @IsOptional() @IsCivilDate() readonly endsOn?: string;
  @IsOptional() @IsInt() @Min(1) @Max(600) readonly durationMonths?: number;
  /** What is paid in each financial year. Empty where the borough has not recorded it; otherwise the parts add up to the award. */
  @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];
  @IsIn(ADVANCE_PAYMENTS) readonly paidInAdvance!: AdvancePayment;
  /** Whether anyone who met the criteria could apply. */
  @IsOptional() @IsBoolean() readonly openCall?: boolean;
}

export const sampleGrant: GrantDetails = {
  grantId: '0198c0de-0000-7000-8000-000000000001',
  identifier: '360G-westminster-2026-0001',
  title: 'Lunches for older people',
  description: 'Hot meals and company on three days a week.',
  organisation: { organisationId: '0198c0de-0000-7000-8000-0000000000a1', identifier: 'GB-CHC-1000000', name: 'Example Lunch Club' },
  funder: { identifier: 'GB-LAE-WSM', name: 'City of Westminster', ownFunding: true },
  department: { departmentId: '0198c0de-0000-7000-8000-0000000000d1', name: 'Adult Social Care' },
  programme: { programmeId: '0198c0de-0000-7000-8000-0000000000b1', title: 'Community Meals', code: 'CM' },
  amountAppliedForPence: 30_000_00,
  amountAwardedPence: 25_000_00,
  awardedOn: '2026-04-01',
  startsOn: '2026-04-01',
  endsOn: '2028-03-31',
  durationMonths: 24,
  years: [
    { financialYear: '2026/27', amountPence: 12_500_00, commitment: 'firm' },
    { financialYear: '2027/28', amountPence: 12_500_00, commitment: 'indicative' },
  ],
  paidInAdvance: 'yes',
  openCall: true,
};
