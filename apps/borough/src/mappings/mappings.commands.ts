import { IsCivilDate, IsCommitmentId, IsText, MAPPED_RELATIONS, type MappedRelation, type Unit, UNITS } from '#contracts';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

export const MOST_CLAUSES = 10;
export const PART = { message: 'Write it in up to 500 characters' };
export const RATIONALE = { message: 'Say why, in up to 500 characters. Everyone reads it once both sides agree' };
export const A_NUMBER = { message: 'Enter a whole number from 1 to 10,000' };
export const MORE_DAYS = { message: 'Enter a whole number of days from 1 to 100, or nothing' };

/** Propose how a version of the Compact stands to a commitment of the network. */
export class ProposeMapping {
  @IsCommitmentId({ message: 'Name a commitment of the catalogue, like N-07' }) commitmentId!: string;
  @IsUUID(undefined, { message: 'Choose a version of the Compact' }) versionId!: string;
  /** Clauses of that version; none where it is silent. */
  @IsArray()
  @ArrayMaxSize(MOST_CLAUSES, { message: `Choose up to ${MOST_CLAUSES} clauses` })
  @IsUUID(undefined, { each: true, message: 'Choose clauses of this version' })
  clauseIds!: string[];
  @IsIn(MAPPED_RELATIONS, { message: 'Choose how the clause stands to the commitment' }) relation!: MappedRelation;
  /** The number that the clause names, and its unit; neither where it names none. */
  @IsOptional() @IsInt(A_NUMBER) @Min(1, A_NUMBER) @Max(10_000, A_NUMBER) number?: number;
  @IsOptional() @IsIn(UNITS, { message: 'Choose a unit' }) unit?: Unit;
  /** Days that a consultation over August or the turn of the year has to be longer, where the clause says so. */
  @IsOptional() @IsInt(MORE_DAYS) @Min(1, MORE_DAYS) @Max(100, MORE_DAYS) moreDaysOverHolidays?: number;
  /** Of an overlap: what both say, what the borough alone says, and what the network alone says. */
  @IsOptional() @IsText(500, PART) shared?: string;
  @IsOptional() @IsText(500, PART) onlyHere?: string;
  @IsOptional() @IsText(500, PART) onlyNetwork?: string;
  @IsText(500, RATIONALE) rationale!: string;
  /** It decides for what happened from this day on; from the first day of the version, where none is named. */
  @IsOptional() @IsCivilDate({ message: 'Enter a day like 2026-05-14' }) from?: string;
}

/** Propose that a mapping holds no more, as if it had never been. */
export class ProposeMappingEnd {
  @IsText(500, { message: 'Say why, in up to 500 characters. Everyone reads it once both sides agree' }) reason!: string;
}
