import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

/** A topic of the group and what one of its members said in it, by their ids. */
export async function saidInTheRoom(em: EntityManager): Promise<{ topic: string; post: string }> {
  const [topic, post] = ['01980000-0000-7000-8000-0000000000df', '01980000-0000-7000-8000-0000000000e0'];
  await sql(em, `insert into discussion_topics (id, title, is_room_only, opened_on) values ($1, 'Us', false, '2026-11-20')`, [topic]);
  await sql(
    em,
    `insert into discussion_posts (id, topic_id, text, posted_at, issuer, subject, name, role)
     values ($2, $1, 'So.', '2026-11-20T12:00:00Z', 'https://id.example', 'member', 'Member', 'cig-member')`,
    [topic, post],
  );
  return { topic, post };
}
