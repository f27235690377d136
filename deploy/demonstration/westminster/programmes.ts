import type { SampleProgramme } from '../content.js';

const CORE_PLEDGE = 'Core support to voluntary organisations will not be below the year before (sample).';

/** All names and sums are sample. */
export const programmes: readonly SampleProgramme[] = [
  {
    code: 'WM-CS',
    title: 'Core support (sample)',
    department: 'communities',
    levels: [
      { financialYear: '2023/24', amountPence: 600_000_00, decidedOn: '2023-02-20' },
      { financialYear: '2024/25', amountPence: 600_000_00, decidedOn: '2024-02-19' },
      { financialYear: '2025/26', amountPence: 612_000_00, decidedOn: '2025-02-24' },
      { financialYear: '2025/26', pledge: CORE_PLEDGE, pledgedOn: '2025-02-24' },
      { financialYear: '2026/27', amountPence: 624_000_00, decidedOn: '2026-02-23' },
      { financialYear: '2026/27', pledge: CORE_PLEDGE, pledgedOn: '2026-02-23' },
    ],
  },
  {
    code: 'WM-OC',
    title: 'Older people and carers (sample)',
    department: 'adult-social-care',
    levels: [
      { financialYear: '2023/24', amountPence: 400_000_00, decidedOn: '2023-02-20' },
      { financialYear: '2024/25', amountPence: 380_000_00, decidedOn: '2024-02-19' },
      { financialYear: '2025/26', amountPence: 380_000_00, decidedOn: '2025-02-24' },
      { financialYear: '2026/27', amountPence: 342_000_00, decidedOn: '2026-02-23' },
    ],
  },
  {
    code: 'WM-YH',
    title: 'Youth hubs (sample)',
    department: 'children-and-young-people',
    levels: [
      { financialYear: '2023/24', amountPence: 180_000_00, decidedOn: '2023-02-20' },
      { financialYear: '2024/25', amountPence: 190_000_00, decidedOn: '2024-02-19' },
      { financialYear: '2025/26', amountPence: 200_000_00, decidedOn: '2025-02-24' },
      { financialYear: '2026/27', amountPence: 220_000_00, decidedOn: '2026-02-23' },
    ],
  },
  {
    code: 'WM-HA',
    title: 'Housing advice (sample)',
    department: 'housing',
    levels: [
      { financialYear: '2023/24', amountPence: 240_000_00, decidedOn: '2023-02-20' },
      { financialYear: '2024/25', amountPence: 240_000_00, decidedOn: '2024-02-19' },
      { financialYear: '2025/26', amountPence: 250_000_00, decidedOn: '2025-02-24' },
      { financialYear: '2026/27', amountPence: 250_000_00, decidedOn: '2026-02-23' },
      {
        financialYear: '2026/27',
        amountPence: 270_000_00,
        decidedOn: '2026-06-15',
        reason: 'More people ask for advice before they lose their home (sample).',
      },
    ],
  },
  {
    code: 'WM-HH',
    title: 'Healthy hearts (sample)',
    department: 'public-health',
    levels: [
      { financialYear: '2023/24', amountPence: 120_000_00, decidedOn: '2023-02-20' },
      { financialYear: '2024/25', amountPence: 120_000_00, decidedOn: '2024-02-19' },
      { financialYear: '2025/26', amountPence: 90_000_00, decidedOn: '2025-02-24' },
      { financialYear: '2026/27', amountPence: 60_000_00, decidedOn: '2026-02-23' },
    ],
  },
  {
    code: 'WM-LF',
    title: 'Library friends (sample)',
    department: 'libraries-and-culture',
    levels: [
      { financialYear: '2023/24', amountPence: 25_000_00, decidedOn: '2023-02-20' },
      { financialYear: '2024/25', amountPence: 25_000_00, decidedOn: '2024-02-19' },
      { financialYear: '2025/26', amountPence: 25_000_00, decidedOn: '2025-02-24' },
      { financialYear: '2026/27', amountPence: 25_000_00, decidedOn: '2026-02-23' },
    ],
  },
  {
    code: 'WM-CA',
    title: 'Clean air projects (sample)',
    department: 'environment',
    levels: [
      { financialYear: '2025/26', amountPence: 80_000_00, decidedOn: '2025-02-24' },
      { financialYear: '2026/27', amountPence: 100_000_00, decidedOn: '2026-02-23' },
    ],
  },
];
