import { decodeCursor, page, type Page } from '#api';
import { Clock } from '#clock';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  type ConsultationInFull,
  consultationInFullOf,
  type ConsultationItem,
  consultationItemOf,
  type Read,
} from './consultation-item.js';
import type { ConsultationsQuery } from './consultations-query.js';

/** Who runs a consultation that no department does. */
export const THE_GROUP = 'Compact Implementation Group';

/** `$1` is today. */
const ITEM = `borough, consultation_id as "consultationId", title, kind, department_id as "departmentId",
  department_name as "departmentName", announced_on::text as "announcedOn", opens_on::text as "opensOn", closes_on::text as "closesOn",
  answers_until::text as "answersUntil", open_until_five as "openUntilFive", extensions, withdrawn_on::text as "withdrawnOn",
  outcome ->> 'publishedOn' as "outcomePublishedOn",
  case
    when withdrawn_on is not null then 'withdrawn'
    when outcome is not null then 'outcome-published'
    when $1::date < opens_on then 'announced'
    when $1::date <= answers_until then 'open'
    else 'closed'
  end as state`;

const IN_FULL = `${ITEM}, about, ground, compact_version_id as "compactVersionId", methods, reaches, short_reason as "shortReason",
  short_reason_published_on::text as "shortReasonPublishedOn", withdrawn_because as "withdrawnBecause", outcome, (
    select v.document_title || ', version ' || v.label from compact_versions v
    where v.borough = c.borough and v.version_id = c.compact_version_id and v.stands
  ) as "compactVersionTitle"`;

/** Those that are open come first, by their last day; then those to come, by their first; then the others, the latest first. */
const PLACE = `case state
    when 'open' then '1 ' || "answersUntil"
    when 'announced' then '2 ' || "opensOn"
    else '3 ' || to_char(date '9999-12-31' - "answersUntil"::date, 'FM00000000')
  end`;

type Row = Read<ConsultationItem> & { readonly place: string };

@Injectable()
export class ConsultationsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async page({ borough, state, department, cursor, limit }: ConsultationsQuery): Promise<Page<ConsultationItem>> {
    const [place, code, id] = decodeCursor(cursor, 'text', 'text', 'uuid') ?? [null, null, null];
    const rows = await sql<Row>(
      this.em.fork(),
      `select * from (
         select c.*, ${PLACE} as place from (
           select ${ITEM} from consultations
           where (cardinality($2::text[]) = 0 or borough = any($2::text[]))
             and ($3::text is null or strpos(lower(coalesce(department_name, '${THE_GROUP}')), lower($3::text)) > 0)
         ) c where cardinality($4::text[]) = 0 or state = any($4::text[])
       ) c where $5::text is null or (place, borough, "consultationId") > ($5::text, $6::text, $7::uuid)
       order by place, borough, "consultationId" limit $8`,
      [this.clock.today(), borough, department?.trim() ?? null, state, place, code, id, limit + 1],
    );
    const { items, next } = page(rows, limit, (row) => [row.place, row.borough, row.consultationId]);
    return { items: items.map(consultationItemOf), next };
  }

  /** Null where the borough told of no such consultation. */
  async one(borough: string, consultationId: string): Promise<ConsultationInFull | null> {
    const [row] = await sql<Read<ConsultationInFull>>(
      this.em.fork(),
      `select ${IN_FULL} from consultations c where borough = $2 and consultation_id = $3`,
      [this.clock.today(), borough, consultationId],
    );
    return row ? consultationInFullOf(row) : null;
  }
}
