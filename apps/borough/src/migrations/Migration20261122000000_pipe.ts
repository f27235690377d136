import { logTablesSql } from '#events';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000000_pipe extends Migration {
  override up(): void {
    for (const statement of logTablesSql) this.addSql(statement);
  }
}
