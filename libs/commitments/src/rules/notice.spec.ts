import { DIRECTIONS, NOTICE, type NoticeFacts } from './notice.js';

const THREE_MONTHS = { number: 3, unit: 'months' } as const;
const TODAY = '2028-06-01';

const told = (receivedOn: string | null | undefined, effectiveOn: string, more: Partial<NoticeFacts> = {}): NoticeFacts => ({
  direction: 'ending',
  effectiveOn,
  ...(receivedOn === undefined ? {} : { receivedOn }),
  isConditional: false,
  reasonGiven: true,
  exceptionGrounded: false,
  exceptionApproved: false,
  agreedShorter: false,
  oneOffRanOut: false,
  privateGround: false,
  movedToContract: false,
  ...more,
});
const value = (facts: NoticeFacts, today = TODAY, measure: Parameters<typeof NOTICE.judge>[1] = THREE_MONTHS) =>
  NOTICE.judge(facts, measure, today).value;

describe('three calendar months of notice', () => {
  test.each([
    ['2026-12-31', '2027-03-31', 'met'],
    ['2026-12-31', '2027-03-30', 'not-met'],
    ['2027-01-01', '2027-04-01', 'met'],
    ['2027-01-02', '2027-04-01', 'not-met'],
    ['2026-11-30', '2027-02-28', 'met'],
    ['2027-11-30', '2028-02-29', 'met'],
    ['2027-11-30', '2028-02-28', 'not-met'],
    // 92 days through a clock change, and 89 through February, are both three months.
    ['2026-08-01', '2026-11-01', 'met'],
    ['2027-02-01', '2027-05-01', 'met'],
    ['2026-02-14', '2026-03-31', 'not-met'],
  ])('received on %s for %s: %s', (receivedOn, effectiveOn, expected) => {
    expect(value(told(receivedOn, effectiveOn))).toBe(expected);
  });

  test('are not ninety days: with that promise one is kept and the other is not', () => {
    const ninety = { number: 90, unit: 'days' } as const;
    expect(value(told('2027-02-01', '2027-05-01'), TODAY, ninety)).toBe('not-met');
    expect(value(told('2026-08-02', '2026-11-01'), TODAY, ninety)).toBe('met');
    expect(value(told('2026-08-02', '2026-11-01'))).toBe('not-met');
  });

  test('the two values that clash stand in the sentence', () => {
    expect(NOTICE.judge(told('2026-02-14', '2026-03-31'), THREE_MONTHS, TODAY).says).toBe(
      'Told by 14 February 2026, from 31 March 2026: 45 days; the promise is 3 months.',
    );
  });
});

describe('what is no breach of notice', () => {
  const late = (more: Partial<NoticeFacts>) => told('2027-03-01', '2027-04-01', more);

  test.each([
    ['an increase', late({ direction: 'increase' }), 'exempt'],
    ['a change that is neutral', late({ direction: 'neutral' }), 'exempt'],
    ['a stop on a ground that stays private', late({ privateGround: true }), 'exempt'],
    ['an agreement marked as one-off that runs out', late({ oneOffRanOut: true }), 'exempt'],
    ['shorter notice that the organisation agreed to', late({ agreedShorter: true }), 'met-explained'],
    ['an exception with ground, approval and reason', late({ exceptionGrounded: true, exceptionApproved: true }), 'met-explained'],
    ['an exception that nobody approved', late({ exceptionGrounded: true }), 'not-met'],
    ['an exception without a reason given', late({ exceptionGrounded: true, exceptionApproved: true, reasonGiven: false }), 'not-met'],
    ['an agreement that runs out and was not marked', late({}), 'not-met'],
    ['a worse term', late({ direction: 'adverse-term' }), 'not-met'],
  ])('%s', (_what, facts, expected) => {
    expect(value(facts)).toBe(expected);
  });

  test('a grant that becomes a contract of the same organisation is judged, and marked as moved', () => {
    expect(NOTICE.judge(late({ movedToContract: true }), THREE_MONTHS, TODAY)).toMatchObject({
      value: 'not-met',
      marks: ['moved-to-contract'],
    });
  });
});

describe('without notice', () => {
  test.each([
    ['not due while it can still be given in time', told(null, '2028-09-01'), 'not-due'],
    ['not kept from the day after', told(null, '2028-08-31'), 'not-met'],
    ['not kept once it took effect with a conditional letter alone', told(null, '2028-04-01', { isConditional: true }), 'not-met'],
    ['not due with a conditional letter, which starts no clock', told(null, '2028-10-01', { isConditional: true }), 'not-due'],
    ['not to be told where it is not recorded', told(undefined, '2028-04-01'), 'not-assessable'],
  ])('%s', (_what, facts, expected) => {
    expect(value(facts)).toBe(expected);
  });
});

test('the clause in force when notice was received decides, or when it took effect where there was none', () => {
  expect(NOTICE.decidedOn(told('2026-12-31', '2027-04-01'))).toBe('2026-12-31');
  expect(NOTICE.decidedOn(told(null, '2027-04-01'))).toBe('2027-04-01');
});

test('every direction is judged or exempt', () => {
  for (const direction of DIRECTIONS) expect(['exempt', 'not-met']).toContain(value(told('2027-03-01', '2027-04-01', { direction })));
});

test('a promise in another unit is refused', () => {
  expect(() => NOTICE.judge(told('2026-12-31', '2027-04-01'), { number: 8, unit: 'pages' }, TODAY)).toThrow('counted in months');
});
