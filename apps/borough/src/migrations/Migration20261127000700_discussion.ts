import { Migration } from '@mikro-orm/migrations';

const discussion = [
  `create table discussion_topics (
    id uuid primary key,
    title text not null,
    is_room_only boolean not null,
    opened_on date not null,
    closed_on date,
    erase_on date,
    erased_on date,
    version int not null default 1,
    check (erase_on is null or (is_room_only and closed_on is not null))
  )`,
  'create index discussion_topics_to_erase on discussion_topics (erase_on) where erased_on is null',
  `create table discussion_posts (
    id uuid primary key,
    topic_id uuid not null references discussion_topics,
    text text not null,
    posted_at timestamptz(3) not null,
    changed_at timestamptz(3),
    issuer text not null,
    subject text not null,
    name text not null,
    role text not null,
    taken_back_by text check (taken_back_by in ('writer', 'chair')),
    taken_back_because text,
    version int not null default 1,
    check (taken_back_by is null or text in ('', 'erased')),
    check ((taken_back_by = 'chair') = (taken_back_because is not null))
  )`,
  'create index discussion_posts_of_topic on discussion_posts (topic_id, posted_at, id)',
  'create index discussion_posts_of_person on discussion_posts (issuer, subject)',
];

/** What the Compact Implementation Group talks about among itself. */
export class Migration20261127000700_discussion extends Migration {
  override up(): void {
    for (const statement of discussion) this.addSql(statement);
  }
}
