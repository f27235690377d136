import { type Column, columnsNamed } from '#api';
import { SIGNATORY_STATES, type SignatoryState } from '#commitments';
import { CompactSignature, IsCivilDate, SIGNATORY_ENDINGS, SIGNATORY_SIDES, type SignatoryEnding, type SignatorySide } from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** A body that signed the Compact of a borough, and how it stands today. */
@Label('public')
export class CompactSignatoryItem {
  @IsString() readonly borough!: string;
  @IsUUID() readonly signatoryId!: string;
  @IsString() readonly name!: string;
  /** Where it is in the register of organisations there. */
  @IsOptional() @IsUUID() readonly organisationId!: string | null;
  @IsOptional() @IsString() readonly identifier!: string | null;
  @IsIn(SIGNATORY_SIDES) readonly side!: SignatorySide;
  @IsIn(SIGNATORY_STATES) readonly state!: SignatoryState;
  /** The version that it signed last, when, and in what role. */
  @IsUUID() readonly versionId!: string;
  @IsString() readonly versionLabel!: string;
  @IsCivilDate() readonly signedOn!: string;
  @IsString() readonly signedAs!: string;
  /** Since when the group there counts it; null where it has pledged alone. */
  @IsOptional() @IsCivilDate() readonly confirmedOn!: string | null;
  /** The last day for signing the newer version; null where none is in force. */
  @IsOptional() @IsCivilDate() readonly reaffirmBy!: string | null;
  /** The inbox of an office. */
  @IsOptional() @IsString() readonly contact!: string | null;
  @IsOptional() @IsCivilDate() readonly suspendedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsIn(SIGNATORY_ENDINGS) readonly endedAs!: SignatoryEnding | null;
  @IsOptional() @IsCivilDate() readonly endedOn!: string | null;
  @IsOptional() @IsString() readonly successor!: string | null;
  /** In the order of signing. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => CompactSignature) readonly signatures!: readonly CompactSignature[];
}

export const SIGNATORY_COLUMNS: readonly Column<CompactSignatoryItem>[] = [
  ...columnsNamed<CompactSignatoryItem>('borough', 'signatoryId', 'name', 'organisationId', 'identifier', 'side', 'state'),
  ...columnsNamed<CompactSignatoryItem>('versionId', 'versionLabel', 'signedOn', 'signedAs', 'confirmedOn', 'reaffirmBy', 'contact'),
  ...columnsNamed<CompactSignatoryItem>('suspendedOn', 'withdrawnOn', 'endedAs', 'endedOn', 'successor'),
];
