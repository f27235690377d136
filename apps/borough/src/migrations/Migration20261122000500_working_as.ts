import { workingAsSql } from '#identity';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000500_working_as extends Migration {
  override up(): void {
    this.addSql(workingAsSql);
  }
}
