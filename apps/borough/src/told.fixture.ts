import { sql } from '#database';
import type { TestDatabase } from '../../../test/support/database.js';

/** What the borough told the network: what has a position first, and after it what waits for one. */
export interface Told<Data> {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: Data;
}

/** In the order of telling, also where many things were told in one moment. @param types as `like` takes them, such as `compacts.%`. */
export const toldOf = <Data = Record<string, unknown>>(database: TestDatabase, types: string): Promise<Told<Data>[]> =>
  sql<Told<Data>>(
    database.em(),
    `select event_id as id, type, subject, data from (
       select 0 as part, position as place, event_id, type, subject, data from events
       union all select 1, id, event_id, type, subject, data from outbox
     ) told where type like $1 order by part, place`,
    [types],
  );
