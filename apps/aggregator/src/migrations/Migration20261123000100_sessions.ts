import { renewedSessionsSql, sessionsTableSql, workingAsSql } from '#identity';
import { Migration } from '@mikro-orm/migrations';

/** Sign-ins by browser. They are no part of what was heard: whoever is signed in when the database is made anew signs in again. */
export class Migration20261123000100_sessions extends Migration {
  override up(): void {
    for (const statement of [...sessionsTableSql, workingAsSql, ...renewedSessionsSql]) this.addSql(statement);
  }
}
