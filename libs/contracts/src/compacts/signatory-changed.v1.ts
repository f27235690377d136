import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { IsCivilDate, IsOrganisationIdentifier, IsText } from '../fields.js';

/** The side that a body signs for: public bodies the council's, voluntary and community organisations the sector's. */
export const SIGNATORY_SIDES = ['council', 'sector'] as const;
export type SignatorySide = (typeof SIGNATORY_SIDES)[number];

/** How a body that had signed came to an end: another took its place, or none did. */
export const SIGNATORY_ENDINGS = ['succeeded', 'dissolved'] as const;
export type SignatoryEnding = (typeof SIGNATORY_ENDINGS)[number];

/** That a body signed a version of the Compact, first or to re-affirm. */
export class CompactSignature {
  @IsUUID() readonly versionId!: string;
  @IsText(100) readonly versionLabel!: string;
  @IsCivilDate() readonly signedOn!: string;
  /** The office of whoever signed, such as chief executive; never a name. */
  @IsText(200) readonly signedAs!: string;
}

/** That the body is no more. */
export class EndOfSignatory {
  @IsIn(SIGNATORY_ENDINGS) readonly how!: SignatoryEnding;
  @IsCivilDate() readonly on!: string;
  /** The body that took its place. What was promised is for it to decide on. */
  @IsOptional() @IsText(300) readonly successor?: string;
}

/**
 * A body that signed the Compact, as everyone may know it. Told again with the same id, it stands in place of what was told before. A body
 * that was invited and has not signed is told of by nobody.
 */
export class CompactSignatoryChangedV1 {
  static readonly type = 'compacts.signatory-changed.v1';

  @IsUUID() readonly signatoryId!: string;
  @IsText(300) readonly name!: string;
  /** Where the body is in the borough's register of organisations. */
  @IsOptional() @IsUUID() readonly organisationId?: string;
  @IsOptional() @IsOrganisationIdentifier() readonly identifier?: string;
  @IsIn(SIGNATORY_SIDES) readonly side!: SignatorySide;
  /** In the order of signing: the first, and each re-affirmation. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => CompactSignature)
  readonly signatures!: CompactSignature[];
  /** Since when the Compact Implementation Group counts it; absent before, when it has pledged. */
  @IsOptional() @IsCivilDate() readonly confirmedOn?: string;
  /** For how many days after a newer version is in force its signature still counts, unless it re-affirms. */
  @IsInt() @Min(0) @Max(3660) readonly reaffirmWithinDays!: number;
  /** The inbox of an office, never a person's. */
  @IsOptional() @IsText(254) readonly contact?: string;
  /** Since when it is suspended; absent where it is not. */
  @IsOptional() @IsCivilDate() readonly suspendedOn?: string;
  /** The day that it left by its own notice. */
  @IsOptional() @IsCivilDate() readonly withdrawnOn?: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => EndOfSignatory) readonly ended?: EndOfSignatory;

  static readonly sample: CompactSignatoryChangedV1 = {
    signatoryId: '0198c0de-0000-7000-8000-0000000000b5',
    name: 'Example Lunch Club',
    organisationId: '0198c0de-0000-7000-8000-0000000000a1',
    identifier: 'GB-CHC-1000000',
    side: 'sector',
    signatures: [
      {
        versionId: '0198c0de-0000-7000-8000-0000000000e1',
        versionLabel: '2012',
        signedOn: '2012-06-14',
        signedAs: 'Chair of the trustees',
      },
    ],
    confirmedOn: '2012-07-02',
    reaffirmWithinDays: 90,
    contact: 'compact@lunch-club.example',
  };
}
