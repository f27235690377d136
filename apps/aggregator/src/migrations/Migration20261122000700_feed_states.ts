import { feedStatesSql } from '#events';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000700_feed_states extends Migration {
  override up(): void {
    this.addSql(feedStatesSql);
  }
}
