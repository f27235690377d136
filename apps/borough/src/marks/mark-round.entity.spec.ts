import type { CaseReply } from '#contracts';
import { type GivenMark, MarkRound } from './mark-round.entity.js';

const [FIRST, LAST, AFTER] = ['2026-11-20', '2026-12-04', '2026-12-05'];

function aRound(): MarkRound {
  const sheetIds = { council: '0198c0de-0000-7000-8000-0000000000c1', sector: '0198c0de-0000-7000-8000-0000000000c2' };
  const id = '0198c0de-0000-7000-8000-0000000000ab';
  return MarkRound.begin({ id, name: '2026-1', catalogueVersion: '1.0', begunOn: FIRST, begunSide: 'sector', sheetIds });
}

function anOpenRound(): MarkRound {
  const round = aRound();
  round.done('council', 3, FIRST, LAST);
  round.done('sector', 8, FIRST, LAST);
  return round;
}

const reply = (side: CaseReply['side']): CaseReply => ({ side, kind: 'agree' });

test('a round opens when the second side is done, at once, and not before', () => {
  const round = aRound();
  round.done('council', 1, FIRST, LAST);
  expect([round.state, round.openedOn, round.replyUntil]).toEqual(['marking', null, null]);
  round.done('sector', 1, '2026-11-25', '2026-12-09');
  expect([round.state, round.openedOn, round.replyUntil]).toEqual(['open', '2026-11-25', '2026-12-09']);
});

test('a side that marked nothing is not done, one that is done changes nothing, and what is open takes no mark of any side', () => {
  const round = aRound();
  expect(() => round.done('council', 0, FIRST, LAST)).toThrow('Mark at least one commitment');
  round.done('council', 1, FIRST, LAST);
  expect(() => round.refuseMarksOf('council')).toThrow('its marks stay as they are');
  expect(() => round.refuseMarksOf('sector')).not.toThrow();
  expect(() => anOpenRound().refuseMarksOf('sector')).toThrow('takes no marks any more');
});

test('each side replies once, up to the last day; both replies, or the day after, end the time', () => {
  const round = anOpenRound();
  round.reply(reply('council'), LAST);
  expect([round.isHeard(LAST), round.isHeard(AFTER)]).toEqual([false, true]);
  expect(() => round.reply(reply('council'), LAST)).toThrow('replied to this round already');
  expect(() => round.reply(reply('sector'), AFTER)).toThrow('its time to reply is over');
  round.reply(reply('sector'), LAST);
  expect(round.isHeard(LAST)).toBe(true);
  expect(() => aRound().reply(reply('sector'), FIRST)).toThrow('it is not open yet');
});

test('what is published is a fact for each commitment that a side marked, with both marks as they were given', () => {
  const round = anOpenRound();
  const marks: GivenMark[] = [
    { commitmentId: 'N-25', side: 'council', mark: 3 },
    { commitmentId: 'N-25', side: 'sector', mark: 1, comment: 'Feared.' },
    { commitmentId: 'N-26', side: 'sector', mark: 0 },
  ];
  expect(() => round.publish(marks, LAST)).toThrow('before it was heard');
  const told = round.publish(marks, AFTER);
  const of = { roundId: round.id, round: '2026-1', catalogueVersion: '1.0', assessedOn: FIRST, replies: [] };
  expect(told).toEqual([
    {
      ...of,
      commitmentId: 'N-25',
      marks: [
        { side: 'council', mark: 3 },
        { side: 'sector', mark: 1, comment: 'Feared.' },
      ],
    },
    { ...of, commitmentId: 'N-26', marks: [{ side: 'sector', mark: 0 }] },
  ]);
  expect(round.state).toBe('published');
});

test('the side that began a round withdraws it while it is not open, and no round that was opened', () => {
  const round = aRound();
  round.done('council', 1, FIRST, LAST);
  expect(() => round.withdraw('council', 'Nobody answers.', FIRST)).toThrow('only that side can withdraw it');
  round.withdraw('sector', 'We begin anew.', FIRST);
  expect(round.state).toBe('withdrawn');
  expect(() => round.refuseMarksOf('sector')).toThrow('withdrawn');
  expect(() => anOpenRound().withdraw('sector', 'Too late.', FIRST)).toThrow('it was opened');
});
