import { contracts } from '#contracts';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { PublishedType } from './confirm-complete.command.js';

export interface Published {
  readonly type: PublishedType;
  readonly records: number;
  /** The instant of the last fact that was told of it; null where none was. */
  readonly lastPublishedAt: string | null;
}

/** A record of the borough that a fact is about. */
export interface NamedRecord {
  readonly type: PublishedType;
  readonly id: string;
  readonly name: string;
}

/** What is published of each kind of record. */
@Injectable()
export class PublishQueries {
  constructor(private readonly em: EntityManager) {}

  async published(): Promise<Published[]> {
    return sql<Published>(
      this.em.fork(),
      `with counted (type, records) as (
         select 'grants', count(*)::int from grants where withdrawn_on is null
         union all select 'programmes', count(*)::int from programmes
         union all select 'organisations', count(*)::int from organisations
       )
       select type, records, to_char(last.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastPublishedAt"
       from counted left join lateral (
         select max((select recorded_at from events where events.type = told.type order by position desc limit 1)) as at
         from unnest($1::text[]) as told (type) where split_part(told.type, '.', 1) = counted.type
       ) last on true`,
      [contracts.map(({ type }) => type)],
    );
  }

  /** The records that have one of these ids, by id. */
  async named(ids: readonly string[]): Promise<Map<string, NamedRecord>> {
    const rows = await sql<NamedRecord>(
      this.em.fork(),
      `select 'grants' as type, id, case when withdrawn_on is null then title else 'Withdrawn grant' end as name
         from grants where id = any($1::uuid[])
       union all select 'programmes', id, title from programmes where id = any($1::uuid[])
       union all select 'organisations', id, name from organisations where id = any($1::uuid[])`,
      [ids.filter((id) => isUUID(id))],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
