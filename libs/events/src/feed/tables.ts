/** The set of projections that people read. */
export const LIVE = 'live';

/** The aggregator's tables of the feed: how far it is, what each borough last said of itself, and what could not be applied. */
export const feedTablesSql: readonly string[] = [
  `create table feed_positions (
    projection_set text not null,
    borough text not null,
    epoch int not null,
    position bigint not null,
    hash text not null,
    applied_at timestamptz(3) not null,
    primary key (projection_set, borough)
  )`,
  `create table borough_heads (
    borough text primary key,
    epoch int not null,
    position bigint not null,
    hash text not null,
    completeness jsonb not null,
    published_at timestamptz(3) not null,
    received_at timestamptz(3) not null,
    interval_ms int not null
  )`,
  `create table parked (
    projection_set text not null,
    borough text not null,
    position bigint not null,
    type text not null,
    subject text not null,
    reason text not null,
    closes_subject bool not null,
    event text not null,
    parked_at timestamptz(3) not null,
    replayed_at timestamptz(3),
    primary key (projection_set, borough, position)
  )`,
  'create index parked_by_subject on parked (projection_set, borough, subject) where replayed_at is null and closes_subject',
];
