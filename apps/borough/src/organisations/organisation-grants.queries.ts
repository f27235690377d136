import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

const MOST_SHOWN = 20;

/** The public grants of one organisation: how many, what they come to, and the latest of them. */
@Injectable()
export class OrganisationGrants {
  constructor(private readonly em: EntityManager) {}

  async of(organisationId: string) {
    const em = this.em.fork();
    const [sums] = await sql<{ grants: number; ownPence: string; otherPence: string }>(
      em,
      `select count(*)::int as grants, coalesce(sum(public_amount_pence) filter (where own_funding), 0) as "ownPence",
         coalesce(sum(public_amount_pence) filter (where not own_funding), 0) as "otherPence"
       from grants where organisation_id = $1 and withdrawn_on is null`,
      [organisationId],
    );
    const latest = await sql<{ id: string; title: string; awardedOn: string; pence: string; funderName: string; ownFunding: boolean }>(
      em,
      `select id, title, awarded_on as "awardedOn", public_amount_pence as pence, funder_name as "funderName", own_funding as "ownFunding"
       from grants where organisation_id = $1 and withdrawn_on is null order by awarded_on desc, id desc limit $2`,
      [organisationId, MOST_SHOWN],
    );
    return {
      count: sums?.grants ?? 0,
      ownPence: Number(sums?.ownPence),
      otherPence: Number(sums?.otherPence),
      latest: latest.map(({ pence, ...grant }) => ({ ...grant, amountPence: Number(pence) })),
    };
  }
}
