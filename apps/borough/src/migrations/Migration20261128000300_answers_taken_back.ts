import { Migration } from '@mikro-orm/migrations';

const takenBack = [
  'alter table consultation_answers add column taken_back_because text',
  // All that counts answers reads these.
  'create view standing_answers as select * from consultation_answers where taken_back_because is null',
];

/** Answers that were recorded wrongly, or twice, and count no more. */
export class Migration20261128000300_answers_taken_back extends Migration {
  override up(): void {
    for (const statement of takenBack) this.addSql(statement);
  }
}
