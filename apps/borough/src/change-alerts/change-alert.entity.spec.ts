import { type AlertState, turnOf } from './alert-kinds.js';
import { type AlertAnswer, type AlertText, ChangeAlert } from './change-alert.entity.js';

const TEXT: AlertText = {
  kind: 'premises',
  what: 'The hall closes for repairs.',
  affected: 'Two lunch clubs.',
  fromOn: null,
  sureness: 'proposed',
  asks: 'Where could they meet?',
  link: null,
};
const DAYS = { today: '2026-11-20', answerBy: '2026-12-04' };
const anAlert = (): ChangeAlert =>
  ChangeAlert.give('0198c0de-0000-7000-8000-0000000000aa', '0198c0de-0000-7000-8000-0000000000bb', TEXT, DAYS);
const answer = (kind: AlertAnswer['kind'], talkUntil?: string): AlertAnswer => ({
  kind,
  words: 'Thank you.',
  ...(talkUntil && { talkUntil }),
  who: 'CIG co-chair, council side',
  on: '2026-11-30',
});

test('an alert waits up to its last day, and is late from the next one on', () => {
  expect(['2026-11-20', '2026-12-04', '2026-12-05'].map((day) => anAlert().stateOn(day))).toEqual(['waiting', 'waiting', 'late']);
});

test('what was answered is answered for good, until it says something else: then it waits anew, with a time of its own', () => {
  const alert = anAlert();
  alert.answer(answer('noted'));
  alert.answer(answer('no-concern'));
  expect([alert.stateOn('2027-01-01'), alert.answers.map(({ kind }) => kind)]).toEqual(['answered', ['noted', 'no-concern']]);
  expect(alert.update({ ...TEXT, sureness: 'decided', fromOn: '2027-03-01' }, '2026-12-18')).toEqual({
    sureness: 'proposed',
    fromOn: null,
  });
  expect([alert.stateOn('2026-12-18'), alert.stateOn('2026-12-19'), alert.answers.length]).toEqual(['waiting', 'late', 2]);
});

test('an update of what still waits gives the group no more time, and one that changes nothing is refused', () => {
  const alert = anAlert();
  alert.update({ ...TEXT, asks: 'Who has a hall?' }, '2026-12-18');
  expect(alert.answerBy).toBe('2026-12-04');
  expect(() => alert.update(alert.text, '2026-12-18')).toThrow('what it said before');
});

test('who wants to talk says until when, and nobody else does', () => {
  expect(() => anAlert().answer(answer('wants-to-talk'))).toThrow('until which you want to talk');
  expect(() => anAlert().answer(answer('wants-to-talk', '2026-11-29'))).toThrow('until which you want to talk');
  expect(() => anAlert().answer(answer('noted', '2026-12-10'))).toThrow('Only who wants to talk');
  expect(() => anAlert().answer(answer('wants-to-talk', '2026-11-30'))).not.toThrow();
});

test('what is over takes nothing more', () => {
  for (const end of [
    (alert: ChangeAlert) => alert.withdraw('Not needed.', '2026-11-21'),
    (alert: ChangeAlert) => alert.close('Done.', '2026-11-21'),
  ]) {
    const alert = anAlert();
    end(alert);
    for (const act of [
      () => alert.answer(answer('noted')),
      () => alert.update({ ...TEXT, what: 'Else.' }, '2026-12-18'),
      () => alert.comment({ text: 'So.', who: 'CIG member', on: '2026-11-22' }),
      () => alert.withdraw('Again.', '2026-11-22'),
      () => alert.close('Again.', '2026-11-22'),
    ]) {
      expect(act).toThrow('takes nothing more');
    }
  }
});

test.each<[AlertState, AlertAnswer['kind'] | undefined, string]>([
  ['waiting', undefined, 'group'],
  ['late', 'wants-to-talk', 'group'],
  ['answered', 'wants-to-talk', 'department'],
  ['answered', 'asks-consultation', 'department'],
  ['answered', 'noted', 'nobody'],
  ['closed', 'asks-consultation', 'nobody'],
])('of what is %s, last answered with %s, it is the turn of: %s', (state, last, turn) => {
  expect(turnOf(state, last)).toBe(turn);
});
