import { IsCivilDate, IsPence } from '#contracts';
import type { ExportGrant } from '#grant-files';
import { Label } from '#visibility';
import { IsArray, IsBoolean, IsInt, IsObject, IsOptional, IsString } from 'class-validator';

/** A grant as the files of 360Giving and of the Transparency Code have it, whose own words its parts are in. */
@Label('public')
export class GrantInFile implements ExportGrant {
  @IsString() readonly identifier!: string;
  @IsString() readonly title!: string;
  @IsString() readonly description!: string;
  @IsPence() readonly amountAwardedPence!: number;
  @IsOptional() @IsPence() readonly amountAppliedForPence?: number;
  @IsOptional() @IsPence() readonly amountPaidPence?: number;
  @IsCivilDate() readonly awardedOn!: string;
  @IsOptional() @IsCivilDate() readonly startsOn?: string;
  @IsOptional() @IsCivilDate() readonly endsOn?: string;
  @IsOptional() @IsInt() readonly durationMonths?: number;
  @IsObject() readonly recipient!: ExportGrant['recipient'];
  @IsObject() readonly funder!: ExportGrant['funder'];
  @IsOptional() @IsObject() readonly programme?: NonNullable<ExportGrant['programme']>;
  @IsOptional() @IsBoolean() readonly openCall?: boolean;
  @IsArray() readonly beneficiaryLocations!: ExportGrant['beneficiaryLocations'];
  @IsArray() readonly commitmentTransactions!: ExportGrant['commitmentTransactions'];
  @IsOptional() @IsString() readonly dateModified?: string;
  @IsOptional() @IsString() readonly dataSource?: string;
  /** What the borough published besides, as its file had it. */
  @IsObject() readonly other!: ExportGrant['other'];
}
