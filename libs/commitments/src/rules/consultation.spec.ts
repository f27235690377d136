import { CONSULTATION, type ConsultationFacts, daysAsked, daysOpen } from './consultation.js';
import { REPLY, type ReplyFacts } from './reply.js';

const TWELVE_WEEKS = { number: 12, unit: 'weeks' } as const;
const TODAY = '2030-01-01';

const open = (opensOn: string, closesOn: string, more: Partial<ConsultationFacts> = {}): ConsultationFacts => ({
  kind: 'formal-written',
  opensOn,
  closesOn,
  openUntilFive: true,
  extensions: [],
  reasonPublishedOn: null,
  groundRecorded: false,
  ...more,
});
const verdict = (facts: ConsultationFacts, today = TODAY, measure: Parameters<typeof CONSULTATION.judge>[1] = TWELVE_WEEKS) =>
  CONSULTATION.judge(facts, measure, today);

describe('the length of a consultation', () => {
  test.each([
    ['84 days', open('2027-01-04', '2027-03-29'), 'met'],
    ['83 days', open('2027-01-04', '2027-03-28'), 'not-met'],
    ['84 days over the change to summer time', open('2027-02-01', '2027-04-26'), 'met'],
    ['84 days over the change to winter time', open('2026-08-24', '2026-11-16'), 'met'],
    ['84 days through 29 February', open('2028-01-03', '2028-03-27'), 'met'],
    ['84 days, closed at noon on the last', open('2027-01-04', '2027-03-29', { openUntilFive: false }), 'not-met'],
    ['39 days of 2010, explained', open('2010-09-20', '2010-10-29', { reasonPublishedOn: '2010-09-20' }), 'met-explained'],
    ['84 days of 2012', open('2012-01-09', '2012-04-02'), 'met'],
    ['16 days of 2016, without a reason', open('2016-02-10', '2016-02-26'), 'not-met'],
    ['an informal one with a ground', open('2027-01-04', '2027-01-18', { kind: 'informal', groundRecorded: true }), 'exempt'],
    ['an informal one without a ground', open('2027-01-04', '2027-01-18', { kind: 'informal' }), 'not-met'],
    ['a statutory one with a ground', open('2027-01-04', '2027-02-01', { kind: 'statutory', groundRecorded: true }), 'exempt'],
    ['one that was withdrawn', open('2027-01-04', '2027-04-29', { withdrawnOn: '2027-02-01' }), 'not-assessable'],
  ])('%s', (_what, facts, expected) => {
    expect(verdict(facts).value).toBe(expected);
  });

  test('a short one of which it is not recorded whether a reason was published cannot be told', () => {
    const { reasonPublishedOn: _none, ...facts } = open('2027-01-04', '2027-03-28');
    expect(verdict(facts).value).toBe('not-assessable');
  });

  test('is not due while it is open, and judged the day after', () => {
    expect(verdict(open('2027-01-04', '2027-03-28'), '2027-03-28').value).toBe('not-due');
    expect(verdict(open('2027-01-04', '2027-03-28'), '2027-03-29').value).toBe('not-met');
  });

  test('a reason that came after the opening explains, and is marked as late', () => {
    expect(verdict(open('2027-01-11', '2027-02-08', { reasonPublishedOn: '2027-01-12' }))).toMatchObject({
      value: 'met-explained',
      marks: ['late-reason'],
    });
  });

  test('made longer on its last day it counts as one', () => {
    const extensions = [{ madeOn: '2027-03-01', closesOn: '2027-04-05' }];
    expect(verdict(open('2027-01-11', '2027-03-01', { extensions }))).toMatchObject({ value: 'met', marks: [] });
  });

  test('opened again after it closed, the longest time without a gap counts', () => {
    const extensions = [{ madeOn: '2027-03-02', closesOn: '2027-04-20' }];
    expect(verdict(open('2027-01-11', '2027-03-01', { extensions }))).toMatchObject({ value: 'not-met', marks: ['reopened'] });
    const long = [{ madeOn: '2027-03-02', closesOn: '2027-05-25' }];
    expect(verdict(open('2027-01-11', '2027-03-01', { extensions: long }))).toMatchObject({ value: 'met', marks: ['reopened'] });
  });

  test('is told in days as the rule counts them', () => {
    const extensions = [{ madeOn: '2027-03-02', closesOn: '2027-05-25' }];
    for (const facts of [open('2027-01-04', '2027-01-24'), open('2027-01-11', '2027-03-01', { extensions, openUntilFive: false })]) {
      expect(verdict(facts).says).toContain(`: ${daysOpen(facts)} days`);
    }
    const longer = { ...TWELVE_WEEKS, moreDaysOverHolidays: 14 };
    const [spring, summer] = [open('2027-02-01', '2027-04-26'), open('2027-07-05', '2027-09-27')];
    expect([spring, summer].map((facts) => daysAsked(facts, longer))).toEqual([84, 98]);
  });

  test('over August or the turn of the year it says so, and is to be longer where the local promise says that', () => {
    const [summer, winter] = [open('2027-07-05', '2027-09-27'), open('2027-11-01', '2028-01-24')];
    expect([summer, winter].map((facts) => verdict(facts).marks)).toEqual([['over-holidays'], ['over-holidays']]);
    const longer = { ...TWELVE_WEEKS, moreDaysOverHolidays: 14 };
    expect([summer, winter].map((facts) => verdict(facts, TODAY, longer).value)).toEqual(['not-met', 'not-met']);
    expect(verdict(open('2027-02-01', '2027-04-26'), TODAY, longer)).toMatchObject({ value: 'met', marks: [] });
    expect(verdict(open('2026-12-28', '2027-03-22')).marks).toEqual(['over-holidays']);
    expect(verdict(open('2027-01-02', '2027-03-27')).marks).toEqual(['over-holidays']);
  });

  test('says in words what is marked, so that whoever reads the sentence knows it', () => {
    expect(verdict(open('2027-07-05', '2027-07-26', { reasonPublishedOn: '2027-07-12', electionPeriodFrom: '2027-07-20' })).says).toMatch(
      /The reason was given late[.] Runs into the time before an election[.]$/,
    );
  });

  test('that runs into the time before an election says so', () => {
    expect(verdict(open('2027-01-18', '2027-04-12', { electionPeriodFrom: '2027-03-22' })).marks).toEqual(['before-election']);
    expect(verdict(open('2027-01-18', '2027-04-12', { electionPeriodFrom: '2027-04-20' })).marks).toEqual([]);
  });

  test('the clause in force when it opened decides', () => {
    expect(CONSULTATION.decidedOn(open('2027-01-04', '2027-03-29'))).toBe('2027-01-04');
  });
});

describe('the reply to a consultation', () => {
  const reply = (publishedOn: string | null, more: Partial<ReplyFacts> = {}): ReplyFacts => ({
    closedOn: '2027-03-29',
    publishedOn,
    saysWhatWasNotTaken: true,
    lateReasonPublished: false,
    ...more,
  });

  test.each([
    ['in twelve weeks', reply('2027-06-21'), TODAY, 'met'],
    ['a day late', reply('2027-06-22'), TODAY, 'not-met'],
    ['late, with a reason', reply('2027-07-22', { lateReasonPublished: true }), TODAY, 'met-explained'],
    ['in time, silent on what was not taken', reply('2027-05-01', { saysWhatWasNotTaken: false }), TODAY, 'not-met'],
    ['none, on the last day', reply(null), '2027-06-21', 'not-due'],
    ['none, a day later', reply(null), '2027-06-22', 'not-met'],
  ])('%s', (_what, facts, today, expected) => {
    expect(REPLY.judge(facts, TWELVE_WEEKS, today).value).toBe(expected);
  });

  test('that is not recorded cannot be told', () => {
    expect(REPLY.judge({ closedOn: '2027-03-29', lateReasonPublished: false }, TWELVE_WEEKS, TODAY).value).toBe('not-assessable');
    const { saysWhatWasNotTaken: _none, ...facts } = reply('2027-05-01');
    expect(REPLY.judge(facts, TWELVE_WEEKS, TODAY).value).toBe('not-assessable');
  });
});
