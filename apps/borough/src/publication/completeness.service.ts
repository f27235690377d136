import { contracts, featureOf } from '#contracts';
import { sql } from '#database';
import { CompletenessOfRecords, type Head } from '#events';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { Confirmations } from './confirmations.service.js';

type Completeness = Head['completeness'];

/**
 * The day of the newest event of each type of $1. It goes out with every head, so the order is written as the index has it: by position
 * alone, PostgreSQL would go through the whole log from its end for a type that was never told.
 */
export const NEWEST_OF_TYPES = `
  select asked.type, (newest.recorded_at at time zone 'Europe/London')::date::text as "lastDay"
  from unnest($1::text[]) as asked (type) cross join lateral (
    select type, recorded_at from events where (type, position) <= (asked.type, 9223372036854775807)
    order by type desc, position desc limit 1
  ) newest where newest.type = asked.type`;

/** Up to which day each kind of record is complete: that of the last fact told of it, or a later one that an officer confirmed. */
@Injectable()
export class Completenesses extends CompletenessOfRecords {
  constructor(
    private readonly em: EntityManager,
    private readonly borough: Borough,
    private readonly confirmations: Confirmations,
  ) {
    super();
  }

  /** By record type. Null where nothing is published yet, which is not the same as nothing to publish. */
  override async read(): Promise<Completeness> {
    const types = contracts.map(({ type }) => type);
    const rows = await sql<{ type: string; lastDay: string }>(this.em.fork(), NEWEST_OF_TYPES, [types]);
    const confirmed = await this.confirmations.latest();
    const features = Object.entries(this.borough.agreedDays);
    return Object.fromEntries(
      features.map(([feature, agreedDays]) => {
        const told = rows.flatMap(({ type, lastDay }) => (featureOf(type) === feature ? [lastDay] : []));
        const completeTo = [...told, confirmed.get(feature) ?? ''].sort().at(-1);
        return [feature, completeTo ? { completeTo, agreedDays } : null];
      }),
    );
  }
}
