import { type Column, columnsNamed, decodeCursor, type ListQuery, page, type Page } from '#api';
import { sql } from '#database';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DepartmentsService } from '../departments/departments.service.js';

/** Somebody was shown something that is labelled `case`. For the data protection officer alone. */
@Label('case')
export class CaseRead {
  @IsInt() readonly id!: number;
  @IsISO8601() readonly at!: string;
  @IsString() readonly issuer!: string;
  @IsString() readonly subject!: string;
  /** As the borough wrote it down when it gave the person a role; null where it holds no role of theirs any more. */
  @IsOptional() @IsString() readonly name!: string | null;
  @IsString() readonly role!: string;
  /** What the role is held for; null is the whole borough. */
  @IsOptional() @IsString() readonly heldFor!: string | null;
  @IsString() readonly recordType!: string;
  @IsUUID() readonly recordId!: string;
  /** What of the record was read. */
  @IsString() readonly what!: string;
  @IsUUID() readonly whatId!: string;
}

export const READ_COLUMNS: readonly Column<CaseRead>[] = columnsNamed<CaseRead>(
  'id',
  'at',
  'name',
  'issuer',
  'subject',
  'role',
  'heldFor',
  'recordType',
  'recordId',
  'what',
  'whatId',
);

/** Who read what is confidential: it tells that a record has such a thing, and so is confidential itself. */
@Injectable()
export class ReadsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly departments: DepartmentsService,
  ) {}

  /** The latest first. */
  async list({ limit, cursor }: ListQuery, clearance: Label): Promise<Page<CaseRead>> {
    const em = this.em.fork();
    const [after] = decodeCursor(cursor, 'number') ?? [null];
    const rows = await sql<CaseRead>(
      em,
      `select r.id::float8 as id, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, r.issuer, r.subject, r.role,
         r.held_for as "heldFor", r.record_type as "recordType", r.record_id as "recordId", r.what, r.what_id as "whatId",
         (select a.name from role_assignments a
          where a.issuer = r.issuer and a.subject = r.subject order by a.held_from desc limit 1) as name
       from case_reads r where $1::float8 is null or r.id < $1::float8 order by r.id desc limit $2`,
      [after, limit + 1],
    );
    const { items, next } = page(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => shown(CaseRead, row, clearance)), next };
  }

  /** The names of the departments that a role can be held for. */
  async departmentNames(): Promise<Map<string, string>> {
    const own = await this.departments.own(this.em.fork());
    return new Map(own.map(({ key, name }) => [key, name]));
  }
}
