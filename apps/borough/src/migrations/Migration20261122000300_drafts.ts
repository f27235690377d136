import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000300_drafts extends Migration {
  override up(): void {
    this.addSql(`
      create table drafts (
        person text not null,
        key text not null,
        title text not null,
        url text not null,
        answers jsonb not null,
        changed_at timestamptz(3) not null,
        primary key (person, key)
      )`);
    this.addSql('create index drafts_by_age on drafts (changed_at)');
  }
}
