import { Migration } from '@mikro-orm/migrations';

const organisations = `
  create table organisations (
    borough text not null,
    organisation_id uuid not null,
    identifier text,
    identifier_position bigint not null default 0,
    name text,
    name_position bigint not null default 0,
    area_code text,
    area_position bigint not null default 0,
    primary key (borough, organisation_id)
  );
  create table organisation_identifiers (
    borough text not null,
    organisation_id uuid not null,
    identifier text not null,
    number text not null,
    primary key (borough, organisation_id, identifier)
  );
  create index organisation_identifiers_identifier on organisation_identifiers (identifier);
  create index organisation_identifiers_number on organisation_identifiers (number);
  create table organisation_keys (
    identifier text primary key,
    key text not null
  );
  create index organisation_keys_key on organisation_keys (key);
  create table organisation_names (
    borough text not null,
    organisation_id uuid not null,
    name text not null,
    primary key (borough, organisation_id, name)
  );
  create index organisation_names_words on organisation_names using gin (to_tsvector('simple', name));
`;

const programmes = `
  create table programmes (
    borough text not null,
    programme_id uuid not null,
    title text not null,
    code text,
    department_id uuid not null,
    department_name text not null,
    position bigint not null,
    primary key (borough, programme_id)
  );
  create table programme_levels (
    borough text not null,
    programme_id uuid not null,
    financial_year text not null,
    set_pence bigint,
    set_on date,
    amount_pence bigint not null,
    decided_on date not null,
    reason text,
    position bigint not null,
    primary key (borough, programme_id, financial_year)
  );
  create index programme_levels_year on programme_levels (financial_year, borough);
  create table programme_pledges (
    borough text not null,
    programme_id uuid not null,
    financial_year text not null,
    pledge text not null,
    pledged_on date not null,
    position bigint not null,
    primary key (borough, programme_id, financial_year)
  );
  create index programme_pledges_year on programme_pledges (financial_year, borough);
`;

const grants = `
  create table grants (
    borough text not null,
    grant_id uuid not null,
    identifier text,
    title text,
    description text,
    organisation_id uuid,
    organisation_identifier text,
    organisation_name text,
    funder_identifier text,
    funder_name text,
    own_funding boolean,
    department_id uuid,
    department_name text,
    programme_id uuid,
    programme_title text,
    programme_code text,
    applied_for_pence bigint,
    awarded_pence bigint,
    amount_pence bigint,
    awarded_on date,
    award_year text,
    starts_on date,
    ends_on date,
    duration_months integer,
    runs_from date,
    runs_to date,
    runs_basis text,
    stops_on date,
    awarded_years json,
    years json,
    paid_in_advance text,
    open_call boolean,
    position bigint not null default 0,
    withdrawn_on date,
    withdrawn_reason text,
    primary key (borough, grant_id)
  );
  create table grant_variations (
    borough text not null,
    grant_id uuid not null,
    variation_id uuid not null,
    kind text,
    effective_on date,
    effective_year text,
    previous_pence bigint,
    difference_pence bigint,
    amount_pence bigint,
    years json,
    told_in_writing_on date,
    received_on date,
    made_public_on date,
    reason text,
    exception_ground text,
    exception_approved_by text,
    agreed_shorter boolean,
    warned_of text,
    recorded_at timestamptz,
    position bigint not null,
    withdrawn_on date,
    withdrawn_reason text,
    primary key (borough, grant_id, variation_id)
  );
  create table grant_corrections (
    borough text not null,
    grant_id uuid not null,
    position bigint not null,
    fields text[] not null,
    reason text not null,
    recorded_at timestamptz not null,
    primary key (borough, grant_id, position)
  );
`;

/** One index for each filter and each order of the register; withdrawn marks stand outside them. */
const grantIndexes = `
  create index grants_awarded on grants (awarded_on, borough, grant_id) where withdrawn_on is null;
  create index grants_borough_awarded on grants (borough, awarded_on, grant_id) where withdrawn_on is null;
  create index grants_amount on grants (amount_pence, borough, grant_id) where withdrawn_on is null;
  create index grants_ends on grants (coalesce(runs_to, '9999-12-31'::date), borough, grant_id) where withdrawn_on is null;
  create index grants_organisation_name on grants (lower(organisation_name), borough, grant_id) where withdrawn_on is null;
  create index grants_title on grants (lower(title), borough, grant_id) where withdrawn_on is null;
  create index grants_organisation on grants (borough, organisation_id) where withdrawn_on is null;
  create index grants_organisation_identifier on grants (organisation_identifier) where withdrawn_on is null;
  create index grants_programme on grants (programme_id) where withdrawn_on is null;
  create index grants_programme_title on grants (lower(programme_title)) where withdrawn_on is null;
  create index grants_department on grants (department_id) where withdrawn_on is null;
  create index grants_department_name on grants (lower(department_name)) where withdrawn_on is null;
  create index grants_funder on grants (funder_identifier) where withdrawn_on is null;
  create index grants_period on grants (runs_from, runs_to, stops_on) where withdrawn_on is null;
  create index grants_stops on grants (stops_on) where withdrawn_on is null and stops_on is not null;
  create index grants_identifier on grants (identifier) where withdrawn_on is null;
  create index grants_withdrawn on grants (borough, grant_id) where withdrawn_on is not null;
  create index grants_words on grants using gin (to_tsvector('english', title || ' ' || organisation_name || ' ' || description))
    where withdrawn_on is null;
  create index grants_award_year on grants (award_year, borough, own_funding) include (awarded_pence) where withdrawn_on is null;
  create index grant_variations_year on grant_variations (effective_year, borough, kind) where withdrawn_on is null;
`;

/** How many grants a name has: without it the planner takes a rare programme for a common one, and reads on until it has met enough. */
const statistics = `
  create statistics grants_programme_titles on (lower(programme_title)) from grants;
  create statistics grants_department_names on (lower(department_name)) from grants;
`;

const publishingDays = `
  create table publishing_days (
    borough text not null,
    record_type text not null,
    day date not null,
    primary key (borough, record_type, day)
  );
`;

/** The rows of the projections: what the boroughs have told, as the pages ask for it. */
export class Migration20261122000100_register extends Migration {
  override up(): void {
    for (const part of [organisations, programmes, grants, grantIndexes, statistics, publishingDays]) this.addSql(part);
  }
}
