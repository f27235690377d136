import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsUUID, ValidateNested } from 'class-validator';
import { IsCivilDate, IsPence, IsText } from '../fields.js';
import { GrantYear } from './grant-details.js';

/** The changes of a grant after its award, by name. */
export const VARIATION_KINDS = ['increased', 'reduced', 'ended', 'early-warning'] as const;
export type VariationKind = (typeof VARIATION_KINDS)[number];

/** A told increase, cut, ending or early warning is taken back; the grant stands as it did before it. */
export class VariationWithdrawnV1 {
  static readonly type = 'grants.variation-withdrawn.v1';
  static readonly withdraws = 'variationId';

  @IsUUID() readonly grantId!: string;
  /** The variation that is taken back. */
  @IsUUID() readonly variationId!: string;
  /** What it was called: all else that was told of it goes. */
  @IsIn(VARIATION_KINDS) readonly kind!: VariationKind;
  @IsCivilDate() readonly withdrawnOn!: string;
  /** The whole grant from now on. */
  @IsPence() readonly amountPence!: number;
  @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];
  @IsText(1000) readonly reason!: string;

  static readonly sample: VariationWithdrawnV1 = {
    grantId: '0198c0de-0000-7000-8000-000000000001',
    variationId: '0198c0de-0000-7000-8000-0000000000c2',
    kind: 'reduced',
    withdrawnOn: '2027-01-20',
    amountPence: 25_000_00,
    years: [
      { financialYear: '2026/27', amountPence: 12_500_00, commitment: 'firm' },
      { financialYear: '2027/28', amountPence: 12_500_00, commitment: 'indicative' },
    ],
    reason: 'The decision was called in and reversed.',
  };
}
