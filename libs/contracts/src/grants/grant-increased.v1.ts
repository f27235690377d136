import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsUUID, ValidateNested } from 'class-validator';
import { IsCivilDate, IsPence, IsText } from '../fields.js';
import { GrantYear } from './grant-details.js';

/** More money is given than was awarded. */
export class GrantIncreasedV1 {
  static readonly type = 'grants.grant-increased.v1';

  @IsUUID() readonly grantId!: string;
  @IsUUID() readonly variationId!: string;
  @IsCivilDate() readonly effectiveOn!: string;
  /** The whole grant before. */
  @IsPence() readonly previousAmountPence!: number;
  /** The whole grant from now on. */
  @IsPence() readonly amountPence!: number;
  @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];
  @IsText(1000) readonly reason!: string;

  static readonly sample: GrantIncreasedV1 = {
    grantId: '0198c0de-0000-7000-8000-000000000001',
    variationId: '0198c0de-0000-7000-8000-0000000000c1',
    effectiveOn: '2026-10-01',
    previousAmountPence: 25_000_00,
    amountPence: 27_000_00,
    years: [
      { financialYear: '2026/27', amountPence: 13_500_00, commitment: 'firm' },
      { financialYear: '2027/28', amountPence: 13_500_00, commitment: 'indicative' },
    ],
    reason: 'A fourth day each week.',
  };
}
