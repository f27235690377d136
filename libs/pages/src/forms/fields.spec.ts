import { plainToInstance } from 'class-transformer';
import { IsOptional, validateSync } from 'class-validator';
import { IsDateParts } from './fields.js';

class Stay {
  @IsDateParts({ what: 'the first day' }) from!: string;

  @IsOptional()
  @IsDateParts({ what: 'the last day', notBefore: { field: 'from', message: 'The last day comes before the first day.' } })
  until?: string;
}

const parts = (name: string, date: string): Record<string, string> => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

const complaints = (from: string, until: string): string[] =>
  validateSync(plainToInstance(Stay, { ...parts('from', from), ...parts('until', until) })).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );

describe('a date that must not come before another', () => {
  test.each([
    ['a later day', '2027-01-01', '2027-12-31'],
    ['the same day', '2027-01-01', '2027-01-01'],
    ['no day', '2027-01-01', '--'],
  ])('may be %s', (_what, from, until) => {
    expect(complaints(from, until)).toEqual([]);
  });

  test('is refused in its own words when it does', () => {
    expect(complaints('2027-01-01', '2026-12-31')).toEqual(['The last day comes before the first day.']);
  });

  test('is not compared with what is no date, nor when it is none itself', () => {
    expect(complaints('2027-02-30', '2026-12-31')).toEqual(['The first day must be a real date']);
    expect(complaints('2027-01-01', '2026-02-30')).toEqual(['The last day must be a real date']);
  });
});
