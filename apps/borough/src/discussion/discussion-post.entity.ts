import { type Actor, sideOf } from '#identity';
import { defineEntity, p } from '@mikro-orm/core';
import { ChangedMeanwhile, NotYourPost, PostTakenBack, TooLateToChange } from './discussion.errors.js';

const HOUR = 3_600_000;

const DiscussionPostSchema = defineEntity({
  name: 'DiscussionPost',
  tableName: 'discussion_posts',
  properties: {
    id: p.uuid().primary(),
    topicId: p.uuid(),
    /** Empty once it was taken back. */
    text: p.text(),
    postedAt: p.datetime(),
    changedAt: p.datetime().nullable(),
    issuer: p.text(),
    subject: p.text(),
    name: p.text(),
    role: p.text(),
    takenBackBy: p.enum(['writer', 'chair'] as const).nullable(),
    /** Why a chair took it back. */
    takenBackBecause: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** What one member said in a topic. */
export class DiscussionPost extends DiscussionPostSchema.class {
  static write(id: string, topicId: string, text: string, { issuer, subject, name, role }: Actor, now: Date): DiscussionPost {
    const by = { issuer, subject, name, role };
    return Object.assign(new DiscussionPost(), {
      id,
      topicId,
      text,
      postedAt: now,
      changedAt: null,
      ...by,
      takenBackBy: null,
      takenBackBecause: null,
    });
  }

  isBy({ issuer, subject }: Pick<Actor, 'issuer' | 'subject'>): boolean {
    return this.issuer === issuer && this.subject === subject;
  }

  /** @param asOf the version that the writer saw. */
  change(text: string, asOf: number, actor: Actor, now: Date): void {
    this.refuseUnlessFresh(actor, now);
    if (asOf !== this.version) throw new ChangedMeanwhile();
    Object.assign(this, { text, changedAt: now });
  }

  /** By its writer within an hour, or by a chair at any time, who says why. Its words are gone at once. */
  takeBack(actor: Actor, now: Date, reason: string | undefined): void {
    const isChair = sideOf(actor.role) !== null && reason !== undefined;
    if (!isChair) this.refuseUnlessFresh(actor, now);
    if (this.takenBackBy) throw new PostTakenBack();
    Object.assign(this, { text: '', takenBackBy: isChair ? 'chair' : 'writer', takenBackBecause: isChair ? reason : null });
  }

  private refuseUnlessFresh(actor: Actor, now: Date): void {
    if (!this.isBy(actor)) throw new NotYourPost();
    if (this.takenBackBy) throw new PostTakenBack();
    if (now.getTime() - this.postedAt.getTime() > HOUR) throw new TooLateToChange();
  }
}
DiscussionPostSchema.setClass(DiscussionPost);
