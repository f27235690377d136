import { dateInWords } from '#clock';
import { type Actor, Requires, sideOf, WorkingAs } from '#identity';
import { FormPage, instant, plural, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { ChangePost, OpenTopic, TakePostBack, WritePost } from './discussion.commands.js';
import { DiscussionQueries, type PostView, type TopicView } from './discussion.queries.js';
import { Discussion } from './discussion.service.js';

const TopicId = () => RecordId('topicId', 'topic');
const PostId = () => RecordId('postId', 'post');

/** The private discussion of the Compact Implementation Group: on pages alone, so that nothing of it is given out by program. */
@Requires('discussion.take-part')
@Controller('discussion')
export class DiscussionPageController {
  constructor(
    private readonly queries: DiscussionQueries,
    private readonly discussion: Discussion,
  ) {}

  @Get()
  @Render('discussion/topics.njk')
  async list() {
    return { rows: (await this.queries.topics()).map(topicCells) };
  }

  @Get('open')
  @Render('discussion/open-topic.njk')
  openPage() {
    return { choices: CHOICES };
  }

  @Post('open')
  @FormPage('discussion/open-topic.njk', 'openPage')
  @Redirect()
  async open(@Body() command: OpenTopic, @WorkingAs() actor: Actor) {
    return { url: `/discussion/${await this.discussion.open(actor, command)}` };
  }

  @Get(':topicId')
  @Render('discussion/topic.njk')
  async topic(@TopicId() topicId: string, @WorkingAs() actor: Actor) {
    const topic = await this.queries.topic(topicId);
    const posts = await this.queries.posts(topicId, actor);
    return { topic, posts: posts.map(said), mayClose: sideOf(actor.role) !== null && topic.closedOn === null };
  }

  @Post(':topicId')
  @FormPage('discussion/topic.njk', 'topic')
  @Redirect()
  async write(@TopicId() topicId: string, @Body() command: WritePost, @WorkingAs() actor: Actor) {
    await this.discussion.write(actor, topicId, command);
    return { url: `/discussion/${topicId}` };
  }

  @Post(':topicId/close')
  @Requires('discussion.close')
  @FormPage('discussion/topic.njk', 'topic')
  @Redirect()
  async close(@TopicId() topicId: string, @WorkingAs() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.discussion.close(actor, topicId);
    tellNext(reply, 'The topic is closed.');
    return { url: `/discussion/${topicId}` };
  }

  @Get(':topicId/posts/:postId/change')
  @Render('discussion/change-post.njk')
  async changePage(@TopicId() topicId: string, @PostId() postId: string, @WorkingAs() actor: Actor) {
    const post = await this.queries.post(topicId, postId, actor);
    return { topicId, post, values: post.isOwn ? post : {} };
  }

  @Post(':topicId/posts/:postId/change')
  @FormPage('discussion/change-post.njk', 'changePage')
  @Redirect()
  async change(@TopicId() topicId: string, @PostId() postId: string, @Body() command: ChangePost, @WorkingAs() actor: Actor) {
    await this.discussion.change(actor, topicId, postId, command);
    return { url: `/discussion/${topicId}` };
  }

  @Get(':topicId/posts/:postId/take-back')
  @Render('discussion/take-post-back.njk')
  async takeBackPage(@TopicId() topicId: string, @PostId() postId: string, @WorkingAs() actor: Actor) {
    return { topicId, post: await this.queries.post(topicId, postId, actor) };
  }

  @Post(':topicId/posts/:postId/take-back')
  @FormPage('discussion/take-post-back.njk', 'takeBackPage')
  @Redirect()
  async takeBack(@TopicId() topicId: string, @PostId() postId: string, @Body() command: TakePostBack, @WorkingAs() actor: Actor) {
    await this.discussion.takeBack(actor, topicId, postId, command);
    return { url: `/discussion/${topicId}` };
  }
}

const CHOICES = [
  { value: 'no', text: 'No', hint: { text: 'What is said stays for the members of the group.' } },
  { value: 'yes', text: 'Yes', hint: { text: 'What is said is erased some time after the topic is closed.' } },
];

const topicCells = ({ id, title, isRoomOnly, openedOn, closedOn, posts, erasedOn }: TopicView) => [
  { text: title, href: `/discussion/${id}`, ...(isRoomOnly && { tag: { text: 'For the room only', classes: 'govuk-tag--orange' } }) },
  { text: erasedOn ? 'Erased' : plural(posts, 'post') },
  { text: dateInWords(openedOn) },
  { text: closedOn ? dateInWords(closedOn) : 'Open' },
];

/** A post with how it reads once it was taken back. */
const said = (post: PostView) => ({
  ...post,
  at: `${instant(post.postedAt)}${post.changedAt ? `, changed ${instant(post.changedAt)}` : ''}`,
  words: post.takenBackBy
    ? `Taken back by ${post.takenBackBy === 'chair' ? `a chair: ${post.takenBackBecause}` : 'its writer'}`
    : post.text,
});
