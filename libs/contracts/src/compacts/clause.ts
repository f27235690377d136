import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsText } from '../fields.js';

/** Where a sentence came from: kept from the version before, new, agreed in part, or left open (F105). */
export const CLAUSE_ORIGINS = ['kept', 'new', 'partial', 'open-question'] as const;
export type ClauseOrigin = (typeof CLAUSE_ORIGINS)[number];

/** A clause as one version of a Compact has it. Its id stays, however it is numbered and worded. */
export class CompactClause {
  @IsUUID() readonly clauseId!: string;
  /** As the document numbers it: 4.2. */
  @IsText(20) readonly number!: string;
  @IsOptional() @IsText(200) readonly heading?: string;
  @IsText(5000) readonly text!: string;
  @IsIn(CLAUSE_ORIGINS) readonly origin!: ClauseOrigin;
  /** The document and clause it is taken from, or what is open. */
  @IsOptional() @IsText(500) readonly originNote?: string;
}
