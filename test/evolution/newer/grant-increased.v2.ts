import { GrantIncreasedV1, GrantYear, IsCivilDate, IsPence, IsText, majorBefore } from '#contracts';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID, ValidateNested } from 'class-validator';

/** A later major that there is only in this test: more than one reason may be told. */
export class GrantIncreasedV2 {
  static readonly type = 'grants.grant-increased.v2';

  @IsUUID() readonly grantId!: string;
  @IsUUID() readonly variationId!: string;
  @IsCivilDate() readonly effectiveOn!: string;
  @IsPence() readonly previousAmountPence!: number;
  @IsPence() readonly amountPence!: number;
  @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => GrantYear) readonly years!: GrantYear[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(10) @IsText(1000, { each: true }) readonly reasons!: string[];

  static readonly before = majorBefore(GrantIncreasedV1, ({ reason, ...told }): GrantIncreasedV2 => ({ ...told, reasons: [reason] }));

  static readonly sample: GrantIncreasedV2 = {
    ...GrantIncreasedV2.before.upcast(GrantIncreasedV1.sample as never),
    reasons: ['A fourth day each week.', 'Food costs more.'],
  };
}
