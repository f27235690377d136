import { Migration } from '@mikro-orm/migrations';

/** In a policy: whether the transaction says that its reader is one of these. */
const reads = (keys: string): string => `concern_readers() && ${keys}`;
const CHAIRS = `array['co-chair:council', 'co-chair:sector']`;
const ITS_DEPARTMENT = `array['respondent:*', 'respondent:' || coalesce(department_key, '-')]`;

const tables = [
  `create table concerns (
    id uuid primary key,
    reference text not null unique check (reference ~ '^C-[2-9A-HJ-NP-Z]{8}$'),
    way text not null check (way in ('named', 'co-chairs', 'cvs', 'group')),
    kind text not null,
    department_key text,
    respondent_name text not null,
    accounts jsonb not null,
    raised_on date check (raised_on is not null or way = 'group'),
    state text not null,
    since date not null,
    acknowledged_on date,
    admitted_on date,
    interests jsonb not null,
    champions jsonb not null,
    respondent_account text,
    documents jsonb not null,
    steps jsonb not null,
    outcome jsonb,
    outcome_agreed_on date,
    action jsonb,
    learning jsonb,
    version int not null default 1,
    check ((outcome is null) = (outcome_agreed_on is null))
  )`,
  `create table concern_raisers (
    id uuid primary key,
    concern_id uuid not null references concerns,
    way text not null check (way in ('named', 'co-chairs', 'cvs', 'group')),
    department_key text,
    organisation_id uuid,
    name text not null,
    raised_on date not null,
    may_be_named boolean not null,
    link_hash text unique,
    address text
  )`,
  'create index concern_raisers_of on concern_raisers (concern_id)',
  `create table concern_requests (
    link_hash text primary key,
    address text not null,
    asked_at timestamptz not null,
    said jsonb
  )`,
  `create table concern_proposals (
    id uuid primary key,
    concern_id uuid not null references concerns,
    outcome jsonb not null
  )`,
];

const functions = [
  `create function concern_readers() returns text[] language sql stable as
    $$ select string_to_array(coalesce(current_setting('concerns.readers', true), ''), ' ') $$`,
  `create function concern_is_raised_by(of_concern uuid, readers text[]) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select exists (
        select from concern_raisers
        where concern_id = of_concern and (organisation_id::text = any(readers) or link_hash = any(readers)))
    $$`,
  `create function concern_organisations_since(of_concern uuid, first_day date) returns int
    language sql stable security definer set search_path = public, pg_temp as $$
      select count(distinct lower(trim(name)))::int from concern_raisers where concern_id = of_concern and raised_on >= first_day
    $$`,
  `create function concern_names_raiser(of_concern uuid, words text) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select exists (
        select from concern_raisers
        where concern_id = of_concern and not may_be_named and position(lower(trim(name)) in lower(words)) > 0)
    $$`,
  // Where the way of raising does not name the chairs, a change of this month is told in the next, and only that there is one.
  `create function concern_funding_changes(of_concern uuid, today date)
    returns table (way text, grant_id uuid, grant_title text, kind text, recorded_on date, effective_on date)
    language sql stable security definer set search_path = public, pg_temp as $$
      select distinct r.way, case when n.is_named then g.id end, case when n.is_named then g.title end,
        case when n.is_named then v.kind end, case when n.is_named then v.recorded_on end, case when n.is_named then v.effective_on end
      from concern_raisers r
      cross join lateral (select r.way in ('named', 'co-chairs') as is_named) n
      join organisations o on o.id = r.organisation_id or lower(o.name) = lower(trim(r.name))
      join grants g on g.organisation_id = o.id
      join grant_variations v on v.grant_id = g.id
      where r.concern_id = of_concern and ${reads(CHAIRS)}
        and (v.recorded_on between r.raised_on and r.raised_on + interval '12 months'
          or v.effective_on between r.raised_on and r.raised_on + interval '12 months')
        and (n.is_named or v.recorded_on < date_trunc('month', today))
      order by 5, 2
    $$`,
  `create function take_concern_addresses(of_concern uuid) returns setof text
    language sql security definer set search_path = public, pg_temp as $$
      with known as (
        select id, address, link_hash from concern_raisers where concern_id = of_concern and address is not null for update
      ), forgotten as (
        update concern_raisers set address = null where id in (select id from known)
      ), asked as (
        delete from concern_requests where link_hash in (select link_hash from known)
      )
      select address from known
    $$`,
  `create function concern_mails_since(to_address text, since timestamptz) returns int
    language sql stable security definer set search_path = public, pg_temp as
    $$ select count(*)::int from concern_requests where address = to_address and asked_at > since $$`,
  `create function forget_concern_requests(asked_before timestamptz) returns void
    language sql security definer set search_path = public, pg_temp as
    $$ delete from concern_requests where asked_at <= asked_before $$`,
  `create function note_concern_read(
    of_concern uuid, read_at timestamptz, reader_issuer text, reader_subject text, reader_role text, reader_held_for text, read_what text
  ) returns void
    language sql security definer set search_path = public, pg_temp as $$
      insert into case_reads (at, issuer, subject, role, held_for, record_type, record_id, what, what_id)
      values (read_at, reader_issuer, reader_subject, reader_role, reader_held_for, 'concern', of_concern, read_what, of_concern)
    $$`,
];

const AS_THE_OWNER = [
  'concern_is_raised_by',
  'concern_organisations_since',
  'concern_names_raiser',
  'concern_funding_changes',
  'take_concern_addresses',
  'concern_mails_since',
  'forget_concern_requests',
  'note_concern_read',
];

const IS_FOR = `
  'program' = any(concern_readers())
  or raised_on is not null and (
    ${reads(CHAIRS)}
    or 'secretary' = any(concern_readers())
    or 'champion' = any(concern_readers()) and state = 'champions' and not coalesce(department_key, '-') = any(concern_readers())
      and not concern_is_raised_by(id, concern_readers())
    or admitted_on is not null and department_key is not null and ${reads(ITS_DEPARTMENT)}
  )
  or 'cvs' = any(concern_readers()) and way in ('cvs', 'group')
  or 'raiser' = any(concern_readers()) and concern_is_raised_by(id, concern_readers())`;

const IS_TOLD_WHO = `
  'raiser' = any(concern_readers()) and (organisation_id::text = any(concern_readers()) or link_hash = any(concern_readers()))
  or case way
    when 'named' then ${reads(CHAIRS)} or ${reads(ITS_DEPARTMENT)} or ${reads(`array['secretary', 'champion']`)}
    when 'co-chairs' then ${reads(CHAIRS)}
    else 'cvs' = any(concern_readers()) end`;

const revoked = AS_THE_OWNER.map((name) => `revoke all on function ${name} from public`);

const policies = [
  'alter table concerns enable row level security',
  `create policy concerns_for_their_readers on concerns for all using (${IS_FOR}) with check (true)`,
  'alter table concern_raisers enable row level security',
  `create policy raisers_for_whom_the_way_names on concern_raisers for all using (${IS_TOLD_WHO}) with check (true)`,
  'alter table concern_requests enable row level security',
  'create policy requests_by_their_link on concern_requests for all using (link_hash = any(concern_readers())) with check (true)',
];

/** Concerns, and who raised them: a transaction reads what is for those whom it says it asks for, and nothing else. */
export class Migration20261126000700_concerns extends Migration {
  override up(): void {
    for (const statement of [...tables, ...functions, ...revoked, ...policies]) this.addSql(statement);
  }
}
