import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsUUID } from 'class-validator';
import { IsCivilDate, IsCommitmentId, IsFinancialYear } from '../fields.js';

/** By what a result is measured: by the borough's own promise, or by the network's. */
export const LENSES = ['own-word', 'common-measure'] as const;
export type Lens = (typeof LENSES)[number];

/**
 * A result is with the borough's chairs, who may answer before it is published. Nothing of it is told yet; until the day named, or until it
 * is published or taken back before, a figure of its commitment and year would leave it out, and so is not shown.
 */
export class ReplyOpenedV1 {
  static readonly type = 'commitments.reply-opened.v1';

  @IsUUID() readonly caseId!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  @IsFinancialYear() readonly financialYear!: string;
  /** By which of the measures it is not as promised. What was told of the case before goes on counting by the other one. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(2) @IsIn(LENSES, { each: true }) readonly lenses!: Lens[];
  /** The last day of the time to reply. */
  @IsCivilDate() readonly replyUntil!: string;

  static readonly sample: ReplyOpenedV1 = {
    caseId: '0198c0de-0000-7000-8000-0000000000ca',
    commitmentId: 'N-07',
    financialYear: '2026/27',
    lenses: ['common-measure'],
    replyUntil: '2027-04-20',
  };
}
