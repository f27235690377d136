import type { SampleConcern } from './concern-loader.js';

const WAITING: SampleConcern = {
  raised: {
    respondent: 'adult-social-care',
    kind: 'left-out',
    happenedOn: '2026-10-06',
    facts: 'The group that plans day services met twice without us. We read of it in its notes. (sample)',
    remedy: 'An invitation to the next meeting, with the papers. (sample)',
    way: 'co-chairs',
  },
};

const TALKING: SampleConcern = {
  raised: {
    respondent: 'public-health',
    kind: 'late-payment',
    happenedOn: '2026-09-15',
    facts: 'The payment of July came in September. We paid wages from our reserve. (sample)',
    clause: 'Payments on the days that were agreed',
    remedy: 'Payment on the first day of each quarter. (sample)',
    tried: 'Two letters and a telephone call. (sample)',
    way: 'named',
  },
  talk: 'Both sides meet at the town hall on Tuesday. (sample)',
  account: 'The form of the bank was returned for a signature, and nobody told the service. (sample)',
};

const AGREED: SampleConcern = {
  raised: {
    respondent: 'adult-social-care',
    kind: 'short-notice',
    happenedOn: '2026-03-02',
    facts: 'We heard on 2 March that the grant ends on 31 March. (sample)',
    commitmentId: 'N-07',
    remedy: 'Three months of notice. (sample)',
    way: 'named',
  },
  talk: 'The head of service met the trustees. (sample)',
  account: 'The budget was decided on 26 February. (sample)',
  outcome: {
    outcome: 'partly-put-right',
    cause: 'budget-timetable',
    finding: 'Notice was four weeks in place of three months. Two more months were paid. (sample)',
    recommendations: [{ text: 'Give notice on condition of the budget in December. (sample)', dueOn: '2027-12-15' }],
  },
};

const CONSULTED_LATE: SampleConcern = {
  raised: {
    respondent: 'public-health',
    kind: 'no-consultation',
    happenedOn: '2026-02-10',
    facts: 'The opening hours were changed, and those who use the rooms were asked afterwards. (sample)',
    commitmentId: 'N-02',
    remedy: 'A consultation before the next change. (sample)',
    way: 'named',
  },
  talk: 'The department and three groups met. (sample)',
  account: 'The change was thought too small for a consultation. (sample)',
  outcome: {
    outcome: 'put-right',
    cause: 'did-not-know',
    finding: 'The promise to consult has no lower bound. The next change is consulted on. (sample)',
    recommendations: [],
  },
  lesson: {
    lesson: 'A change that looks small from inside can end the evening of a group. Ask first, however small it is. (sample)',
    commitmentId: 'N-02',
  },
};

const TOO_NEAR: SampleConcern = {
  raised: {
    respondent: 'adult-social-care',
    kind: 'terms-changed',
    happenedOn: '2026-05-18',
    facts: 'The agreement asks for a count of visits that nobody had spoken of. (sample)',
    remedy: 'The count is left out until it was spoken of. (sample)',
    way: 'named',
  },
  talk: 'The officer and the manager spoke by telephone. (sample)',
  outcome: { outcome: 'put-right', cause: 'unclear-clause', finding: 'The count was left out. (sample)', recommendations: [] },
  lesson: {
    lesson: 'A new count of befriending visits was asked for after the agreement was signed. (sample)',
    withdrawnBecause: 'Only one service makes such visits, so that its words tell who it was. (sample)',
  },
};

/** In every borough a few concerns at different stages. */
export const someConcerns: readonly SampleConcern[] = [WAITING, TALKING, AGREED];

/** With two of which a lesson was published, and one of which it was withdrawn. */
export const concernsWithLessons: readonly SampleConcern[] = [
  WAITING,
  TALKING,
  {
    ...AGREED,
    lesson: {
      lesson: 'The budget is decided too late for notice. Notice on condition of it, given in December, keeps the promise. (sample)',
      commitmentId: 'N-07',
    },
  },
  CONSULTED_LATE,
  TOO_NEAR,
];
