import type { Client } from 'pg';

/**
 * The epochs of a borough's log. Each begins after a position up to which the log is the one of the epoch before; what stood behind it
 * was lost, as when the database was restored to an earlier time. An operator begins one; nothing else does.
 */
export const epochsTableSql = `
  create table log_epochs (
    epoch int primary key,
    after_position bigint not null,
    began_at timestamptz(3) not null
  )`;

/** The epoch that the log is in. */
export async function currentEpoch(session: Client): Promise<number> {
  const { rows } = await session.query<{ epoch: number }>('select coalesce(max(epoch), 1) as epoch from log_epochs');
  return rows[0]?.epoch ?? 1;
}

/**
 * Begins an epoch after the last event that the log has, as the operator, with the role that owns the tables. The borough's stream is to be
 * made anew for it. @returns its number, which is above `above` too: what was lost may have been of a later epoch than what is left.
 */
export async function beginEpoch(owner: Client, above: number, now: Date): Promise<number> {
  const { rows } = await owner.query<{ epoch: number }>(
    `insert into log_epochs (epoch, after_position, began_at)
     select greatest((select max(epoch) from log_epochs), $1, 1) + 1, coalesce((select max(position) from events), 0), $2
     returning epoch`,
    [above, now.toISOString()],
  );
  return rows[0]?.epoch ?? 0;
}
