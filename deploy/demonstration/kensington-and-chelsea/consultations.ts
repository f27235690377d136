import { addDays } from '#clock';
import type { SampleConsultations } from '../consultation-loader.js';

/** The Compact was refreshed in 16 days of 2016, and no reason was seen in the listing (domain.md 2.2); the words are samples. */
export const consultations = (today: string): SampleConsultations => ({
  earlier: [
    {
      title: 'Refresh of the Compact (sample)',
      about: 'Does the Compact say what both sides need from each other?',
      kind: 'formal-written',
      opensOn: '2016-02-10',
      closesOn: '2016-02-26',
      openUntilFive: true,
      methods: ['written'],
      reaches: ['council', 'sector'],
      shortReasonPublishedOn: null,
    },
    {
      title: 'Day services for older people (sample)',
      about: 'Three ways to run day services from 2025, and what each would cost.',
      department: 'adult-social-care',
      kind: 'formal-written',
      opensOn: '2024-09-02',
      closesOn: '2024-12-02',
      openUntilFive: false,
      methods: ['written', 'event', 'interviews'],
      reaches: ['sector'],
      shortReasonPublishedOn: null,
      outcomePublishedOn: '2025-02-17',
      outcomeSummary: 'The second way was taken, with transport added, as most asked for it.',
      saysWhatWasNotTaken: true,
    },
  ],
  now: [
    {
      version: '2027 draft',
      asked: {
        title: 'A Compact with shorter words (sample)',
        about: 'Is each promise clear, and can one tell whether it was kept? Comment on a single clause, or on the whole.',
        kind: 'formal-written',
        opensOn: today,
        closesOn: addDays(today, 84),
        openUntilFive: true,
        methods: ['written', 'presentation', 'event'],
        reaches: ['council', 'sector'],
      },
      answers: [
        {
          stance: 'change',
          text: 'Say from which day the notice counts: the letter, or the day it arrives.',
          onBehalfOf: 'organisation',
          groupName: 'Lantern Advice Centre (sample)',
          mayBeNamed: true,
          sector: 'sector',
          channel: 'letter',
          notedBy: 'File of letters, number 2',
        },
      ],
    },
  ],
});
