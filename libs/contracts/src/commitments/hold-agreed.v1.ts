import { IsUUID } from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';

/** Both co-chairs agreed that nothing newly adverse is published for a time, such as before an election. Results go on being computed. */
export class HoldAgreedV1 {
  static readonly type = 'commitments.hold-agreed.v1';

  @IsUUID() readonly holdId!: string;
  /** The first day of it. */
  @IsCivilDate() readonly from!: string;
  /** The last day of it. */
  @IsCivilDate() readonly to!: string;
  @IsText(500) readonly reason!: string;

  static readonly sample: HoldAgreedV1 = {
    holdId: '0198c0de-0000-7000-8000-0000000000b1',
    from: '2026-03-23',
    to: '2026-05-07',
    reason: 'The council is elected on 7 May 2026.',
  };
}
