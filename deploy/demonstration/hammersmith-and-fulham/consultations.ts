import { addDays } from '#clock';
import type { SampleConsultations } from '../consultation-loader.js';

/** The days are those of the renewal of the national Compact in 2010: 39, with the reason given (domain.md 2.2); the words are samples. */
export const consultations = (today: string): SampleConsultations => ({
  earlier: [
    {
      title: 'Renewing the Compact, alongside the national one (sample)',
      about: 'What should stay of the Compact once the national one is shorter?',
      kind: 'formal-written',
      opensOn: '2010-09-20',
      closesOn: '2010-10-29',
      openUntilFive: true,
      methods: ['written', 'event'],
      reaches: ['council', 'sector'],
      shortReason: 'The national Compact is to be ready before the end of the year, and ours answers to it.',
      shortReasonPublishedOn: '2010-09-20',
    },
    {
      title: 'Play streets (sample)',
      about: 'Which streets should be closed to traffic on Sundays?',
      department: 'climate-and-transport',
      kind: 'statutory',
      ground: 'The law on traffic orders sets 21 days for objections.',
      opensOn: '2025-05-05',
      closesOn: '2025-05-27',
      openUntilFive: true,
      methods: ['written'],
      reaches: ['sector'],
      outcomePublishedOn: '2025-07-14',
      outcomeSummary: 'Nine of eleven streets are closed on Sundays.',
      saysWhatWasNotTaken: true,
    },
  ],
  now: [
    {
      asked: {
        title: 'Money for community transport (sample)',
        about: 'Should minibuses be paid for by trip, or by year?',
        department: 'community-investment',
        kind: 'formal-written',
        opensOn: addDays(today, 14),
        closesOn: addDays(today, 56),
        openUntilFive: true,
        methods: ['survey'],
        reaches: ['sector'],
        shortReason: 'The contract for fuel ends in spring, and the buses have to be ordered before.',
      },
    },
    {
      isDraft: true,
      asked: {
        title: 'Rooms for community groups (sample)',
        about: 'Which rooms of the council should groups be able to use in the evening?',
        department: 'community-investment',
        kind: 'formal-written',
        opensOn: addDays(today, 60),
        closesOn: addDays(today, 150),
        openUntilFive: true,
        methods: ['written'],
        reaches: ['sector'],
      },
    },
  ],
});
