import { renewedSessionsSql } from '#identity';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261123000300_sessions extends Migration {
  override up(): void {
    for (const statement of renewedSessionsSql) this.addSql(statement);
  }
}
