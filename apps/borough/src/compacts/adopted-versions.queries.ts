import { Clock } from '#clock';
import { type AdoptedVersion, type SaidStanding, standingOn } from '#commitments';
import type { CompactClause } from '#contracts';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** A version of the Compact itself that was adopted, with its text. Its words are for good. */
export interface AdoptedText extends AdoptedVersion {
  readonly label: string;
  readonly clauses: readonly CompactClause[];
}

/** How the Compact stood over time: all that its own promises are read from. */
export interface AdoptedTexts {
  /** The latest first. */
  readonly versions: readonly AdoptedText[];
  readonly said: readonly SaidStanding[];
}

/** What was adopted of the Compact, for features that rest on its clauses. Codes of practice are none of it. */
@Injectable()
export class AdoptedVersions {
  constructor(private readonly clock: Clock) {}

  /** As the transaction of `em` sees it. */
  async all(em: EntityManager): Promise<AdoptedTexts> {
    const versions = await sql<AdoptedText>(
      em,
      `select v.id as "versionId", v.label, v.in_force_from as "inForceFrom", v.review_due_on::text as "reviewDueOn", v.clauses
       from compact_versions v join compact_documents d on d.id = v.document_id
       where d.kind = 'compact' and v.state = 'adopted' order by v.in_force_first_day desc`,
    );
    const said = await sql<SaidStanding>(
      em,
      `select standing, from_on::text as "from", review_due_on::text as "reviewDueOn" from compact_standings order by number`,
    );
    return { versions, said };
  }

  /** The version in force today; null where there is none, or nobody works by it. */
  inForce({ versions, said }: AdoptedTexts): AdoptedText | null {
    return standingOn(versions, said, this.clock.today()).inForce;
  }
}
