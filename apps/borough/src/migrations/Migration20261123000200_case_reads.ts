import { Migration } from '@mikro-orm/migrations';

const reads = [
  `create table case_reads (
    id bigint generated always as identity primary key,
    at timestamptz(3) not null,
    issuer text not null,
    subject text not null,
    role text not null,
    held_for text,
    record_type text not null,
    record_id uuid not null,
    what text not null,
    what_id uuid not null
  )`,
  // Held payments are labelled case. The program cannot read their table: the statement that gives one out writes down to whom.
  `create function read_payment_holds(
    of_grant uuid, read_at timestamptz, reader_issuer text, reader_subject text, reader_role text, reader_held_for text
  ) returns setof payment_holds
    language sql security definer set search_path = public, pg_temp as $$
      with shown as (
        select * from payment_holds where grant_id = of_grant
      ), noted as (
        insert into case_reads (at, issuer, subject, role, held_for, record_type, record_id, what, what_id)
        select read_at, reader_issuer, reader_subject, reader_role, reader_held_for, 'grant', of_grant, 'payment held', id from shown
      )
      select * from shown order by held_from desc, id
    $$`,
  'revoke all on function read_payment_holds from public',
];

export class Migration20261123000200_case_reads extends Migration {
  override up(): void {
    for (const statement of reads) this.addSql(statement);
  }
}
