import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsYearAmounts, yearsToAsk } from './years-field.js';

class Form {
  @IsYearAmounts() years!: object[];
}

const read = (boxes: Record<string, string>): Form => plainToInstance(Form, { years: 'asked', ...boxes });
const faults = (boxes: Record<string, string>) => validateSync(read(boxes)).flatMap(({ constraints }) => Object.values(constraints ?? {}));

const first = { 'amount-2026': '£1,250.50', 'commitment-2026': 'firm' };

test('the boxes become years with pence, in their order', () => {
  const sent = { 'amount-2027': '10', 'commitment-2027': 'indicative', ...first };

  expect(faults(sent)).toEqual([]);
  expect(read(sent).years).toEqual([
    { financialYear: '2026/27', amountPence: 1_250_50, commitment: 'firm' },
    { financialYear: '2027/28', amountPence: 10_00, commitment: 'indicative' },
  ]);
});

test.each([
  [{ ...first, 'amount-2027': 'x', 'commitment-2027': 'firm' }, 'What 2027/28 pays must be an amount of money, like 1250 or 1250.50'],
  [{ 'amount-2026': '1' }, 'Say whether 2026/27 is firm or indicative'],
  [{ 'amount-2026': '1', 'commitment-2026': 'maybe' }, 'Say whether 2026/27 is firm or indicative'],
  [{ 'amount-2026': '9'.repeat(15), 'commitment-2026': 'firm' }, 'What 2026/27 pays must be £100,000,000,000 or less'],
  [{}, 'Enter what at least one year pays, like 1250 or 1250.50'],
])('%o is refused with a sentence that names the year', (boxes, message) => {
  expect(faults(boxes as Record<string, string>)).toEqual([message]);
});

test('the years of the period are asked for; without a last day, three', () => {
  const asked = (given: Parameters<typeof yearsToAsk>[0]) => yearsToAsk(given).map(({ financialYear }) => financialYear);

  expect(asked({ from: '2026-03-31', to: '2027-04-01' })).toEqual(['2025/26', '2026/27', '2027/28']);
  expect(asked({ from: '2026-04-01' })).toEqual(['2026/27', '2027/28', '2028/29']);
  expect(asked({ from: '2026-04-01', to: '2090-03-31' })).toHaveLength(30);
});

test('years that begin once a grant has ended pay nothing, and are not asked for', () => {
  const recorded = [
    { financialYear: '2026/27', amountPence: 25_000_00, commitment: 'firm' as const },
    { financialYear: '2027/28', amountPence: 5_000_00, commitment: 'firm' as const },
  ];
  const asked = (endedOn: string) =>
    yearsToAsk({ recorded, from: '2026-06-01', to: '2027-05-31', effectiveOn: endedOn, endedOn }).map(({ financialYear }) => financialYear);

  expect(asked('2027-01-10')).toEqual(['2026/27']);
  expect(asked('2027-04-01')).toEqual(['2026/27']);
  expect(asked('2027-04-02')).toEqual(['2026/27', '2027/28']);
});

test('years that are over before a change are shown with what they pay, and not asked for', () => {
  const recorded = [{ financialYear: '2025/26', amountPence: 5_00, commitment: 'firm' as const }];

  expect(yearsToAsk({ recorded, from: '2025-04-01', to: '2027-03-31', effectiveOn: '2026-05-01' })).toEqual([
    { financialYear: '2025/26', start: '2025', amountPence: 5_00, commitment: 'firm', isOver: true },
    { financialYear: '2026/27', start: '2026', amountPence: null, commitment: null, isOver: false },
  ]);
});
