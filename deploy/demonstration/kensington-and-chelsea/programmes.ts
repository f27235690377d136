import type { SampleProgramme } from '../content.js';

const CORPORATE_PLEDGE = 'The corporate grants programme stays at its present level while other budgets are reviewed (sample).';

/**
 * That the borough's Compact group spoke for keeping the corporate grants programme at its level, and helped one department to move a
 * programme from grants to contracts, is from a document of May 2012. Programmes of today, their names and all sums are sample.
 */
export const programmes: readonly SampleProgramme[] = [
  {
    code: 'KC-CG',
    title: 'Corporate grants (sample)',
    department: 'communities',
    levels: [
      { financialYear: '2023/24', amountPence: 480_000_00, decidedOn: '2023-03-02' },
      { financialYear: '2024/25', amountPence: 480_000_00, decidedOn: '2024-02-28' },
      { financialYear: '2024/25', pledge: CORPORATE_PLEDGE, pledgedOn: '2024-02-28' },
      { financialYear: '2025/26', amountPence: 480_000_00, decidedOn: '2025-03-05' },
      { financialYear: '2025/26', pledge: CORPORATE_PLEDGE, pledgedOn: '2025-03-05' },
      { financialYear: '2026/27', amountPence: 492_000_00, decidedOn: '2026-03-04' },
      { financialYear: '2026/27', pledge: CORPORATE_PLEDGE, pledgedOn: '2026-03-04' },
    ],
  },
  {
    code: 'KC-DO',
    title: 'Day opportunities for older people (sample)',
    department: 'adult-social-care',
    levels: [
      { financialYear: '2023/24', amountPence: 320_000_00, decidedOn: '2023-03-02' },
      { financialYear: '2024/25', amountPence: 320_000_00, decidedOn: '2024-02-28' },
      { financialYear: '2025/26', amountPence: 288_000_00, decidedOn: '2025-03-05' },
      { financialYear: '2026/27', amountPence: 259_200_00, decidedOn: '2026-03-04' },
    ],
  },
  {
    code: 'KC-YA',
    title: 'Youth activities (sample)',
    department: 'children-and-young-people',
    levels: [
      { financialYear: '2023/24', amountPence: 210_000_00, decidedOn: '2023-03-02' },
      { financialYear: '2024/25', amountPence: 225_000_00, decidedOn: '2024-02-28' },
      { financialYear: '2025/26', amountPence: 240_000_00, decidedOn: '2025-03-05' },
      { financialYear: '2026/27', amountPence: 250_000_00, decidedOn: '2026-03-04' },
    ],
  },
  {
    code: 'KC-TS',
    title: 'Tenancy support (sample)',
    department: 'housing-and-social-investment',
    levels: [
      { financialYear: '2023/24', amountPence: 150_000_00, decidedOn: '2023-03-02' },
      { financialYear: '2024/25', amountPence: 150_000_00, decidedOn: '2024-02-28' },
      { financialYear: '2025/26', amountPence: 150_000_00, decidedOn: '2025-03-05' },
      { financialYear: '2026/27', amountPence: 150_000_00, decidedOn: '2026-03-04' },
      {
        financialYear: '2026/27',
        amountPence: 120_000_00,
        decidedOn: '2026-07-08',
        reason: 'The source of the money was reduced in the year, and the programme with it (sample).',
      },
    ],
  },
  {
    code: 'KC-HN',
    title: 'Healthy neighbourhoods (sample)',
    department: 'public-health',
    levels: [
      { financialYear: '2023/24', amountPence: 90_000_00, decidedOn: '2023-03-02' },
      { financialYear: '2024/25', amountPence: 95_000_00, decidedOn: '2024-02-28' },
      { financialYear: '2025/26', amountPence: 95_000_00, decidedOn: '2025-03-05' },
      { financialYear: '2026/27', amountPence: 0, decidedOn: '2026-03-04' },
    ],
  },
  {
    code: 'KC-AC',
    title: 'Arts in the community (sample)',
    department: 'arts-and-culture',
    levels: [
      { financialYear: '2023/24', amountPence: 60_000_00, decidedOn: '2023-03-02' },
      { financialYear: '2024/25', amountPence: 60_000_00, decidedOn: '2024-02-28' },
      { financialYear: '2025/26', amountPence: 66_000_00, decidedOn: '2025-03-05' },
      { financialYear: '2026/27', amountPence: 66_000_00, decidedOn: '2026-03-04' },
    ],
  },
  { code: 'LAA1', title: 'LAA1 Performance Reward Grant', department: 'communities', levels: [] },
];
