import type { RecordedVariation, VariationView } from './grant.views.js';
import { isFullNotice, neededBeforePublic, noticeInWords, noticeLength } from './grant-timeline.js';

const cut = (given: Partial<RecordedVariation> = {}): VariationView => ({
  id: '0198c0de-0000-7000-8000-0000000000c2',
  kind: 'reduced',
  certainty: 'unconditional',
  effectiveOn: '2027-04-01',
  reason: 'The programme costs less.',
  previousAmountPence: 25_000_00,
  amountPence: 22_500_00,
  years: [],
  warnedOf: null,
  toldInWritingOn: '2026-12-30',
  receivedOn: '2026-12-31',
  exceptionGround: null,
  exceptionApprovedBy: null,
  agreedShorter: false,
  madePublicOn: '2027-01-05',
  withdrawnOn: null,
  withdrawalReason: null,
  ...given,
});

test.each([
  ['2026-12-31', '2027-03-31', true],
  ['2027-01-01', '2027-03-31', false],
  ['2027-01-01', '2027-04-01', true],
  ['2026-11-30', '2027-02-28', true],
  ['2027-01-02', '2027-04-01', false],
])('notice received on %s for %s: three calendar months or more is %s', (receivedOn, effectiveOn, isFull) => {
  expect(isFullNotice(receivedOn, effectiveOn)).toBe(isFull);
});

test.each([
  ['2027-01-01', '2027-04-01', '90 days of notice, three months or more'],
  ['2027-03-31', '2027-04-01', '1 day of notice, less than three months'],
  ['2027-04-03', '2027-04-01', '2 days after it took effect'],
])('notice from %s to %s is said in days: %s', (receivedOn, effectiveOn, words) => {
  expect(noticeLength(receivedOn, effectiveOn)).toBe(words);
});

test('a notice says who was told when; an early warning has no length, an increase no notice', () => {
  expect(noticeInWords(cut())).toBe(
    'Told in writing on 30 December 2026, received on 31 December 2026: 91 days of notice, three months or more.',
  );
  expect(noticeInWords(cut({ kind: 'early-warning' }))).toBe('Told in writing on 30 December 2026, received on 31 December 2026.');
  expect(noticeInWords(cut({ kind: 'increased' }))).toBe('');
  expect(noticeInWords(cut({ toldInWritingOn: null, receivedOn: null }))).toBe('Not told in writing yet, not received yet.');
  expect(noticeInWords(cut({ agreedShorter: true, exceptionGround: 'The roof fell in.', exceptionApprovedBy: 'Director' }))).toContain(
    'agreed to shorter notice in writing. Exception: The roof fell in. Approved by Director.',
  );
});

test('what is needed before a change is public is what is not known yet, and nothing for an increase', () => {
  expect(neededBeforePublic(cut())).toEqual([]);
  expect(neededBeforePublic(cut({ receivedOn: null, madePublicOn: null }))).toEqual([
    'the day the organisation received it',
    'the day the decision became public',
  ]);
  expect(neededBeforePublic(cut({ kind: 'increased', toldInWritingOn: null }))).toEqual([]);
});
