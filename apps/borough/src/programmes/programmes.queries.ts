import { decodeCursor, ListQuery, page, type Page } from '#api';
import { IsCivilDate, IsFinancialYear, IsPence } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import type { Actor } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsBoolean, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Borough } from '../borough.js';

@Label('public')
export class DepartmentOfProgramme {
  @IsString() readonly key!: string;
  @IsString() readonly name!: string;
}

/** The budget of a programme for one financial year, and what was pledged about it. */
@Label('public')
export class LevelView {
  @IsFinancialYear() readonly financialYear!: string;
  /** Null while only a pledge is known. */
  @IsOptional() @IsPence() readonly amountPence!: number | null;
  @IsOptional() @IsCivilDate() readonly decidedOn!: string | null;
  @IsOptional() @IsString() readonly pledge!: string | null;
  @IsOptional() @IsCivilDate() readonly pledgedOn!: string | null;
}

/** A programme with its levels, first year first. All of it is public. */
@Label('public')
export class ProgrammeView {
  @IsUUID() readonly id!: string;
  @IsString() readonly title!: string;
  @IsOptional() @IsString() readonly code!: string | null;
  @IsOptional() @ValidateNested() @Type(() => DepartmentOfProgramme) readonly department!: DepartmentOfProgramme | null;
  @IsString() readonly funderIdentifier!: string;
  /** Whether it is a programme of the borough itself; only those have levels. */
  @IsBoolean() readonly ownFunding!: boolean;
  @IsArray() @ValidateNested({ each: true }) @Type(() => LevelView) readonly levels!: LevelView[];
}

/** The officers whose role reaches a programme: of its department, or of the whole borough. */
export function fundersOf({ ownFunding, department }: ProgrammeView, officers: readonly Actor[]): Actor[] {
  return officers.filter((officer) => officer.may('programmes.set-level', ownFunding ? (department?.key ?? null) : null));
}

export class ProgrammesAsked extends ListQuery {
  /** The key of one of the borough's departments. */
  @IsOptional() @IsString() @MaxLength(100) department?: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => ({ true: true, false: false })[String(value)] ?? value)
  @IsBoolean({ message: 'ownFunding must be true or false' })
  ownFunding?: boolean;
}

const VIEW = `p.id, p.title, p.code, case when d.id is not null then json_build_object('key', d.key, 'name', d.name) end as department,
  p.funder_identifier as "funderIdentifier", p.funder_identifier = $1 as "ownFunding",
  coalesce((select json_agg(json_build_object('financialYear', l.financial_year, 'amountPence', l.amount_pence, 'decidedOn', l.decided_on,
    'pledge', l.pledge, 'pledgedOn', l.pledged_on) order by l.financial_year)
    from programme_levels l where l.programme_id = p.id), '[]') as levels`;

@Injectable()
export class ProgrammesQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly borough: Borough,
  ) {}

  /** Programmes by title. */
  async list({ department, ownFunding, limit, cursor }: ProgrammesAsked): Promise<Page<ProgrammeView>> {
    const after = decodeCursor(cursor, 'text', 'uuid');
    const rows = await sql<ProgrammeView>(
      this.em.fork(),
      `select ${VIEW} from programmes p left join departments d on d.id = p.department_id
       where ($2::text is null or (p.title, p.id) > ($2::text, $3::uuid)) and ($4::text is null or d.key = $4)
         and ($5::boolean is null or (p.funder_identifier = $1) = $5)
       order by p.title, p.id limit $6`,
      [this.borough.body.identifier, after?.[0] ?? null, after?.[1] ?? null, department ?? null, ownFunding ?? null, limit + 1],
    );
    const found = rows.map((row) => shown(ProgrammeView, row, 'public'));
    return page(found, limit, ({ title, id }) => [title, id]);
  }

  async one(id: string): Promise<ProgrammeView> {
    const [row] = await sql<ProgrammeView>(
      this.em.fork(),
      `select ${VIEW} from programmes p left join departments d on d.id = p.department_id where p.id = $2`,
      [this.borough.body.identifier, id],
    );
    if (row) return shown(ProgrammeView, row, 'public');
    throw new NotFound('There is no such programme. Choose one from the list of programmes.');
  }
}
