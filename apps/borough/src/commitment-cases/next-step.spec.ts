import { NOTICE, type NoticeFacts } from '#commitments';
import { CaseReportedV1 } from '#contracts';
import { nextStep } from './next-step.js';

const facts = { ...CaseReportedV1.sample.facts, receivedOn: '2026-12-20' } as NoticeFacts;
const TODAY = '2027-05-01';

describe('what is done next with a case', () => {
  const [kept, broken] = ['2026-12-20', '2027-02-14'].map((receivedOn) => ({
    ownVerdict: null,
    commonVerdict: NOTICE.judge({ ...facts, receivedOn }, { number: 3, unit: 'months' }, TODAY),
  }));
  const undue = {
    ownVerdict: null,
    commonVerdict: NOTICE.judge({ ...facts, receivedOn: null }, { number: 3, unit: 'months' }, '2026-11-20'),
  };
  const standing = {
    isPublic: true,
    judged: broken!,
    askedAbout: null,
    replyUntil: null,
    isAnswered: false,
    toldAdverse: 'none',
    isHeld: false,
  } as const;

  test.each([
    ['one that was kept is told at once', { judged: kept! }, 'tell'],
    ['one that was not opens the reply', {}, 'open-reply'],
    ['it waits on the last day of the reply', { askedAbout: 'common', replyUntil: TODAY }, 'wait'],
    ['it is told the day after', { askedAbout: 'common', replyUntil: '2027-04-30' }, 'tell'],
    ['it is told once both sides have replied', { askedAbout: 'common', replyUntil: '2027-05-20', isAnswered: true }, 'tell'],
    ['a mend of what was told as not kept asks nobody again', { toldAdverse: 'common' }, 'tell'],
    ['one that is so by another measure than was told asks anew', { toldAdverse: 'own' }, 'open-reply'],
    ['one that is so by another measure than was asked about asks anew', { askedAbout: 'own', replyUntil: '2027-05-20' }, 'open-reply'],
    ['one that was kept is told while a hold runs, too', { judged: kept!, isHeld: true }, 'tell'],
    ['one that was not is held before anybody is asked', { isHeld: true }, 'hold'],
    ['one whose reply is over is held', { isHeld: true, askedAbout: 'common', replyUntil: '2027-04-30' }, 'hold'],
    ['a mend of what was told as not kept is told while a hold runs', { isHeld: true, toldAdverse: 'common' }, 'tell'],
    ['one whose record is not public waits', { isPublic: false }, 'wait'],
    ['one whose day is to come waits, so that no clock alone makes a breach of it', { judged: undue }, 'wait'],
  ] as const)('%s', (_which, changes, step) => {
    expect(nextStep({ ...standing, ...changes }, TODAY)).toBe(step);
  });
});
