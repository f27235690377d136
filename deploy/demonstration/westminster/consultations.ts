import { addDays } from '#clock';
import type { SampleConsultations } from '../consultation-loader.js';

/** Westminster asked about its Compact for twelve weeks in 2012 (domain.md 2.2); the words are samples. */
export const consultations = (today: string): SampleConsultations => ({
  earlier: [
    {
      title: 'A refreshed Compact for Westminster (sample)',
      about: 'The draft of a Compact with a section on accountability, so that what is not kept can be challenged.',
      kind: 'formal-written',
      opensOn: '2012-01-09',
      closesOn: '2012-04-02',
      openUntilFive: true,
      methods: ['written', 'event'],
      reaches: ['council', 'sector'],
      shortReasonPublishedOn: null,
      outcomePublishedOn: '2012-05-14',
      outcomeSummary: 'The section on conflicts was kept; the one on volunteering was shortened.',
      saysWhatWasNotTaken: true,
    },
    {
      title: 'Opening hours of the reading rooms (sample)',
      about: 'Which of the reading rooms should open on Sundays?',
      department: 'libraries-and-culture',
      kind: 'formal-written',
      opensOn: '2025-03-03',
      closesOn: '2025-05-26',
      openUntilFive: true,
      methods: ['survey'],
      reaches: ['sector'],
      shortReasonPublishedOn: null,
      outcomePublishedOn: '2025-10-20',
      outcomeSummary: 'Two rooms open on Sundays from January.',
      saysWhatWasNotTaken: false,
    },
  ],
  now: [
    {
      asked: {
        title: 'Where should advice on housing be given? (sample)',
        about:
          'Advice is given in one place now. Should it be given in three, and at which hours? What it costs in all is decided already.',
        department: 'housing',
        kind: 'formal-written',
        opensOn: today,
        closesOn: addDays(today, 91),
        openUntilFive: true,
        methods: ['written', 'survey', 'event'],
        reaches: ['sector'],
      },
      answers: [
        {
          stance: 'change',
          text: 'Evenings, please: most of us work by day, and the office is shut when we come.',
          onBehalfOf: 'forum',
          groupName: 'Residents’ advice forum (sample)',
          mayBeNamed: true,
          people: 14,
          sector: 'sector',
          channel: 'event',
          notedBy: 'Minutes of the forum, item 3',
        },
        {
          stance: 'agree',
          text: 'Three places would save an hour on the bus.',
          onBehalfOf: 'self',
          mayBeNamed: false,
          sector: 'neither',
          channel: 'telephone',
          notedBy: 'Notes of the advice line',
        },
      ],
    },
    {
      asked: {
        title: 'Small grants for clean air (sample)',
        about: 'What should small grants for clean air be for?',
        department: 'environment',
        kind: 'informal',
        ground: 'It is a first look with groups that work on it; a formal one follows.',
        opensOn: addDays(today, 21),
        closesOn: addDays(today, 63),
        openUntilFive: true,
        methods: ['online-meeting', 'interviews'],
        reaches: ['sector'],
      },
    },
  ],
});
