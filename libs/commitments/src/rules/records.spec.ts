import type { Measure } from '#contracts';
import type { Rule } from '../rule.js';
import type { VerdictValue } from '../verdict.js';
import {
  AGENDA,
  DRAFT_AGENDA,
  EARLY_TALK,
  EQUALITY,
  IMPACT,
  IMPROVEMENT,
  MEETINGS_HELD,
  PAPERS,
  REVIEW,
  SEATS_FILLED,
  SOCIAL_VALUE,
  SUB_GROUP,
  VENUES,
  VOTING_SHARE,
} from './index.js';

const TODAY = '2030-01-01';
type Case = readonly [what: string, facts: object, expected: VerdictValue, today?: string];

function golden<Facts extends object>(rule: Rule<Facts>, measure: Measure | null, usual: Facts, cases: readonly Case[]): void {
  describe(`${rule.id}: ${rule.says}`, () => {
    for (const [what, facts, expected, today = TODAY] of cases)
      test(what, () => {
        const recorded = Object.entries(Object.assign({}, usual, facts)).filter(([, value]) => value !== undefined);
        expect(rule.judge(Object.fromEntries(recorded) as Facts, measure, today).value).toBe(expected);
      });
  });
}

const decidedOn = '2027-05-10';

golden(SOCIAL_VALUE, null, { procurementStartedOn: decidedOn, consideredOn: '2027-05-09', isOwed: true }, [
  ['the day before', {}, 'met'],
  ['on the day it started', { consideredOn: decidedOn }, 'not-met'],
  ['not at all', { consideredOn: null }, 'not-met'],
  ['below the threshold', { isOwed: false, consideredOn: null }, 'exempt'],
  ['not recorded', { consideredOn: undefined }, 'not-assessable'],
]);

golden(IMPACT, null, { decidedOn, assessedOn: '2027-05-09', reallocationAnswered: true }, [
  ['assessed before', {}, 'met'],
  ['assessed on the day', { assessedOn: decidedOn }, 'not-met'],
  ['not assessed', { assessedOn: null }, 'not-met'],
  ['silent on where funds go', { reallocationAnswered: false }, 'not-met'],
  ['not recorded', { assessedOn: undefined }, 'not-assessable'],
  ['not recorded whether it says where funds go', { reallocationAnswered: undefined }, 'not-assessable'],
]);

golden(
  EARLY_TALK,
  { number: 4, unit: 'weeks' },
  { decidedOn, discussedOn: '2027-04-12', respondBy: decidedOn, responsesConsidered: true },
  [
    ['four weeks, up to the day of the decision', {}, 'met'],
    ['a day less', { discussedOn: '2027-04-13' }, 'not-met'],
    ['responses were due after it was decided', { respondBy: '2027-05-11' }, 'not-met'],
    ['not discussed', { discussedOn: null }, 'not-met'],
    ['no time to respond', { respondBy: null }, 'not-met'],
    ['responses were not considered', { responsesConsidered: false }, 'not-met'],
    ['not recorded', { discussedOn: undefined }, 'not-assessable'],
    ['not recorded how long', { respondBy: undefined }, 'not-assessable'],
    ['not recorded how responses were considered', { responsesConsidered: undefined }, 'not-assessable'],
  ],
);

golden(
  IMPROVEMENT,
  null,
  { decidedOn, becauseOfPerformance: true, timetableAgreedOn: '2026-11-01', timetableOverOn: '2027-05-09', organisationRefused: false },
  [
    ['agreed and over', {}, 'met'],
    ['decided on its last day', { timetableOverOn: decidedOn }, 'not-met'],
    ['decided before it was over', { timetableOverOn: '2027-05-11' }, 'not-met'],
    ['never over', { timetableOverOn: null }, 'not-met'],
    ['agreed on the day of the decision', { timetableAgreedOn: decidedOn }, 'not-met'],
    ['none agreed', { timetableAgreedOn: null }, 'not-met'],
    ['the organisation would not', { timetableAgreedOn: null, organisationRefused: true }, 'met-explained'],
    ['ended on another ground', { becauseOfPerformance: false, timetableAgreedOn: null }, 'exempt'],
    ['not recorded', { timetableAgreedOn: undefined }, 'not-assessable'],
    ['not recorded when it was over', { timetableOverOn: undefined }, 'not-assessable'],
  ],
);

golden(EQUALITY, null, { decidedOn, assessedOn: '2027-05-09', isPublished: true }, [
  ['before, and published', {}, 'met'],
  ['on the day', { assessedOn: decidedOn }, 'not-met'],
  ['not published', { isPublished: false }, 'not-met'],
  ['not assessed', { assessedOn: null }, 'not-met'],
  ['not recorded', { assessedOn: undefined }, 'not-assessable'],
  ['not recorded whether it is published', { isPublished: undefined }, 'not-assessable'],
]);

for (const [rule, number, last] of [
  [AGENDA, 7, '2027-06-08'],
  [DRAFT_AGENDA, 14, '2027-06-01'],
] as const) {
  const late = `${last.slice(0, 8)}${String(Number(last.slice(8)) + 1).padStart(2, '0')}`;
  golden(rule, { number, unit: 'days' }, { meetingOn: '2027-06-15', outOn: last, lateReasonRecorded: false }, [
    ['out on the last day', {}, 'met'],
    ['a day late', { outOn: late }, 'not-met'],
    ['late, with the chair’s reason', { outOn: late, lateReasonRecorded: true }, 'met-explained'],
    ['not out, on the last day', { outOn: null }, 'not-due', last],
    ['not out, a day later', { outOn: null }, 'not-met', late],
    ['not recorded', { outOn: undefined }, 'not-assessable'],
  ]);
}

golden(PAPERS, { number: 8, unit: 'pages' }, { meetingOn: '2027-06-15', pages: 8, reasonRecorded: false }, [
  ['eight pages', {}, 'met'],
  ['nine', { pages: 9 }, 'not-met'],
  ['nine, with a reason', { pages: 9, reasonRecorded: true }, 'met-explained'],
  ['not counted', { pages: undefined }, 'not-assessable'],
]);

golden(VENUES, { number: 50, unit: 'per cent' }, { yearEndsOn: '2027-03-31', away: 3, atTownHall: 3 }, [
  ['half of them', {}, 'met'],
  ['three of seven', { atTownHall: 4 }, 'not-met'],
  ['before the year is over', { atTownHall: 4 }, 'not-due', '2027-03-31'],
  ['online alone', { away: 0, atTownHall: 0 }, 'not-assessable'],
]);

golden(MEETINGS_HELD, { number: 4, unit: 'meetings' }, { yearEndsOn: '2027-03-31', held: 4 }, [
  ['four', {}, 'met'],
  ['three', { held: 3 }, 'not-met'],
  ['three so far', { held: 3 }, 'not-due', '2027-03-31'],
]);

golden(SEATS_FILLED, { number: 80, unit: 'per cent' }, { on: '2027-06-30', seats: 5, filled: 4 }, [
  ['four of five', {}, 'met'],
  ['three of five', { filled: 3 }, 'not-met'],
  ['no seats', { seats: 0, filled: 0 }, 'not-assessable'],
  ['not recorded', { filled: undefined }, 'not-assessable'],
]);

golden(VOTING_SHARE, { number: 25, unit: 'per cent' }, { on: '2010-03-31', votingSeats: 20, ofSector: 5 }, [
  ['five of twenty', {}, 'met'],
  ['five of twenty-one', { votingSeats: 21 }, 'not-met'],
  ['no votes', { votingSeats: 0, ofSector: 0 }, 'not-assessable'],
  ['not recorded', { ofSector: undefined }, 'not-assessable'],
]);

golden(SUB_GROUP, { number: 2, unit: 'members' }, { on: '2027-06-30', ofSector: 2, waived: false }, [
  ['two', {}, 'met'],
  ['one', { ofSector: 1 }, 'not-met'],
  ['one, agreed by the body', { ofSector: 1, waived: true }, 'met-explained'],
  ['not recorded', { ofSector: undefined }, 'not-assessable'],
]);

golden(REVIEW, { number: 3, unit: 'years' }, { on: '2027-03-31', inForceSince: '2024-03-31', reviewedOn: null }, [
  ['three years to the day', {}, 'met'],
  ['a day more', { inForceSince: '2024-03-30' }, 'not-met'],
  ['reviewed since', { inForceSince: '2020-01-01', reviewedOn: '2025-02-28' }, 'met'],
  ['a review of the version before does not count', { inForceSince: '2024-03-30', reviewedOn: '2023-01-01' }, 'not-met'],
  ['none in force', { inForceSince: null }, 'not-met'],
  ['not recorded', { inForceSince: undefined }, 'not-assessable'],
]);
