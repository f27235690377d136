import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** Why a row of a file is not taken. */
@Label('borough')
export class ImportRefusal {
  /** As the spreadsheet shows it: headings are row 1. In JSON the first grant is 1. */
  @IsInt() readonly row!: number;
  /** The heading as the file has it; in JSON the pointer inside the grant. */
  @IsString() readonly column!: string;
  @IsString() readonly value!: string;
  /** A sentence that says what to do. */
  @IsString() readonly reason!: string;
}

/** Something worth knowing that keeps no row out. */
@Label('borough')
export class ImportRemark {
  @IsString() readonly code!: string;
  @IsIn(['changed', 'accuracy', 'usefulness']) readonly kind!: 'changed' | 'accuracy' | 'usefulness';
  @IsString() readonly sentence!: string;
  /** How many rows it is about; 0 where it is about the file. */
  @IsInt() readonly count!: number;
  @IsArray() @IsInt({ each: true }) readonly rows!: readonly number[];
}

/** What a file's departments, programmes and organisations were made anew. */
@Label('borough')
export class ImportMade {
  @IsArray() @IsString({ each: true }) readonly departments!: readonly string[];
  @IsArray() @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsInt() readonly organisations!: number;
}

/** What an import did, or would do. */
@Label('borough')
export class ImportReport {
  /** The refused rows can be had under it as a file to mend, and a preview be carried out, until `keptUntil`. */
  @IsUUID() readonly importId!: string;
  @IsBoolean() readonly dryRun!: boolean;
  @IsString() readonly fileName!: string;
  /** New grants. */
  @IsInt() readonly accepted!: number;
  /** Grants that are recorded otherwise and were corrected. */
  @IsInt() readonly changed!: number;
  /** Grants that are recorded just so. */
  @IsInt() readonly unchanged!: number;
  /** The first 1,000 refusals in the order of rows; `refusalCount` is how many there are. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ImportRefusal) readonly refused!: readonly ImportRefusal[];
  @IsInt() readonly refusalCount!: number;
  /** How many rows are refused; one row may have several refusals. */
  @IsInt() readonly refusedRows!: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ImportRemark) readonly remarks!: readonly ImportRemark[];
  /** Columns of the file's own, which were not read. */
  @IsArray() @IsString({ each: true }) readonly ignoredColumns!: readonly string[];
  @ValidateNested() @Type(() => ImportMade) readonly made!: ImportMade;
  @IsOptional() @IsString() readonly keptUntil?: string;
}

/** What is chosen beside the file. */
export interface ImportChoices {
  readonly assignLocalIdentifiers: boolean;
  readonly titleAsDescription: boolean;
}

/** A file as it was sent. */
export interface SentFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly fileName: string;
}
