import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { IsCivilDate, IsCommitmentId, IsFinancialYear, IsText } from '../fields.js';
import { OrganisationRef } from '../organisations/organisation-ref.js';
import { DepartmentRef } from '../programmes/programme-opened.v1.js';
import { ProgrammeRef } from '../grants/grant-details.js';

/** The chair of which side said it. */
export const REPLYING_SIDES = ['council', 'sector'] as const;

/** What a chair can say to a result before it is published (screens.md 3.0.1); a wrong record is corrected instead. */
export const REPLY_KINDS = ['agree', 'context', 'disagree'] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

/** The reply of one side to a result that was not as promised. */
export class CaseReply {
  @IsIn(REPLYING_SIDES) readonly side!: (typeof REPLYING_SIDES)[number];
  @IsIn(REPLY_KINDS) readonly kind!: ReplyKind;
  @IsOptional() @IsText(500) readonly text?: string;
}

/** The kinds of record that a case may be about. */
export const CASE_RECORD_KINDS = ['grant', 'consultation'] as const;
export type CaseRecordKind = (typeof CASE_RECORD_KINDS)[number];

/** The public record that a case is about. */
export class CaseRecord {
  @IsIn(CASE_RECORD_KINDS) readonly kind!: CaseRecordKind;
  @IsUUID() readonly id!: string;
  /** As everyone reads it, where the record has a title that tells it from others. */
  @IsOptional() @IsText(200) readonly title?: string;
}

/**
 * A case that a commitment applies to, after the right of reply: what its rule reads of it and nothing else. Told again with the same id
 * it stands in place of what was told before.
 */
export class CaseReportedV1 {
  static readonly type = 'commitments.case-reported.v1';

  @IsUUID() readonly caseId!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  /** The rule that reads the facts, and its version at the borough. */
  @IsText(30) readonly rule!: string;
  @IsInt() @Min(1) @Max(1000) readonly ruleVersion!: number;
  /** The facts of that rule (libs/commitments): dates, flags, numbers. */
  @IsObject() readonly facts!: object;
  /** The day whose clause version decides; absent where it is not known. */
  @IsOptional() @IsCivilDate() readonly decidedOn?: string;
  /** The year it is counted in. */
  @IsFinancialYear() readonly financialYear!: string;
  /** The version of the Compact in force on that day; absent where none was. */
  @IsOptional() @IsUUID() readonly versionId?: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => DepartmentRef) readonly department?: DepartmentRef;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ProgrammeRef) readonly programme?: ProgrammeRef;
  /** Absent unless it is public already. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CaseRecord) readonly record?: CaseRecord;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => OrganisationRef) readonly organisation?: OrganisationRef;
  /** Of a result that was not as promised, one a side; none where the time went by without a word. Absent where it was as promised. */
  @IsOptional() @IsArray() @ArrayMaxSize(2) @ValidateNested({ each: true }) @Type(() => CaseReply) readonly replies?: CaseReply[];

  static readonly sample: CaseReportedV1 = {
    caseId: '0198c0de-0000-7000-8000-0000000000ca',
    commitmentId: 'N-07',
    rule: 'R-NOTICE',
    ruleVersion: 1,
    facts: {
      direction: 'reduction',
      effectiveOn: '2027-04-01',
      receivedOn: '2027-02-14',
      isConditional: false,
      reasonGiven: true,
      exceptionGrounded: false,
      exceptionApproved: false,
      agreedShorter: false,
      oneOffRanOut: false,
      privateGround: false,
      movedToContract: false,
    },
    decidedOn: '2027-02-14',
    financialYear: '2026/27',
    versionId: '0198c0de-0000-7000-8000-0000000000e1',
    department: { departmentId: '0198c0de-0000-7000-8000-0000000000d1', name: 'Adult Social Care' },
    programme: { programmeId: '0198c0de-0000-7000-8000-0000000000b1', title: 'Community Meals', code: 'CM' },
    record: { kind: 'grant', id: '0198c0de-0000-7000-8000-000000000001' },
    organisation: { organisationId: '0198c0de-0000-7000-8000-0000000000a1', identifier: 'GB-CHC-1000000', name: 'Example Lunch Club' },
    replies: [{ side: 'council', kind: 'context', text: 'The budget was set late. The club was told by telephone in December.' }],
  };
}
