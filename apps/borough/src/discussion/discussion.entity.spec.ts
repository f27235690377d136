import { Actor, type Role } from '#identity';
import { SetClock } from '#clock';
import { DiscussionPost } from './discussion-post.entity.js';
import { DiscussionTopic } from './discussion-topic.entity.js';

const ID = '0198c0de-0000-7000-8000-0000000000aa';
const actor = (subject: string, role: Role): Actor =>
  new Actor({ issuer: 'https://id.example', subject, name: subject, role, heldFor: null });
const [writer, chair, member] = [actor('writer', 'cig-member'), actor('chair', 'sector-co-chair'), actor('member', 'cig-member')];
const at = (instant: string) => new SetClock(instant).now();
const POSTED = at('2026-11-20T12:00:00Z');
const aPost = (): DiscussionPost => Object.assign(DiscussionPost.write(ID, ID, 'As it was.', writer, POSTED), { version: 1 });

test('a post is changed by its writer for an hour, by nobody else, and not over what another window kept', () => {
  const post = aPost();
  post.change('Better.', 1, writer, at('2026-11-20T13:00:00Z'));
  expect(post.text).toBe('Better.');
  expect(() => post.change('Late.', 1, writer, at('2026-11-20T13:00:00.001Z'))).toThrow('more than an hour ago');
  for (const other of [chair, member]) expect(() => post.change('Not mine.', 1, other, POSTED)).toThrow('Somebody else wrote this');
  expect(() => post.change('Old.', 0, writer, POSTED)).toThrow('in another window');
});

test('its writer takes it back for an hour, a chair at any time with a reason, and its words are gone', () => {
  const own = aPost();
  own.takeBack(writer, POSTED, undefined);
  expect([own.text, own.takenBackBy, own.takenBackBecause]).toEqual(['', 'writer', null]);
  expect(() => own.takeBack(writer, POSTED, undefined)).toThrow('was taken back');

  const post = aPost();
  const later = at('2027-01-01T12:00:00Z');
  expect(() => post.takeBack(writer, later, undefined)).toThrow('more than an hour ago');
  expect(() => post.takeBack(member, later, 'I dislike it.')).toThrow('Somebody else wrote this');
  post.takeBack(chair, later, 'It names a person.');
  expect([post.text, post.takenBackBy, post.takenBackBecause]).toEqual(['', 'chair', 'It names a person.']);
});

test('a topic is closed once; only for one that is for the room a day is set on which its posts go', () => {
  const days = [false, true].map((isRoomOnly) => {
    const topic = DiscussionTopic.open(ID, { title: 'So', isRoomOnly }, '2026-11-20');
    topic.close('2026-11-20', 30);
    expect(() => topic.close('2026-11-21', 30)).toThrow('This topic is closed');
    return topic.eraseOn;
  });
  expect(days).toEqual([null, '2026-12-20']);
});
