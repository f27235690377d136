import { Migration } from '@mikro-orm/migrations';

const consultations = `
  create table consultations (
    borough text not null,
    consultation_id uuid not null,
    title text not null,
    about text not null,
    kind text not null,
    ground text,
    department_id uuid,
    department_name text,
    compact_version_id uuid,
    announced_on date,
    opens_on date not null,
    closes_on date not null,
    answers_until date not null,
    open_until_five boolean not null,
    methods jsonb not null,
    reaches jsonb not null,
    short_reason text,
    short_reason_published_on date,
    extensions jsonb not null,
    withdrawn_on date,
    withdrawn_because text,
    outcome jsonb,
    position bigint not null,
    primary key (borough, consultation_id)
  )`;

/** The consultations of all boroughs, each as it was told last. */
export class Migration20261125000100_consultations extends Migration {
  override up(): void {
    this.addSql(consultations);
  }
}
