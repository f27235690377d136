import { epochsTableSql } from '#events';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000700_epochs extends Migration {
  override up(): void {
    this.addSql(epochsTableSql);
  }
}
