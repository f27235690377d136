import { erasureSql } from '#events';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000600_erasure extends Migration {
  override up(): void {
    for (const statement of erasureSql) this.addSql(statement);
  }
}
