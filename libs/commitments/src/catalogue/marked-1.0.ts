import type { Commitment, Theme } from './commitment.js';

type Marked = Pick<Commitment, 'title' | 'why' | 'question' | 'oneCase' | 'sources'> & {
  readonly anchors: NonNullable<Commitment['anchors']>;
};

const marked = (id: string, theme: Theme, rest: Marked): Commitment => ({
  id,
  theme,
  rule: null,
  measure: null,
  isCase: false,
  ...rest,
});

/** What records cannot show: both chairs give a mark, each by itself first. */
export const MARKED_1_0: readonly Commitment[] = [
  marked('N-23', 'Governance', {
    title: 'The group is chaired by both sides',
    why: 'An agreement of two has two owners.',
    question: 'Do both chairs set the agenda, run the meeting and sign what goes out?',
    oneCase: 'A round of marks.',
    sources: ['Proposal of the network'],
    anchors: [
      'One side chairs',
      'A second chair is named and seldom takes part',
      'Both chair most meetings',
      'Both chair and sign, shown by papers of the last 12 months',
    ],
  }),
  marked('N-24', 'Representation', {
    title: 'Champions in post in each sector',
    why: 'A Compact needs somebody to ask.',
    question: 'Does each public body and each part of the sector have a champion who has time for it?',
    oneCase: 'A round of marks.',
    sources: ['Proposal of the network'],
    anchors: [
      'No champions',
      'A few, without time or training',
      'Most parts have one who is trained',
      'All parts have one, with training and work shown in the last 12 months',
    ],
  }),
  marked('N-25', 'Governance', {
    title: 'Independence is respected',
    why: 'Who is funded must still be able to disagree.',
    question: 'Can organisations campaign and criticise without fear for their funding?',
    oneCase: 'A round of marks.',
    sources: ['1.1'],
    anchors: [
      'Agreements forbid it',
      'Allowed in writing, and feared',
      'Mostly done without trouble',
      'Said in every agreement, and examples of the last 12 months shown',
    ],
  }),
  marked('N-26', 'Consultation', {
    title: 'Involved from the start',
    why: 'At the end there is nothing left to change.',
    question: 'Are organisations asked before options are drawn up?',
    oneCase: 'A round of marks.',
    sources: ['2.3', 'Best Value guidance 2015 (BV-5)'],
    anchors: [
      'Told afterwards',
      'Asked about options that stand',
      'Mostly asked before',
      'Always asked before, with what it changed shown in the last 12 months',
    ],
  }),
  marked('N-27', 'Governance', {
    title: 'Disputes are settled in time',
    why: 'A way to complain that takes a year is none.',
    question: 'Is the way to raise a concern known, used, and kept to its times?',
    oneCase: 'A round of marks.',
    sources: ['Proposal of the network'],
    anchors: [
      'No way in',
      'Written down and unknown',
      'Known and mostly in time',
      'Known, in time, and lessons of the last 12 months published',
    ],
  }),
  marked('N-28', 'Funding', {
    title: 'Reporting in proportion',
    why: 'A small grant is not to be spent on reports.',
    question: 'Is what is asked in reports agreed before, in proportion, and used?',
    oneCase: 'A round of marks.',
    sources: ['3.6', '3.7'],
    anchors: [
      'The same for all sums',
      'Lighter for some',
      'Mostly in proportion and agreed before',
      'In proportion for all, with what was done with reports in the last 12 months shown',
    ],
  }),
  marked('N-29', 'Funding', {
    title: 'Payment in advance is considered',
    why: 'Many cannot begin before they are paid.',
    question: 'Is it considered for each agreement, and a reason given?',
    oneCase: 'A round of marks.',
    sources: ['3.10'],
    anchors: ['Never', 'If somebody asks', 'For most agreements', 'For each, with the reason on file in the last 12 months'],
  }),
  marked('N-30', 'Representation', {
    title: 'Support beside money',
    why: 'A room and a trained officer are worth as much.',
    question: 'Are premises, training and advice offered, and known?',
    oneCase: 'A round of marks.',
    sources: ['1.3', '1.5'],
    anchors: [
      'Nothing offered',
      'Some, to those who know',
      'A list, mostly open to all',
      'A list open to all, with its use in the last 12 months shown',
    ],
  }),
];
