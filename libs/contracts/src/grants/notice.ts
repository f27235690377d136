import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';

/** What is said of every adverse change: who was told, when, why, and by what right it came sooner than promised (domain.md R-NOTICE). */
export class Notice {
  @IsUUID() readonly grantId!: string;
  @IsUUID() readonly variationId!: string;
  /** The day the letter or e-mail was sent. */
  @IsCivilDate() readonly toldInWritingOn!: string;
  /** The day the organisation had it; notice runs from here. */
  @IsCivilDate() readonly receivedOn!: string;
  @IsText(1000) readonly reason!: string;
  /** The day the decision was public. Nothing of it leaves the borough before. */
  @IsCivilDate() readonly madePublicOn!: string;
}

/** Notice that stands whatever follows. */
export class UnconditionalNotice extends Notice {
  /** The first day of changed or ended support. */
  @IsCivilDate() readonly effectiveOn!: string;
  /** The ground on which less notice was given than promised. */
  @IsOptional() @IsText(1000) readonly exceptionGround?: string;
  /** The office that approved the exception; never a person's name. */
  @IsOptional() @IsText(200) readonly exceptionApprovedBy?: string;
  /** The organisation agreed in writing to shorter notice. */
  @IsBoolean() readonly agreedShorter!: boolean;
}

export const sampleNotice: UnconditionalNotice = {
  grantId: '0198c0de-0000-7000-8000-000000000001',
  variationId: '0198c0de-0000-7000-8000-0000000000c2',
  toldInWritingOn: '2026-12-10',
  receivedOn: '2026-12-14',
  effectiveOn: '2027-04-01',
  reason: 'The programme is to cost a fifth less from April.',
  agreedShorter: false,
  madePublicOn: '2026-12-15',
};
