import { parkedKindsSql } from '#events';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000400_parked_kinds extends Migration {
  override up(): void {
    for (const statement of parkedKindsSql) this.addSql(statement);
  }
}
