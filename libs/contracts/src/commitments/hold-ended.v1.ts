import { IsUUID } from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';

/** Both co-chairs agreed that a hold is over before its last day; one that had not begun never was. */
export class HoldEndedV1 {
  static readonly type = 'commitments.hold-ended.v1';

  @IsUUID() readonly holdId!: string;
  /** The first day without it. */
  @IsCivilDate() readonly endedOn!: string;
  @IsText(500) readonly reason!: string;

  static readonly sample: HoldEndedV1 = {
    holdId: '0198c0de-0000-7000-8000-0000000000b1',
    endedOn: '2026-04-20',
    reason: 'The election is put off.',
  };
}
