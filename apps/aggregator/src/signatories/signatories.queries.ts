import { decodeCursor, page, type Page } from '#api';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CompactSignatoryItem } from './signatory-item.js';

/** As it was told; how it stands follows from the day and the Compact. */
export type ToldSignatory = Omit<CompactSignatoryItem, 'state' | 'reaffirmBy' | 'versionId' | 'versionLabel' | 'signedOn' | 'signedAs'> & {
  readonly reaffirmWithinDays: number;
};

@Injectable()
export class SignatoriesQueries {
  constructor(private readonly em: EntityManager) {}

  /** Of these boroughs, or of all; by borough and name. */
  async page(boroughs: readonly string[], { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<Page<ToldSignatory>> {
    const [code, name, id] = decodeCursor(cursor, 'text', 'text', 'uuid') ?? [null, null, null];
    const rows = await sql<ToldSignatory>(
      this.em.fork(),
      `select borough, signatory_id as "signatoryId", name, organisation_id as "organisationId", identifier, side, signatures,
         confirmed_on::text as "confirmedOn", reaffirm_within_days as "reaffirmWithinDays", contact, suspended_on::text as "suspendedOn",
         withdrawn_on::text as "withdrawnOn", ended_as as "endedAs", ended_on::text as "endedOn", successor
       from compact_signatories where (cardinality($1::text[]) = 0 or borough = any($1))
         and ($2::text is null or (borough, name, signatory_id) > ($2::text, $3::text, $4::uuid))
       order by borough, name, signatory_id limit $5`,
      [boroughs, code, name, id, limit + 1],
    );
    return page(rows, limit, (row) => [row.borough, row.name, row.signatoryId]);
  }
}
