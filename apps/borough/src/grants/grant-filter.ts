import { ListQuery } from '#api';
import { addMonths, financialYearEndsOn, financialYearStartsOn } from '#clock';
import { IsFinancialYear, IsPence } from '#contracts';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { ENDING_MONTHS, GRANT_STATUSES, type GrantStatus } from './grant-status.js';

/** Which grants of the register are asked for. A withdrawn grant is in no list. */
export class GrantsAsked extends ListQuery {
  /** The organisation's id here, or any of its public identifiers. */
  @IsOptional() @IsString() @MaxLength(200) organisation?: string;

  @IsOptional() @IsUUID(undefined, { message: 'programme must be the id of a programme' }) programme?: string;

  /** The key of one of the borough's departments. */
  @IsOptional() @IsString() @MaxLength(100) department?: string;

  /** The identifier of a funder, such as GB-LAE-WSM. */
  @IsOptional() @IsString() @MaxLength(200) funder?: string;

  /** Only the borough's own money, or only that of others. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => ({ true: true, false: false })[String(value)] ?? value)
  @IsBoolean({ message: 'ownFunding must be true or false' })
  ownFunding?: boolean;

  @IsOptional()
  @IsIn(GRANT_STATUSES.filter((status) => status !== 'withdrawn'), { message: 'There is no such status' })
  status?: GrantStatus;

  /** The year of the award, like 2026/27. */
  @IsOptional() @IsFinancialYear({ message: 'financialYear must be like 2026/27' }) financialYear?: string;

  /** The whole grant as it stands in public, in pence. */
  @IsOptional() @Type(() => Number) @IsPence({ message: 'atLeastPence must be a whole number of pence' }) atLeastPence?: number;

  @IsOptional() @Type(() => Number) @IsPence({ message: 'atMostPence must be a whole number of pence' }) atMostPence?: number;
}

type Day = () => string;

/** The same answers as `grantStatus` gives of a public grant, as conditions; a test holds the two together. */
const STATUS_SQL: Record<Exclude<GrantStatus, 'withdrawn'>, (today: Day, soon: Day) => string> = {
  stopped: (today) => `g.public_ended_from <= ${today()}`,
  planned: (today) => `g.runs_from > ${today()} and (g.public_ended_from is null or g.public_ended_from > ${today()})`,
  ending: (today, soon) =>
    `coalesce(g.runs_from, ${today()}) <= ${today()} and (g.public_ended_from > ${today()}
      or (g.public_ended_from is null and g.runs_to >= ${today()} and g.runs_to < ${soon()}))`,
  ended: (today) => `g.public_ended_from is null and g.runs_from <= ${today()} and g.runs_to < ${today()}`,
  live: (today, soon) => `g.public_ended_from is null and g.runs_from <= ${today()} and (g.runs_to is null or g.runs_to >= ${soon()})`,
  'no-dates': () => 'g.public_ended_from is null and g.runs_from is null',
};

/** The conditions of a question as SQL over `grants g`, with their bind parameters. */
export function conditionsOf(asked: Partial<GrantsAsked>, today: string): { where: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown, type: string): string => `$${parameters.push(value)}::${type}`;
  const where = ['g.withdrawn_on is null'];
  const { organisation, programme, department, funder, ownFunding, status, financialYear, atLeastPence, atMostPence } = asked;
  if (organisation) {
    const named = bind(organisation, 'text');
    where.push(`g.organisation_id = coalesce((select organisation_id from organisation_identifiers where identifier = ${named}),
      (select id from organisations where id::text = ${named}))`);
  }
  if (programme) where.push(`g.programme_id = ${bind(programme, 'uuid')}`);
  if (department) where.push(`g.department_id in (select id from departments where key = ${bind(department, 'text')})`);
  if (funder) where.push(`g.funder_identifier = ${bind(funder, 'text')}`);
  if (ownFunding !== undefined) where.push(`g.own_funding = ${bind(ownFunding, 'boolean')}`);
  if (financialYear) {
    const [first, last] = [bind(financialYearStartsOn(financialYear), 'date'), bind(financialYearEndsOn(financialYear), 'date')];
    where.push(`g.awarded_on between ${first} and ${last}`);
  }
  if (atLeastPence !== undefined) where.push(`g.public_amount_pence >= ${bind(atLeastPence, 'bigint')}`);
  if (atMostPence !== undefined) where.push(`g.public_amount_pence <= ${bind(atMostPence, 'bigint')}`);
  if (status && status !== 'withdrawn') {
    where.push(
      `(${STATUS_SQL[status](
        () => bind(today, 'date'),
        () => bind(addMonths(today, ENDING_MONTHS), 'date'),
      )})`,
    );
  }
  return { where: where.join(' and '), parameters };
}
