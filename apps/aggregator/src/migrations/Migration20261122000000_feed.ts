import { feedTablesSql } from '#events';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000000_feed extends Migration {
  override up(): void {
    for (const statement of feedTablesSql) this.addSql(statement);
  }
}
