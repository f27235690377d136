import { Migration } from '@mikro-orm/migrations';

const contacts = [
  `create table consultation_answer_contacts (
    id uuid primary key,
    consultation_id uuid not null references consultations,
    link_hash text not null unique,
    address text,
    said jsonb,
    asked_at timestamptz not null,
    asked_on date not null,
    answer_id uuid unique references consultation_answers,
    check ((said is null) = (answer_id is not null))
  )`,
  'create index consultation_answer_contacts_of on consultation_answer_contacts (consultation_id)',
  'create index consultation_answer_contacts_address on consultation_answer_contacts (address, asked_at) where address is not null',
  'create index consultation_answer_contacts_waiting on consultation_answer_contacts (asked_at) where answer_id is null',
];

/** Who answers online confirms the address by a link, reads the own answer by it, and is told the outcome. */
export class Migration20261125000300_answer_contacts extends Migration {
  override up(): void {
    for (const statement of contacts) this.addSql(statement);
  }
}
