import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { IsPence } from '../fields.js';
import { GrantYear } from './grant-details.js';
import { sampleNotice, UnconditionalNotice } from './notice.js';

/** A grant ends before its time; `effectiveOn` is the first day without it. Told once the organisation knows and the decision is public. */
export class GrantEndedV1 extends UnconditionalNotice {
  static readonly type = 'grants.grant-ended.v1';

  /** The whole grant before. */
  @IsPence() readonly previousAmountPence!: number;
  /** What is given in all, now that it ends. */
  @IsPence() readonly amountPence!: number;
  @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];

  static readonly sample: GrantEndedV1 = {
    ...sampleNotice,
    previousAmountPence: 25_000_00,
    amountPence: 12_500_00,
    years: [{ financialYear: '2026/27', amountPence: 12_500_00, commitment: 'firm' }],
  };
}
