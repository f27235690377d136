import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { IsPence } from '../fields.js';
import { GrantYear } from './grant-details.js';
import { sampleNotice, UnconditionalNotice } from './notice.js';

/** Less money is given than was awarded. Told once the organisation knows and the decision is public. */
export class GrantReducedV1 extends UnconditionalNotice {
  static readonly type = 'grants.grant-reduced.v1';

  /** The whole grant before. */
  @IsPence() readonly previousAmountPence!: number;
  /** The whole grant from now on. */
  @IsPence() readonly amountPence!: number;
  @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];

  static readonly sample: GrantReducedV1 = {
    ...sampleNotice,
    previousAmountPence: 25_000_00,
    amountPence: 22_500_00,
    years: [
      { financialYear: '2026/27', amountPence: 12_500_00, commitment: 'firm' },
      { financialYear: '2027/28', amountPence: 10_000_00, commitment: 'indicative' },
    ],
  };
}
