import { addDays } from '#clock';
import { defineEntity, p } from '@mikro-orm/core';
import { TopicClosed } from './discussion.errors.js';

const DiscussionTopicSchema = defineEntity({
  name: 'DiscussionTopic',
  tableName: 'discussion_topics',
  properties: {
    id: p.uuid().primary(),
    title: p.text(),
    /** What is said in it is erased some days after it is closed. */
    isRoomOnly: p.boolean(),
    openedOn: p.date(),
    closedOn: p.date().nullable(),
    /** Of a closed one for the room only: the day on which its posts go. */
    eraseOn: p.date().nullable(),
    erasedOn: p.date().nullable(),
    version: p.integer().version(),
  },
});

/** Something that the members of the group talk about among themselves. */
export class DiscussionTopic extends DiscussionTopicSchema.class {
  static open(id: string, { title, isRoomOnly }: Pick<DiscussionTopic, 'title' | 'isRoomOnly'>, today: string): DiscussionTopic {
    return Object.assign(new DiscussionTopic(), { id, title, isRoomOnly, openedOn: today, closedOn: null, eraseOn: null, erasedOn: null });
  }

  close(today: string, roomOnlyDays: number): void {
    this.refuseClosed();
    this.closedOn = today;
    if (this.isRoomOnly) this.eraseOn = addDays(today, roomOnlyDays);
  }

  /** @throws TopicClosed */
  refuseClosed(): void {
    if (this.closedOn) throw new TopicClosed();
  }
}
DiscussionTopicSchema.setClass(DiscussionTopic);
