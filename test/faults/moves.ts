import type { Client } from 'pg';

/** A move of a feed's position, as the aggregator's database saw it happen. */
export interface Move {
  readonly borough: string;
  /** Whether it entered a later epoch of the borough's log, and may have begun anew. */
  readonly entersEpoch: boolean;
  readonly from: number;
  readonly to: number;
}

/**
 * Lets the aggregator's database note each move of a position. Projections write rows so that being told twice does no harm, and no column
 * of theirs adds up: what is applied twice shows in the moves alone, since one that went back or nowhere brought its events again.
 */
export async function noteMoves(client: Client): Promise<void> {
  await client.query(`
    create table noted_moves (
      number bigint generated always as identity primary key,
      borough text not null, enters_epoch bool not null, came_from bigint not null, went_to bigint not null
    );
    create function note_move() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        insert into noted_moves (borough, enters_epoch, came_from, went_to)
          values (new.borough, new.epoch > old.epoch, old.position, new.position);
        return null;
      end $$;
    create trigger note_move after update on feed_positions for each row execute function note_move()`);
}

export async function notedMoves(client: Client): Promise<Move[]> {
  const { rows } = await client.query<{ borough: string; enters_epoch: boolean; came_from: string; went_to: string }>(
    'select borough, enters_epoch, came_from, went_to from noted_moves order by number',
  );
  return rows.map(({ borough, enters_epoch: entersEpoch, came_from, went_to }) => ({
    borough,
    entersEpoch,
    from: Number(came_from),
    to: Number(went_to),
  }));
}
