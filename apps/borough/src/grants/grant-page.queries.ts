import { sql } from '#database';
import { type Actor, actorsWith, type Person } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { ForbiddenException, Injectable } from '@nestjs/common';
import type { GrantRecord, GrantWithVariations, WithdrawnGrant } from './grant.views.js';
import { GrantsQueries } from './grants.queries.js';
import type { Correction } from './grant-timeline.js';

/** A grant as a page shows it: what everyone may see, and beside it the whole record for an officer who may act on it. */
export interface GrantOnPage {
  readonly seen: GrantWithVariations | WithdrawnGrant;
  readonly record: GrantRecord | null;
  readonly corrections: readonly Correction[];
}

/** What the page of one grant needs besides the API's own questions. */
@Injectable()
export class GrantPageQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly grants: GrantsQueries,
  ) {}

  /** Of the roles a person holds, the first that reaches the grant decides; most people hold none. */
  async of(person: Person | null, grantId: string): Promise<GrantOnPage> {
    const seen = await this.grants.one(grantId);
    let record: GrantRecord | null = null;
    for (const officer of actorsWith(person, 'grants.read-record')) record ??= await this.recordFor(officer, grantId);
    return { seen, record, corrections: await this.corrections(grantId) };
  }

  private async recordFor(officer: Actor, grantId: string): Promise<GrantRecord | null> {
    try {
      return await this.grants.record(officer, grantId);
    } catch (error) {
      if (error instanceof ForbiddenException) return null;
      throw error;
    }
  }

  /** Corrections that were told, with the words that were told. */
  private async corrections(grantId: string): Promise<Correction[]> {
    return sql<Correction>(
      this.em.fork(),
      `select (at at time zone 'Europe/London')::date as "correctedOn", changes->'correctedFields' as fields, coalesce(reason, '') as reason
       from history where record_id = $1 and act = 'corrected' and jsonb_array_length(changes->'correctedFields') > 0
       order by at desc, id desc limit 200`,
      [grantId],
    );
  }
}
