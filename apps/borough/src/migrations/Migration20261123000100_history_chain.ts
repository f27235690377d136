import { Migration } from '@mikro-orm/migrations';

/** Whether a line's fact was told to the network in the same transaction. Lines from before say it in other words. */
const told = [
  'alter table history add column told boolean not null default false',
  `update history h set told = case
    when act in ('increased', 'reduced', 'ended', 'warned early', 'change made public')
      then coalesce((changes ->> 'public')::boolean, false)
    when act = 'corrected' then jsonb_array_length(coalesce(changes -> 'correctedFields', '[]')) > 0
    when act = 'change withdrawn' then exists (
      select from grant_variations v where v.id::text = h.changes ->> 'variationId' and v.published_on is not null
    )
    when act = 'opened' then exists (
      select from events e where e.subject = h.record_id::text and e.type = 'programmes.programme-opened.v1'
    )
    else act <> 'payment hold recorded'
  end where record_type <> 'role'`,
];

const chain = [
  `create table history_chain (
    place bigint primary key,
    history_id uuid not null unique,
    parts jsonb not null,
    hash text not null
  )`,
  // What is not sealed yet: a command adds a row and waits for nobody, the seal takes it away.
  'create table history_unsealed (id bigint generated always as identity primary key, history_id uuid not null)',
  'insert into history_unsealed (history_id) select id from history order by at, id',
];

/** The one change of the history: a part of a line goes with its salt, once a later line of the same record says so. */
const erasure = [
  'alter table history alter column subject drop not null',
  `create function erase_from_history(line uuid, erased text[]) returns void
    language sql security definer set search_path = public, pg_temp as $$
      select pg_advisory_xact_lock(hashtext('compact history'));
      with said as (
        select h.id from history h join history mark on mark.record_id = h.record_id
        where h.id = line and mark.act = 'erased' and mark.changes ->> 'line' = line::text
      ), emptied as (
        update history h set
          subject = case when 'subject' = any(erased) then null else subject end,
          reason = case when 'reason' = any(erased) then null else reason end,
          changes = case when 'changes' = any(erased) then null else changes end
        from said where h.id = said.id
      )
      update history_chain c set parts = (
        select coalesce(jsonb_object_agg(key, case when key = any(erased) then value - 'salt' else value end), '{}')
        from jsonb_each(c.parts)
      ) from said where c.history_id = said.id
    $$`,
  'revoke all on function erase_from_history from public',
];

export class Migration20261123000100_history_chain extends Migration {
  override up(): void {
    for (const statement of [...told, ...chain, ...erasure]) this.addSql(statement);
  }
}
