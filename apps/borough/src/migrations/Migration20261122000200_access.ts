import { sessionsTableSql } from '#identity';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000200_access extends Migration {
  override up(): void {
    this.addSql(`
      create table role_assignments (
        id uuid primary key,
        issuer text not null check (length(issuer) between 1 and 500),
        subject text not null check (length(subject) between 1 and 255),
        name text not null check (length(name) between 1 and 200),
        role text not null,
        department_key text check (length(department_key) between 1 and 60),
        held_from timestamptz not null,
        held_until timestamptz check (held_until >= held_from),
        given_by text not null,
        version integer not null default 1
      )`);
    this.addSql(`
      create unique index role_assignments_held on role_assignments (issuer, subject, role, coalesce(department_key, ''))
        where held_until is null`);
    for (const statement of sessionsTableSql) this.addSql(statement);
  }
}
