import { Migration } from '@mikro-orm/migrations';

const history = [
  `create table history (
    id uuid primary key,
    at timestamptz(3) not null,
    issuer text not null,
    subject text not null,
    role text not null,
    department_key text,
    act text not null,
    record_type text not null,
    record_id uuid not null,
    reason text,
    changes jsonb
  )`,
  'create index history_by_record on history (record_id, at desc, id desc)',
];

const organisations = [
  `create function names_text(name text, aliases text[]) returns text immutable parallel safe language sql
    as $$ select name || ' ' || array_to_string(aliases, ' ') $$`,
  `create table organisations (
    id uuid primary key,
    name text not null,
    identifier text not null unique,
    identifiers text[] not null,
    aliases text[] not null,
    area_code text,
    version int not null default 1
  )`,
  "create index organisations_by_words on organisations using gin (to_tsvector('simple', names_text(name, aliases)))",
  'create index organisations_by_name on organisations (name, id)',
  // One identifier belongs to one organisation. The organisation may be written after its identifiers, in the same transaction.
  `create table organisation_identifiers (
    identifier text primary key,
    scheme text not null,
    number text not null,
    organisation_id uuid not null references organisations deferrable initially deferred
  )`,
  'create index organisation_identifiers_by_number on organisation_identifiers (lower(number))',
];

const programmes = [
  `create table departments (
    id uuid primary key,
    key text not null,
    name text not null,
    funder_identifier text not null,
    version int not null default 1,
    unique (funder_identifier, key)
  )`,
  'create unique index departments_by_name on departments (funder_identifier, lower(name))',
  `create table programmes (
    id uuid primary key,
    department_id uuid references departments,
    funder_identifier text not null,
    title text not null,
    code text,
    version int not null default 1
  )`,
  `create unique index programmes_by_code on programmes (funder_identifier, department_id, lower(code)) nulls not distinct
    where code is not null`,
  `create unique index programmes_by_title on programmes (funder_identifier, department_id, lower(title)) nulls not distinct
    where code is null`,
  `create table programme_levels (
    programme_id uuid not null references programmes,
    financial_year text not null,
    amount_pence bigint,
    decided_on date,
    pledge text,
    pledged_on date,
    version int not null default 1,
    primary key (programme_id, financial_year)
  )`,
];

const grants = [
  `create table grants (
    id uuid primary key,
    identifier text not null unique,
    title text not null,
    description text not null,
    organisation_id uuid not null references organisations deferrable initially deferred,
    funder_identifier text not null,
    funder_name text not null,
    own_funding boolean not null,
    department_id uuid references departments,
    programme_id uuid references programmes,
    amount_applied_for_pence bigint,
    amount_awarded_pence bigint not null,
    awarded_on date not null,
    starts_on date,
    ends_on date,
    duration_months int,
    years_awarded jsonb not null,
    paid_in_advance text not null,
    open_call boolean,
    kept jsonb not null,
    runs_from date,
    runs_to date,
    amount_pence bigint not null,
    years jsonb not null,
    ended_from date,
    public_amount_pence bigint not null,
    public_years jsonb not null,
    public_ended_from date,
    withdrawn_on date,
    withdrawal_reason text,
    version int not null default 1
  )`,
  'create index grants_by_award on grants (awarded_on desc, id desc)',
  'create index grants_by_organisation on grants (organisation_id, awarded_on desc, id desc)',
  'create index grants_by_programme on grants (programme_id, awarded_on desc, id desc)',
  'create index grants_by_department on grants (department_id, awarded_on desc, id desc)',
  'create index grants_by_funder on grants (funder_identifier, awarded_on desc, id desc)',
  'create index grants_by_first_day on grants (runs_from)',
  'create index grants_by_last_day on grants (runs_to)',
  'create index grants_by_size on grants (public_amount_pence)',
  'create index grants_ended on grants (public_ended_from) where public_ended_from is not null',
  'create index grants_withdrawn on grants (awarded_on desc, id desc) where withdrawn_on is not null',
  `create table grant_variations (
    id uuid primary key,
    grant_id uuid not null references grants deferrable initially deferred,
    number int not null,
    kind text not null,
    recorded_on date not null,
    reason text not null,
    effective_on date not null,
    previous_amount_pence bigint,
    amount_pence bigint,
    years jsonb not null,
    warned_of text,
    told_in_writing_on date,
    received_on date,
    exception_ground text,
    exception_approved_by text,
    agreed_shorter boolean not null,
    made_public_on date,
    published_on date,
    withdrawn_on date,
    withdrawal_reason text,
    version int not null default 1,
    unique (grant_id, number)
  )`,
  `create table payment_holds (
    id uuid primary key,
    grant_id uuid not null references grants deferrable initially deferred,
    held_from date not null,
    held_until date,
    reason text not null,
    recorded_on date not null,
    version int not null default 1
  )`,
  'create index payment_holds_by_grant on payment_holds (grant_id, held_from desc)',
  `create table grant_imports (
    id uuid primary key,
    at timestamptz(3) not null,
    issuer text not null,
    subject text not null,
    file_name text not null,
    media_type text not null,
    file bytea not null,
    choices jsonb not null,
    report jsonb not null,
    further jsonb not null,
    read_on date not null,
    expires_at timestamptz(3) not null
  )`,
  'create index grant_imports_by_person on grant_imports (issuer, subject, at desc, id desc)',
  'create index grant_imports_by_expiry on grant_imports (expires_at)',
];

export class Migration20261122000100_grants extends Migration {
  override up(): void {
    for (const statement of [...history, ...organisations, ...programmes, ...grants]) this.addSql(statement);
  }
}
