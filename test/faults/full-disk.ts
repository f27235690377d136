import type { Client } from 'pg';

/** From now on, PostgreSQL refuses each new event with the error that a full disk gives; all else in its transaction is as it would be. */
export async function fillDisk(client: Client): Promise<void> {
  await client.query(`
    create or replace function refuse_for_want_of_room() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
    drop trigger if exists disk_is_full on events;
    create trigger disk_is_full before insert on events for each statement execute function refuse_for_want_of_room()`);
}

export async function freeDisk(client: Client): Promise<void> {
  await client.query('drop trigger if exists disk_is_full on events');
}
