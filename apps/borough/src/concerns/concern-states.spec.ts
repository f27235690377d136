import { clockInWords, clockOn, CONCERN_STATES, CONCERN_STEPS, type ConcernDays, STEP_RULES } from './concern-states.js';
import { Concern } from './concern.entity.js';
import { halfYearsBefore, inBand } from './half-years.js';

const CLOCKS = { acknowledge: 5, admission: 10, directTalk: 10, champions: 20, panel: 30, actionMonths: 3 };
const received: ConcernDays = {
  state: 'received',
  raisedOn: '2026-05-01',
  since: '2026-05-01',
  acknowledgedOn: null,
  admittedOn: null,
  actionBy: null,
};

// 4 and 25 May 2026 are bank holidays.
test.each([
  ['the day it is raised', received, '2026-05-01', 'Acknowledge it', '2026-05-11', 'Day 0 of 5'],
  ['a bank holiday', received, '2026-05-04', 'Acknowledge it', '2026-05-11', 'Day 0 of 5'],
  ['the last day', received, '2026-05-11', 'Acknowledge it', '2026-05-11', 'Day 5 of 5'],
  ['a day late', received, '2026-05-12', 'Acknowledge it', '2026-05-11', 'Late by 1 working day'],
  ['a Saturday after', received, '2026-05-16', 'Acknowledge it', '2026-05-11', 'Late by 4 working days'],
  [
    'acknowledged',
    { ...received, acknowledgedOn: '2026-05-05' },
    '2026-05-12',
    'Decide whether it is admitted',
    '2026-05-18',
    'Day 6 of 10',
  ],
  [
    'a talk, which counts from when it was admitted',
    { ...received, state: 'direct-talk', admittedOn: '2026-05-18', since: '2026-05-20' },
    '2026-06-02',
    'Both sides talk',
    '2026-06-02',
    'Day 10 of 10',
  ],
  [
    'champions',
    { ...received, state: 'champions', since: '2026-06-02' },
    '2026-06-10',
    'The champions check the facts and propose',
    '2026-06-30',
    'Day 6 of 20',
  ],
  [
    'the panel',
    { ...received, state: 'panel', since: '2026-06-30' },
    '2026-08-12',
    'The panel hears both sides and finds',
    '2026-08-11',
    'Late by 1 working day',
  ],
  [
    'an outcome of 30 November',
    { ...received, state: 'outcome-agreed', since: '2026-11-30' },
    '2027-02-28',
    'Agree what is done, and do it',
    '2027-02-28',
    'By 28 February 2027',
  ],
  [
    'an action that is late',
    { ...received, state: 'action-agreed', since: '2026-06-30', actionBy: '2026-07-31' },
    '2026-08-03',
    'Do what was agreed',
    '2026-07-31',
    'Late by 3 days',
  ],
] as const)('the clock of %s', (_what, days, today, says, dueOn, words) => {
  const clock = clockOn(days, today, CLOCKS);
  expect(clock && [clock.says, clock.dueOn, clockInWords(clock)]).toEqual([says, dueOn, words]);
});

test.each(['out-of-scope', 'mediation', 'external', 'action-checked', 'closed', 'withdrawn'] as const)('no clock runs: %s', (state) => {
  expect(clockOn({ ...received, state }, '2026-06-01', CLOCKS)).toBeNull();
});

const raised = (state: Concern['state']): Concern => {
  const account = {
    id: 'a',
    raisedOn: '2026-05-01',
    happenedOn: '2026-05-01',
    facts: 'f',
    clause: null,
    commitmentId: null,
    remedy: 'r',
    tried: null,
  };
  const concern = Concern.raise({
    id: 'i',
    reference: 'C-22222222',
    way: 'named',
    kind: 'other',
    departmentKey: 'housing',
    respondentName: 'Housing',
    account,
  });
  return Object.assign(concern, { state, outcomeAgreedOn: '2026-05-01' });
};

test('every step is taken from where it follows, and from nowhere else', () => {
  for (const state of CONCERN_STATES) {
    for (const step of CONCERN_STEPS) {
      const concern = raised(state);
      const taking = () => concern.take({ step, words: 'w', dueOn: '2026-06-01' }, '2026-05-02', CLOCKS);
      if (!STEP_RULES[step].from.includes(state)) expect(taking).toThrow('This step does not follow now');
      else {
        taking();
        expect([step, concern.state]).toEqual([step, STEP_RULES[step].to]);
      }
    }
  }
});

test('it is withdrawn until an outcome is agreed', () => {
  const refused = CONCERN_STATES.filter((state) => {
    try {
      raised(state).withdraw('2026-05-02');
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toEqual(['outcome-agreed', 'action-agreed', 'action-checked', 'closed', 'withdrawn']);
});

test('the half-years that are over, whatever was found in them', () => {
  expect(halfYearsBefore('2026-03-31').map(({ firstDay, lastDay, text }) => [firstDay, lastDay, text])).toEqual([
    ['2025-04-01', '2025-09-30', 'April 2025 to September 2025'],
    ['2024-10-01', '2025-03-31', 'October 2024 to March 2025'],
    ['2024-04-01', '2024-09-30', 'April 2024 to September 2024'],
    ['2023-10-01', '2024-03-31', 'October 2023 to March 2024'],
  ]);
  expect(halfYearsBefore('2026-10-01')[0]).toMatchObject({ firstDay: '2026-04-01', lastDay: '2026-09-30' });
  expect([0, 1, 4, 5, 9, 10, 19, 20, 400].map(inBand)).toEqual([
    'Fewer than 5',
    'Fewer than 5',
    'Fewer than 5',
    '5 to 9',
    '5 to 9',
    '10 to 19',
    '10 to 19',
    '20 or more',
    '20 or more',
  ]);
});
