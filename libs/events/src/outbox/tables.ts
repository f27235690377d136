/** The tables of a borough's log; the program adds to `events` and never changes a row of it. */
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
