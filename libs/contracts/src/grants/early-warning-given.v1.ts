import { IsIn } from 'class-validator';
import { IsCivilDate } from '../fields.js';
import { Notice, sampleNotice } from './notice.js';

/** What an early warning is about. */
export const WARNED_CHANGES = ['reduction', 'ending'] as const;
export type WarnedChange = (typeof WARNED_CHANGES)[number];

/**
 * An organisation was told that a cut or an ending may come, subject to a decision. It starts no clock and changes no sum
 * (domain.md R-NOTICE b).
 */
export class EarlyWarningGivenV1 extends Notice {
  static readonly type = 'grants.early-warning-given.v1';

  @IsIn(WARNED_CHANGES) readonly warnedOf!: WarnedChange;
  /** The day from which it may take effect. */
  @IsCivilDate() readonly expectedOn!: string;

  static readonly sample: EarlyWarningGivenV1 = {
    grantId: sampleNotice.grantId,
    variationId: '0198c0de-0000-7000-8000-0000000000c3',
    toldInWritingOn: '2026-10-01',
    receivedOn: '2026-10-02',
    reason: 'Subject to the budget of the full Council in February.',
    madePublicOn: '2026-10-09',
    warnedOf: 'reduction',
    expectedOn: '2027-04-01',
  };
}
