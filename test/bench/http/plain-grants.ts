import { Pool } from 'pg';
import type { AwardGrant } from '../../../apps/borough/src/grants/award-grant.command.js';

const CONNECTIONS = 10;
/** As many as are asked of ours. */
export const LISTED = 20;

/** The table of the peers, and what stands in it at first. */
export const PLAIN_GRANTS = `
  create table plain_grants (id uuid primary key default gen_random_uuid(), title text not null, description text not null,
    organisation text not null, amount_awarded_pence bigint not null, awarded_on date not null);
  create index on plain_grants (awarded_on desc, id);
  insert into plain_grants (title, description, organisation, amount_awarded_pence, awarded_on)
    select 'Lunches and company ' || n, 'Hot meals and company for older people.', 'GB-CHC-1000000', 2500000, date '2026-04-01'
    from generate_series(1, 1000) n`;

const LIST = `select id, title, description, organisation, amount_awarded_pence::float8 as "amountAwardedPence",
  awarded_on::text as "awardedOn" from plain_grants order by awarded_on desc, id limit ${LISTED}`;
const AWARD = `insert into plain_grants (title, description, organisation, amount_awarded_pence, awarded_on) values ($1, $2, $3, $4, $5)
  returning id`;

/** What a peer does for its answers: one statement each, without a rule, a history or an event. */
export class PlainGrants {
  private readonly pool: Pool;

  constructor(connectionString: string) {
    this.pool = new Pool({ connectionString, max: CONNECTIONS });
  }

  async list(): Promise<{ items: unknown[] }> {
    return { items: (await this.pool.query({ name: 'list', text: LIST })).rows };
  }

  async award(command: AwardGrant): Promise<{ id: string }> {
    const { title, description, organisation, amountAwardedPence, awardedOn } = command;
    const values = [title, description, organisation, amountAwardedPence, awardedOn];
    const { rows } = await this.pool.query<{ id: string }>({ name: 'award', text: AWARD, values });
    return { id: rows[0]?.id ?? '' };
  }
}
