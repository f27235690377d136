import { Migration } from '@mikro-orm/migrations';

/** Mails that wait for the mail server to take them, each with one recipient. */
export class Migration20261125000100_outgoing_mails extends Migration {
  override up(): void {
    this.addSql(`
      create table outgoing_mails (
        id uuid primary key,
        address text not null,
        subject text not null,
        text text not null,
        added_at timestamptz(3) not null,
        due_at timestamptz(3) not null,
        attempts int not null default 0
      )`);
    this.addSql('create index outgoing_mails_due on outgoing_mails (due_at)');
  }
}
