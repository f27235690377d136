import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000400_confirmations extends Migration {
  override up(): void {
    this.addSql(`
      create table completeness_confirmations (
        id uuid primary key,
        record_type text not null,
        complete_to date not null,
        confirmed_at timestamptz(3) not null,
        issuer text not null,
        subject text not null,
        role text not null
      )`);
    this.addSql('create index completeness_confirmations_latest on completeness_confirmations (record_type, complete_to desc)');
  }
}
