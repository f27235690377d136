import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsCivilDate, IsText } from '../fields.js';

/** What a borough may say of its Compact as a whole. That a version is in force follows from the versions. */
export const COMPACT_STANDINGS = ['national-meanwhile', 'under-review', 'inactive', 'active'] as const;
export type CompactStanding = (typeof COMPACT_STANDINGS)[number];

/**
 * How a borough's Compact stands from a day on: the national Compact is used meanwhile; it is under review, and what is in force stays in
 * force; nobody works by it any more; it is worked by again.
 */
export class CompactStandingChangedV1 {
  static readonly type = 'compacts.standing-changed.v1';

  @IsUUID() readonly documentId!: string;
  @IsIn(COMPACT_STANDINGS) readonly standing!: CompactStanding;
  @IsCivilDate() readonly from!: string;
  /** When it is looked at again. The national Compact is never used meanwhile without one. */
  @IsOptional() @IsCivilDate() readonly reviewDueOn?: string;
  @IsText(1000) readonly reason!: string;

  static readonly sample: CompactStandingChangedV1 = {
    documentId: '0198c0de-0000-7000-8000-0000000000e0',
    standing: 'under-review',
    from: '2026-01-12',
    reviewDueOn: '2026-12-31',
    reason: 'Both chairs ask for shorter words and a measure for each promise.',
  };
}
