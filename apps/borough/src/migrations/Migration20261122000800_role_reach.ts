import { Migration } from '@mikro-orm/migrations';

/** A role may be for a department, a body or an organisation, and has a last day where one is agreed. */
export class Migration20261122000800_role_reach extends Migration {
  override up(): void {
    this.addSql(`
      alter table role_assignments
        add column held_for_kind text check (held_for_kind in ('department', 'body', 'organisation')),
        add column held_for text check (length(held_for) between 1 and 60),
        add column given_at timestamptz,
        add column ended_by text,
        add check ((held_for_kind is null) = (held_for is null))`);
    this.addSql(`update role_assignments set held_for_kind = 'department', held_for = department_key where department_key is not null`);
    this.addSql(`update role_assignments set given_at = held_from`);
    // `reader` is not given any more: who only looks needs no role. Those who held it held it until now.
    this.addSql(`update role_assignments set held_until = now() where role = 'reader' and held_until is null`);
    this.addSql(`drop index role_assignments_held`);
    this.addSql(`alter table role_assignments drop column department_key, alter column given_at set not null`);
    this.addSql(`create index role_assignments_person on role_assignments (issuer, subject)`);
    this.addSql(`create index role_assignments_role on role_assignments (role, held_until)`);
    this.addSql(`
      create table two_key_acts (
        id uuid primary key,
        kind text not null check (length(kind) between 1 and 100),
        about text not null check (length(about) between 1 and 1000),
        content jsonb not null,
        reason text not null check (length(reason) between 1 and 1000),
        state text not null check (state in ('proposed', 'confirmed', 'refused', 'withdrawn', 'expired')),
        proposed_side text not null check (proposed_side in ('council', 'sector')),
        proposed_role text not null,
        proposed_issuer text not null,
        proposed_subject text not null,
        proposed_name text not null,
        proposed_at timestamptz not null,
        expires_at timestamptz not null check (expires_at > proposed_at),
        decided_subject text,
        decided_name text,
        decided_at timestamptz,
        decided_reason text,
        version integer not null default 1
      )`);
    this.addSql(`create unique index two_key_acts_open on two_key_acts (kind, about) where state = 'proposed'`);
    this.addSql(`alter table history rename column department_key to held_for`);
  }
}
