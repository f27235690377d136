import { Clock, Ids } from '#clock';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import { type Actor, sideOf } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { History } from '../history/history.service.js';
import { insertedUnlessTaken } from '../records.js';
import type { ChangePost, OpenTopic, TakePostBack, WritePost } from './discussion.commands.js';
import { DiscussionPost } from './discussion-post.entity.js';
import { DiscussionTopic } from './discussion-topic.entity.js';
import { TopicFull } from './discussion.errors.js';

export const NO_SUCH_TOPIC = 'There is no such topic. Look under “Private discussion”.';
/** A page shows so many, and a topic takes no more. */
export const MOST_POSTS = 1_000;
const NO_SUCH_POST = 'There is no such post in this topic.';

/**
 * The room in which the Compact Implementation Group talks among itself. The history has that somebody spoke, and never a word of it;
 * nothing of it is told, logged, or given out by program.
 */
@Injectable()
export class Discussion {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
    private readonly history: History,
  ) {}

  /** Returns the id of the topic. */
  async open(actor: Actor, { title, isRoomOnly }: OpenTopic): Promise<string> {
    return this.em.fork().transactional(async (em) => {
      const topic = DiscussionTopic.open(this.ids.next(), { title, isRoomOnly: isRoomOnly === 'yes' }, this.clock.today());
      await insertedUnlessTaken(em, DiscussionTopic, topic);
      await this.remember(em, actor, topic.id, 'topic opened');
      return topic.id;
    });
  }

  async write(actor: Actor, topicId: string, { text }: WritePost): Promise<void> {
    await this.inTopic(actor, topicId, 'posted', async (topic, em) => {
      topic.refuseClosed();
      if ((await em.count(DiscussionPost, { topicId })) >= MOST_POSTS) throw new TopicFull();
      await insertedUnlessTaken(em, DiscussionPost, DiscussionPost.write(this.ids.next(), topicId, text, actor, this.clock.now()));
    });
  }

  async change(actor: Actor, topicId: string, postId: string, { text, asOf }: ChangePost): Promise<void> {
    await this.inTopic(actor, topicId, 'post changed', async (topic, em) => {
      topic.refuseClosed();
      (await this.post(em, topicId, postId)).change(text, asOf, actor, this.clock.now());
    });
  }

  async takeBack(actor: Actor, topicId: string, postId: string, { reason }: TakePostBack): Promise<void> {
    await this.inTopic(actor, topicId, 'post taken back', async (_topic, em) => {
      const post = await this.post(em, topicId, postId);
      if (!post.isBy(actor) && sideOf(actor.role) !== null && !reason) {
        throw new InvalidInput([{ field: 'reason', message: 'Say why you take it back. The room reads it' }]);
      }
      post.takeBack(actor, this.clock.now(), reason);
    });
  }

  async close(actor: Actor, topicId: string): Promise<void> {
    await this.inTopic(actor, topicId, 'topic closed', (topic) => {
      topic.close(this.clock.today(), this.borough.roomOnlyDays);
      return Promise.resolve();
    });
  }

  /** What was for the room only goes when its day has come. @returns how many topics it went from. */
  async eraseRoomOnly(): Promise<number> {
    return this.em.fork().transactional(async (em) => {
      const gone = await sql<{ id: string }>(
        em,
        `update discussion_topics set erased_on = $1::date, version = version + 1
         where erase_on <= $1::date and erased_on is null returning id`,
        [this.clock.today()],
      );
      await sql(em, 'delete from discussion_posts where topic_id = any($1::uuid[])', [gone.map(({ id }) => id)]);
      return gone.length;
    });
  }

  /** Whoever acts in a topic holds it, so that nothing is posted in what is closed at the same moment. */
  private async inTopic(
    actor: Actor,
    topicId: string,
    act: string,
    take: (topic: DiscussionTopic, em: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const topic = await em.findOne(DiscussionTopic, topicId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!topic) throw new NotFound(NO_SUCH_TOPIC);
      await take(topic, em);
      await this.remember(em, actor, topicId, act);
    });
  }

  private async post(em: EntityManager, topicId: string, id: string): Promise<DiscussionPost> {
    const post = await em.findOne(DiscussionPost, { id, topicId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!post) throw new NotFound(NO_SUCH_POST);
    return post;
  }

  private async remember(em: EntityManager, actor: Actor, recordId: string, act: string): Promise<void> {
    await this.history.add(em, actor, [{ act, recordType: 'discussion-topic', recordId }]);
  }
}
