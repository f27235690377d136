import { EVIDENCE_GRADES, type EvidenceGrade, IsLine, IsText, type MarkEvidence, REPLY_KINDS, type ReplyKind } from '#contracts';
import { InvalidInput } from '#errors';
import { AsNumber } from '#pages';
import { IsIn, IsOptional, Matches, ValidateIf } from 'class-validator';

export const MARKS = [0, 1, 2, 3] as const;
export const LEFT_OUT = 'left-out';
/** A web address that a reader can open. */
const ADDRESS = /^https?:\/\/[^\s]{1,480}$/;

const isNamed = ({ evidence }: GiveMark): boolean => EVIDENCE_GRADES.some((grade) => grade === evidence);
const isDocument = ({ evidence }: GiveMark): boolean => evidence === 'document-given';

/** Mark one commitment for one’s own side, or leave it out. Given again, it stands in place of what was given before. */
export class GiveMark {
  @AsNumber() @IsIn([...MARKS, LEFT_OUT], { message: 'Choose a mark, or leave it out' }) mark!: (typeof MARKS)[number] | typeof LEFT_OUT;
  @IsOptional() @IsText(500, { message: 'Write the comment in up to 500 characters' }) comment?: string;
  @IsIn([...EVIDENCE_GRADES, 'none'], { message: 'Choose what the mark rests on' }) evidence: EvidenceGrade | 'none' = 'none';
  /** Quoted from the document, or the statement itself. */
  @ValidateIf(isNamed) @IsText(500, { message: 'Write the quotation or the statement, in up to 500 characters' }) words?: string;
  @ValidateIf(isDocument) @Matches(ADDRESS, { message: 'Enter the web address of the document. It begins with https://' }) link?: string;
  @ValidateIf(isDocument) @IsLine(40, { message: 'Enter the page that is quoted, in up to 40 characters' }) page?: string;
}

/** What the mark rests on; null where that is nothing. What was typed and belongs to nothing is not dropped without a word. */
export function evidenceOf({ evidence, words, link, page }: GiveMark): MarkEvidence | null {
  const refuse = (field: string, message: string): never => {
    throw new InvalidInput([{ field, message }]);
  };
  if (evidence === 'document-given') return { grade: evidence, words: words ?? '', ...(link && { link }), ...(page && { page }) };
  if (link || page) refuse(link ? 'link' : 'page', 'Only a document has an address and a page. Choose “Document given”, or empty this.');
  if (evidence === 'statement-only') return { grade: evidence, words: words ?? '' };
  if (words) refuse('words', 'Choose whether this is quoted from a document or is a statement, or empty this.');
  return null;
}

/** Reply to a round once it is open. It is published with every mark of the round. */
export class ReplyToRound {
  @IsIn(REPLY_KINDS, { message: 'Choose what you say to the round' }) kind!: ReplyKind;
  @ValidateIf(({ kind, text }: ReplyToRound) => kind !== 'agree' || Boolean(text))
  @IsText(500, { message: 'Say it in up to 500 characters. It is published with the round.' })
  text?: string;
}

/** Take back a round that is not open yet. */
export class WithdrawRound {
  @IsText(500, { message: 'Say why, in up to 500 characters. Both chairs read it' }) reason!: string;
}
