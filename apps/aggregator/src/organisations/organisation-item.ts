import { type Column, columnsNamed } from '#api';
import { IsCivilDate, IsFinancialYear, IsPence, IsText } from '#contracts';
import { Label } from '#visibility';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** An organisation over all boroughs that know it, as a line of a list. */
@Label('public')
export class OrganisationListItem {
  /** Where its page is: the first of its connected public identifiers, or a local one. */
  @IsString() readonly identifier!: string;
  /** Made by a funder for want of a public number: it may stand for another organisation elsewhere, and is not joined. */
  @IsBoolean() readonly isLocalIdentifier!: boolean;
  @IsText(300) readonly name!: string;
  /** The names that boroughs use. */
  @IsArray() @IsString({ each: true }) readonly names!: readonly string[];
  /** The code of the borough, where only one knows it. */
  @IsOptional() @IsString() readonly borough!: string | null;
  @IsArray() @IsString({ each: true }) readonly boroughs!: readonly string[];
}

export const ORGANISATION_COLUMNS: readonly Column<OrganisationListItem>[] = [
  ...columnsNamed<OrganisationListItem>('identifier', 'isLocalIdentifier', 'name'),
  { heading: 'names', value: ({ names }) => names.join('; ') },
  { heading: 'boroughs', value: ({ boroughs }) => boroughs.join(' ') },
];

/** What a borough publishes of its funding of an organisation in one financial year; of every funder it publishes. Sums are pence. */
@Label('public')
export class OrganisationYear {
  @IsFinancialYear() readonly financialYear!: string;
  /** Grants awarded in the year, and what they came to when awarded. */
  @IsInt() readonly awards!: number;
  @IsPence() readonly awardedPence!: number;
  /** Grants with a part for this year, and those parts as they stand; null: no grant says how it is split over years. */
  @IsOptional() @IsInt() readonly plannedGrants!: number | null;
  @IsOptional() @IsPence() readonly plannedPence!: number | null;
}

/** That it signed the Compact of a borough. */
@Label('public')
export class SignedCompact {
  @IsUUID() readonly signatoryId!: string;
  /** The version that it signed last, and when. */
  @IsString() readonly versionLabel!: string;
  @IsCivilDate() readonly signedOn!: string;
  /** When it left, or was no more; null where neither is told. */
  @IsOptional() @IsCivilDate() readonly leftOn!: string | null;
}

/** An organisation as one borough knows it. */
@Label('public')
export class OrganisationInBorough {
  @IsString() readonly borough!: string;
  @IsUUID() readonly organisationId!: string;
  @IsText(300) readonly name!: string;
  /** Other names it is known by there. */
  @IsArray() @IsString({ each: true }) readonly aliases!: readonly string[];
  @IsArray() @IsString({ each: true }) readonly identifiers!: readonly string[];
  /** GSS code of the area it works in. */
  @IsOptional() @IsString() readonly areaCode!: string | null;
  /** Those of its representatives there who agreed to be named; null: the borough cannot be asked for the names just now. */
  @IsOptional() @IsArray() @IsString({ each: true }) readonly representatives!: readonly string[] | null;
  /** Where it signed the Compact there; null where that is not told. */
  @IsOptional() @ValidateNested() @Type(() => SignedCompact) readonly signedCompact!: SignedCompact | null;
  /** Grants that run today, what they come to in all, and the last day of the first that ends. */
  @IsInt() readonly runningGrants!: number;
  @IsPence() readonly runningPence!: number;
  @IsOptional() @IsCivilDate() readonly nextEnding!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => OrganisationYear) readonly years!: readonly OrganisationYear[];
}

/** One organisation over all boroughs, joined by the public identifiers that their registers share. */
@Label('public')
export class OrganisationItem {
  /** The identifier that was asked for. */
  @IsString() readonly identifier!: string;
  @IsBoolean() readonly isLocalIdentifier!: boolean;
  @IsArray() @IsString({ each: true }) readonly identifiers!: readonly string[];
  @IsArray() @IsString({ each: true }) readonly names!: readonly string[];
  /** More records share these identifiers than one organisation can have, so some are left out. */
  @IsBoolean() readonly isCutShort!: boolean;
  @IsArray() @ValidateNested({ each: true }) @Type(() => OrganisationInBorough) readonly boroughs!: readonly OrganisationInBorough[];
}

export interface FundingLine extends OrganisationYear {
  readonly borough: string;
  readonly organisationId: string;
  readonly name: string;
}

/** The funding of an organisation as CSV: one row a borough and year. */
export const FUNDING_COLUMNS: readonly Column<FundingLine>[] = columnsNamed<FundingLine>(
  'borough',
  'organisationId',
  'name',
  'financialYear',
  'awards',
  'awardedPence',
  'plannedGrants',
  'plannedPence',
);

export const fundingLines = ({ boroughs }: OrganisationItem): FundingLine[] =>
  boroughs.flatMap(({ borough, organisationId, name, years }) => years.map((year) => ({ borough, organisationId, name, ...year })));
