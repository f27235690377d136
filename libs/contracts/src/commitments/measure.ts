import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

/** In what a promise is counted. Months are calendar months and weeks seven days, bank holidays included (domain.md 2.0). */
export const UNITS = ['months', 'weeks', 'days', 'years', 'pages', 'meetings', 'members', 'per cent'] as const;
export type Unit = (typeof UNITS)[number];

/** What a promise names to be checked against: three months, 84 days, half of the meetings. */
export class Measure {
  @IsInt() @Min(1) @Max(10_000) readonly number!: number;
  @IsIn(UNITS) readonly unit!: Unit;
  /** Days that a consultation over August or the turn of the year has to be longer; none where it is not said (domain.md R-CONS b). */
  @IsOptional() @IsInt() @Min(1) @Max(100) readonly moreDaysOverHolidays?: number;
}
