import { sql } from '#database';
import { LIVE } from '#events';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

export interface SetAsideRow {
  readonly borough: string;
  readonly position: number;
  readonly type: string;
  readonly subject: string;
  readonly kind: string;
  /** RFC 3339. */
  readonly at: string;
}

/** What a borough wrote as type or subject may be long. */
const SHOWN_CHARACTERS = 200;

@Injectable()
export class SetAsideQueries {
  constructor(private readonly em: EntityManager) {}

  /** From a place on, by borough and position; one more row than `limit` says that there is more. */
  async page(
    { borough, kind }: { readonly borough: readonly string[]; readonly kind: readonly string[] },
    after: readonly [borough: string, position: number] | null,
    limit: number,
  ): Promise<SetAsideRow[]> {
    return sql<SetAsideRow>(
      this.em.fork(),
      `select borough, position::float8 as position, left(type, ${SHOWN_CHARACTERS}) as type, left(subject, ${SHOWN_CHARACTERS}) as subject,
         kind, to_char(parked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from parked
       where projection_set = $1 and replayed_at is null
         and ($2::text[] = '{}' or borough = any($2)) and ($3::text[] = '{}' or kind = any($3))
         and ($4::text is null or (borough, position) > ($4, $5::float8))
       order by borough, position limit ${limit + 1}`,
      [LIVE, borough, kind, ...(after ?? [null, null])],
    );
  }
}
