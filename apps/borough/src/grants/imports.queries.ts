import { Clock } from '#clock';
import { sql } from '#database';
import type { Person } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** One file that a person sent, as far as a list shows it. */
export interface ImportLine {
  readonly id: string;
  readonly at: string;
  readonly fileName: string;
  /** It was looked at and not taken. */
  readonly isPreview: boolean;
  readonly accepted: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refusedRows: number;
}

/** The files that are kept for their sender. */
@Injectable()
export class ImportsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The latest first. Nobody sees another person's. */
  async of({ issuer, subject }: Pick<Person, 'issuer' | 'subject'>): Promise<ImportLine[]> {
    return sql<ImportLine>(
      this.em.fork(),
      `select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, file_name as "fileName",
         (report->>'dryRun')::boolean as "isPreview", (report->>'accepted')::int as accepted, (report->>'changed')::int as changed,
         (report->>'unchanged')::int as unchanged, (report->>'refusedRows')::int as "refusedRows"
       from grant_imports where issuer = $1 and subject = $2 and expires_at >= $3 order by at desc, id desc limit 20`,
      [issuer, subject, this.clock.now().toISOString()],
    );
  }
}
