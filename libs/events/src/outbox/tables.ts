/** The tables of a borough's log; the program adds to `events`, and changes a row of it by `erase_withdrawn` alone. */
export const logTablesSql: readonly string[] = [
  `create table outbox (
    id bigint generated always as identity primary key,
    event_id uuid not null,
    type text not null,
    subject text not null,
    data json not null,
    recorded_at timestamptz(3) not null
  )`,
  `create table events (
    position bigint primary key,
    event_id uuid not null unique,
    type text not null,
    subject text not null,
    recorded_at timestamptz(3) not null,
    data json,
    data_hash text not null,
    hash text not null
  )`,
  'create index events_by_subject on events (subject, position)',
  'create index events_by_type on events (type, position)',
];

/** The one change of the log: what a withdrawal that stands in it takes back loses its data, and keeps its hashes and its place. */
export const erasureSql: readonly string[] = [
  `create function erase_withdrawn(positions bigint[], fields text[]) returns void
    language sql security definer set search_path = public, pg_temp as $$
      update events e set data = null
      from unnest(positions, fields) as w (position, field)
      join events mark on mark.position = w.position and mark.type like '%-withdrawn.v%'
      where e.subject = mark.subject and e.position < mark.position and e.data ->> w.field = mark.data ->> w.field
    $$`,
  'revoke all on function erase_withdrawn from public',
];
