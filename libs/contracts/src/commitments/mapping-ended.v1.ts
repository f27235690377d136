import { IsUUID } from 'class-validator';
import { IsCivilDate, IsCommitmentId, IsText } from '../fields.js';

/** Both chairs agreed that a mapping holds no more, as if it had never been. What was agreed before it, if anything, holds again. */
export class MappingEndedV1 {
  static readonly type = 'commitments.mapping-ended.v1';

  @IsUUID() readonly mappingId!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  @IsCivilDate() readonly endedOn!: string;
  @IsText(500) readonly reason!: string;

  static readonly sample: MappingEndedV1 = {
    mappingId: '0198c0de-0000-7000-8000-0000000000aa',
    commitmentId: 'N-07',
    endedOn: '2026-06-01',
    reason: 'The clause says “normally”, which we had not seen.',
  };
}
