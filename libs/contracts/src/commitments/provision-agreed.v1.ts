import { IsIn, IsUUID } from 'class-validator';
import { IsCivilDate, IsCommitmentId, IsText } from '../fields.js';

/** Whether a borough runs what a commitment is about, and publishes what comes of it. */
export const PROVISION_STATES = ['provided', 'not-provided', 'withheld'] as const;
export type ProvisionState = (typeof PROVISION_STATES)[number];

/** Both co-chairs agreed that the borough does not run an activity, or holds its cases back as confidential; or that it does again. */
export class ProvisionAgreedV1 {
  static readonly type = 'commitments.provision-agreed.v1';

  @IsUUID() readonly provisionId!: string;
  @IsCommitmentId() readonly commitmentId!: string;
  @IsIn(PROVISION_STATES) readonly state!: ProvisionState;
  /** From this day on, until another is agreed. */
  @IsCivilDate() readonly from!: string;
  @IsText(500) readonly reason!: string;

  static readonly sample: ProvisionAgreedV1 = {
    provisionId: '0198c0de-0000-7000-8000-0000000000b2',
    commitmentId: 'N-17',
    state: 'not-provided',
    from: '2026-04-01',
    reason: 'There are no sub-groups here: the whole group meets.',
  };
}
