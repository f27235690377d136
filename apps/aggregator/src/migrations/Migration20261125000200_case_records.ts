import { Migration } from '@mikro-orm/migrations';

/** The record that a case is about may be another than a grant. What was told before was about grants alone, which have no title there. */
export class Migration20261125000200_case_records extends Migration {
  override up(): void {
    this.addSql('alter table commitment_cases rename column grant_id to record_id');
    this.addSql('alter table commitment_cases add column record_kind text, add column record_title text');
    this.addSql(`update commitment_cases set record_kind = 'grant' where record_id is not null`);
  }
}
