import { Migration } from '@mikro-orm/migrations';

const lessonMail = [
  // Like `take_concern_addresses`, but that they stay: who raised the concern may be written to again.
  `create function concern_addresses(of_concern uuid) returns setof text
    language sql stable security definer set search_path = public, pg_temp as
    $$ select address from concern_raisers where concern_id = of_concern and address is not null $$`,
  'revoke all on function concern_addresses from public',
];

/** Where those are written to who raised a concern without an account, while it is not over. */
export class Migration20261128000200_lesson_mail extends Migration {
  override up(): void {
    for (const statement of lessonMail) this.addSql(statement);
  }
}
