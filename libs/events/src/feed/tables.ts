/** The set of projections that people read. */
export const LIVE = 'live';

/** The set that is built anew beside it. */
export const REBUILD = 'rebuild';

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

/** How each feed stands, as the instance that follows it last told the others. */
export const feedStatesSql = `
  create table feed_states (
    borough text primary key,
    waiting bigint not null,
    missing bigint not null,
    asked_again_at timestamptz(3),
    compared_at timestamptz(3),
    fault text
  )`;

/** Why an event is parked stands in a column, and what an operator asks to be tried again is found at once. */
export const parkedKindsSql: readonly string[] = [
  'alter table parked add kind text, add replay_asked_at timestamptz(3)',
  `update parked set kind = case
     when reason like 'An earlier event%' then 'waits'
     when reason like 'It is newer%' then 'newer'
     when reason like 'It does not keep%' then 'not-in-form'
     when reason like 'It could not be applied%' then 'not-applied'
     when reason like 'It was told under%' then 'misaddressed'
     else 'unreadable' end`,
  'alter table parked alter kind set not null',
  'create index parked_asked on parked (projection_set, borough) where replayed_at is null and replay_asked_at is not null',
];
