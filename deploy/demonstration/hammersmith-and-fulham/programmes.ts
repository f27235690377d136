import type { SampleProgramme } from '../content.js';

/**
 * One department moves from grants to contracts: awards already made for several years are honoured, help with the move is set aside over
 * two years, and one-off and small grants stay. Names and sums are sample. Of the year 2024/25 the borough has published nothing.
 */
export const programmes: readonly SampleProgramme[] = [
  {
    code: 'HF-MG',
    title: 'Main grants (sample)',
    department: 'community-investment',
    levels: [
      { financialYear: '2023/24', amountPence: 900_000_00, decidedOn: '2023-02-23' },
      { financialYear: '2025/26', amountPence: 900_000_00, decidedOn: '2025-02-26' },
      { financialYear: '2026/27', amountPence: 900_000_00, decidedOn: '2026-02-25' },
      {
        financialYear: '2026/27',
        pledge: 'Main grants stay at £900,000 while services for adults move to contracts (sample).',
        pledgedOn: '2026-02-25',
      },
    ],
  },
  {
    code: 'HF-AS',
    title: 'Support for adults, moving to contracts (sample)',
    department: 'adult-social-care',
    levels: [
      { financialYear: '2023/24', amountPence: 540_000_00, decidedOn: '2023-02-23' },
      { financialYear: '2025/26', amountPence: 540_000_00, decidedOn: '2025-02-26' },
      { financialYear: '2026/27', amountPence: 0, decidedOn: '2026-02-25' },
      {
        financialYear: '2026/27',
        amountPence: 35_000_00,
        decidedOn: '2026-03-18',
        reason: 'One award of several years is honoured to its end, as was promised (sample).',
      },
    ],
  },
  {
    code: 'HF-HM',
    title: 'Help with the move to contracts (sample)',
    department: 'adult-social-care',
    levels: [
      { financialYear: '2025/26', amountPence: 50_000_00, decidedOn: '2025-07-14' },
      { financialYear: '2026/27', amountPence: 50_000_00, decidedOn: '2026-02-25' },
    ],
  },
  {
    code: 'HF-OO',
    title: 'One-off grants up to £3,000 (sample)',
    department: 'community-investment',
    levels: [
      { financialYear: '2023/24', amountPence: 120_000_00, decidedOn: '2023-02-23' },
      { financialYear: '2025/26', amountPence: 120_000_00, decidedOn: '2025-02-26' },
      { financialYear: '2026/27', amountPence: 120_000_00, decidedOn: '2026-02-25' },
    ],
  },
  {
    code: 'HF-SG',
    title: 'Small grants under £750 (sample)',
    department: 'community-investment',
    levels: [
      { financialYear: '2023/24', amountPence: 50_000_00, decidedOn: '2023-02-23' },
      { financialYear: '2025/26', amountPence: 50_000_00, decidedOn: '2025-02-26' },
      { financialYear: '2026/27', amountPence: 50_000_00, decidedOn: '2026-02-25' },
    ],
  },
  {
    code: 'HF-YF',
    title: 'Young people and families (sample)',
    department: 'childrens-services',
    levels: [
      { financialYear: '2023/24', amountPence: 150_000_00, decidedOn: '2023-02-23' },
      { financialYear: '2025/26', amountPence: 140_000_00, decidedOn: '2025-02-26' },
      { financialYear: '2026/27', amountPence: 140_000_00, decidedOn: '2026-02-25' },
      { financialYear: '2026/27', pledge: 'No cut to young people’s groups this year (sample).', pledgedOn: '2026-02-25' },
      {
        financialYear: '2026/27',
        amountPence: 126_000_00,
        decidedOn: '2026-09-07',
        reason: 'All budgets of the department are reduced by a tenth. The pledge of February is not kept (sample).',
      },
    ],
  },
  {
    code: 'HF-SJ',
    title: 'Skills and jobs (sample)',
    department: 'economy-and-skills',
    levels: [
      { financialYear: '2023/24', amountPence: 100_000_00, decidedOn: '2023-02-23' },
      { financialYear: '2025/26', amountPence: 110_000_00, decidedOn: '2025-02-26' },
      { financialYear: '2026/27', amountPence: 118_000_00, decidedOn: '2026-02-25' },
    ],
  },
];
