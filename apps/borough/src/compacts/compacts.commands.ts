import {
  CLAUSE_ORIGINS,
  type ClauseOrigin,
  COMPACT_DOCUMENT_KINDS,
  COMPACT_STANDINGS,
  type CompactDocumentKind,
  type CompactStanding,
  IsCivilDate,
  IsImpreciseDate,
  IsText,
} from '#contracts';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { CHECK_IN_LINES, type CheckInLineKind } from './check-ins.js';

const A_DAY = 'Enter a day like 2026-05-14';
export const A_DATE = 'Enter the date as far as it is known, like 2012-05-14, 2012-05, 2012 or before 2005';
const WHY = { message: 'Say why, in up to 1,000 characters' };

/** Begin the record of the borough's Compact, or of a code of practice. */
export class BeginDocument {
  @IsIn(COMPACT_DOCUMENT_KINDS, { message: 'Choose the Compact or a code of practice' }) kind!: CompactDocumentKind;
  @IsText(200, { message: 'Enter the title, in up to 200 characters' }) title!: string;
}

/** Begin a version of a document, with the clauses of another or with none. */
export class BeginVersion {
  @IsText(100, { message: 'Say how the version is called, such as its year, in up to 100 characters' }) label!: string;
  /** The version whose clauses it begins with; without one it is empty. */
  @IsOptional() @IsUUID(undefined, { message: 'Choose a version of this document' }) from?: string;
}

/** Write a clause, new or over the one that stands. */
export class WriteClause {
  @IsText(20, { message: 'Number the clause, such as 4.2' }) number!: string;
  @IsOptional() @IsText(200, { message: 'The heading can have up to 200 characters' }) heading?: string;
  @IsText(5000, { message: 'Enter the text of the clause, in up to 5,000 characters' }) text!: string;
  @IsIn(CLAUSE_ORIGINS, { message: 'Say where it comes from' }) origin!: ClauseOrigin;
  @IsOptional() @IsText(500, { message: 'The note can have up to 500 characters' }) originNote?: string;
}

/** The Compact Implementation Group approves a draft for consultation. */
export class ApproveDraft {
  @IsCivilDate({ message: A_DAY }) approvedOn!: string;
}

/** The final draft is put to the body that adopts it. */
export class PresentDraft {
  @IsText(200, { message: 'Name the body, in up to 200 characters' }) presentedTo!: string;
  @IsCivilDate({ message: A_DAY }) presentedOn!: string;
}

/** The body returns it, or work on it stops. */
export class SayWhy {
  @IsText(1000, WHY) reason!: string;
}

/** A body adopted the version. */
export class AdoptVersion {
  @IsText(200, { message: 'Name the body that adopted it, in up to 200 characters' }) adoptedBy!: string;
  @IsImpreciseDate({ message: A_DATE }) adoptedOn!: string;
  @IsImpreciseDate({ message: A_DATE }) inForceFrom!: string;
  /** None: no day was agreed, and the page says so. */
  @IsOptional() @IsCivilDate({ message: A_DAY }) reviewDueOn?: string;
}

/** Say how the Compact stands as a whole. */
export class ChangeStanding {
  @IsIn(COMPACT_STANDINGS, { message: 'Choose how the Compact stands' }) standing!: CompactStanding;
  @IsCivilDate({ message: A_DAY }) from!: string;
  @IsOptional() @IsCivilDate({ message: A_DAY }) reviewDueOn?: string;
  @IsText(1000, WHY) reason!: string;
}

/** Record a yearly check-in, or from when both sides agreed to hold them. */
export class RecordCheckIn {
  @IsIn(CHECK_IN_LINES, { message: 'Choose what to record' }) kind!: CheckInLineKind;
  @IsCivilDate({ message: A_DAY }) day!: string;
  /** What came of it. Everyone can read it. */
  @IsOptional() @IsText(1000, { message: 'What came of it can have up to 1,000 characters' }) note?: string;
}
