import { reauthenticatedSql } from '#identity';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261124000200_reauthenticated extends Migration {
  override up(): void {
    this.addSql(reauthenticatedSql);
  }
}
