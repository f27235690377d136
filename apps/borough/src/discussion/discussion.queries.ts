import { IsCivilDate } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, isRole, ROLE_DEFINITIONS } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { MOST_POSTS, NO_SUCH_TOPIC } from './discussion.service.js';

/** A topic of the private discussion, for the room alone. */
@Label('case')
export class TopicView {
  @IsUUID() readonly id!: string;
  @IsString() readonly title!: string;
  @IsBoolean() readonly isRoomOnly!: boolean;
  @IsCivilDate() readonly openedOn!: string;
  @IsOptional() @IsCivilDate() readonly closedOn!: string | null;
  @IsOptional() @IsCivilDate() readonly eraseOn!: string | null;
  @IsOptional() @IsCivilDate() readonly erasedOn!: string | null;
  @IsInt() readonly posts!: number;
}

/** What somebody said in it. */
@Label('case')
export class PostView {
  @IsUUID() readonly id!: string;
  @IsString() readonly text!: string;
  @IsISO8601() readonly postedAt!: string;
  @IsOptional() @IsISO8601() readonly changedAt!: string | null;
  @IsString() readonly name!: string;
  /** The role in which it was said, in words. */
  @IsString() readonly role!: string;
  @IsBoolean() readonly isOwn!: boolean;
  @IsOptional() @IsIn(['writer', 'chair']) readonly takenBackBy!: 'writer' | 'chair' | null;
  @IsOptional() @IsString() readonly takenBackBecause!: string | null;
  @IsInt() readonly version!: number;
}

const at = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const TOPICS = `
  select t.id, t.title, t.is_room_only as "isRoomOnly", t.opened_on::text as "openedOn", t.closed_on::text as "closedOn",
    t.erase_on::text as "eraseOn", t.erased_on::text as "erasedOn",
    (select count(*)::int from discussion_posts p where p.topic_id = t.id) as posts
  from discussion_topics t`;
const MOST_TOPICS = 200;

@Injectable()
export class DiscussionQueries {
  constructor(private readonly em: EntityManager) {}

  /** Those that are open come first, then the latest. */
  async topics(): Promise<TopicView[]> {
    const rows = await sql<TopicView>(this.em.fork(), `${TOPICS} order by t.closed_on is not null, t.id desc limit ${MOST_TOPICS}`);
    return rows.map((row) => shown(TopicView, row, 'case'));
  }

  async topic(id: string): Promise<TopicView> {
    const [row] = await sql<TopicView>(this.em.fork(), `${TOPICS} where t.id = $1`, [id]);
    if (!row) throw new NotFound(NO_SUCH_TOPIC);
    return shown(TopicView, row, 'case');
  }

  /** In the order in which they were said. */
  async posts(topicId: string, reader: Pick<Actor, 'issuer' | 'subject'>): Promise<PostView[]> {
    const rows = await sql<PostView>(
      this.em.fork(),
      `select id, text, ${at('posted_at')} as "postedAt", ${at('changed_at')} as "changedAt", name, role,
         issuer = $2 and subject = $3 as "isOwn", taken_back_by as "takenBackBy", taken_back_because as "takenBackBecause", version
       from discussion_posts where topic_id = $1 order by posted_at, id limit ${MOST_POSTS}`,
      [topicId, reader.issuer, reader.subject],
    );
    return rows.map(({ role, ...row }) => shown(PostView, { ...row, role: isRole(role) ? ROLE_DEFINITIONS[role].title : role }, 'case'));
  }

  async post(topicId: string, postId: string, reader: Pick<Actor, 'issuer' | 'subject'>): Promise<PostView> {
    const post = (await this.posts(topicId, reader)).find(({ id }) => id === postId);
    if (!post) throw new NotFound('There is no such post in this topic.');
    return post;
  }
}
