import { asDateTime, isUri, readDate, readEventDate } from './dates.js';

describe('a date', () => {
  test.each([
    ['2026-04-30', '2026-04-30'],
    ['2028-02-29', '2028-02-29'],
    ['2026-04-30T00:00:00Z', '2026-04-30'],
    ['2026-04-30T23:30:00+01:00', '2026-04-30'],
    ['2026-04-30 00:00:00', '2026-04-30'],
  ])('%s is %s: the time never counts', (text, date) => {
    expect(readDate(text)).toEqual({ value: date });
  });

  test.each([
    ['31/04/2026', '31/04/2026 is not a date. Write it as 2026-04-30.'],
    ['30/04/2026', '30/04/2026 has the day first. Write it as 2026-04-30.'],
    ['30.4.2026', '30.4.2026 has the day first. Write it as 2026-04-30.'],
    ['04/30/2026', '04/30/2026 has the month first. Write it as 2026-04-30.'],
    ['04/05/2026', '04/05/2026 can be read in two ways. Write the year first: 2026-05-04 for 4 May 2026.'],
    ['2026/04/30', '2026/04/30 is not a date. Write it as 2026-04-30.'],
    ['2026-02-30', '2026-02-30 is not a date. Write it as 2026-02-28.'],
    ['2028-02-30', '2028-02-30 is not a date. Write it as 2028-02-29.'],
    ['2026-13-01', '2026-13-01 is not a date. Write the year first, like 2026-04-30.'],
    ['45412', '45412 is a day number of a spreadsheet. Give the column the date format YYYY-MM-DD and save the file again.'],
    ['1 April 2026', '1 April 2026 is not a date. Write the year first, like 2026-04-30.'],
    ['40/40/2026', '40/40/2026 is not a date. Write the year first, like 2026-04-30.'],
    ['0226-04-30', 'The year 226 in 0226-04-30 cannot be right. Check the date.'],
    ['2026', '2026 is not a date. Write the year first, like 2026-04-30.'],
  ])('%s is refused: %s', (text, reason) => {
    expect(readDate(text)).toEqual({ reason });
  });

  test.each([
    ['2026', 'first', '2026-01-01'],
    ['2026', 'last', '2026-12-31'],
    ['2028-02', 'first', '2028-02-01'],
    ['2028-02', 'last', '2028-02-29'],
    ['2026-02', 'last', '2026-02-28'],
    ['2026-04-30', 'last', '2026-04-30'],
  ] as const)('%s as the %s day of a period is %s', (text, edge, date) => {
    expect(readEventDate(text, edge)).toEqual({ value: date });
  });
});

describe('what the schema asks for', () => {
  test.each([
    ['2015-06-11', '2015-06-11T00:00:00Z'],
    ['2022-05-03T18:09:56Z', '2022-05-03T18:09:56Z'],
    ['2022-05-03T18:09:56+01:00', '2022-05-03T18:09:56+01:00'],
    ['2022-05-03 18:09', '2022-05-03T18:09:00Z'],
    ['2022-02-30T18:09:56Z', undefined],
    ['03/05/2022 18:09', undefined],
  ])('%s as a date-time is %s', (text, written) => {
    expect(asDateTime(text)).toBe(written);
  });

  test('an address is absolute and holds no space', () => {
    expect(isUri('https://www.example.org/grants?year=2026')).toBe(true);
    expect(isUri('www.example.org')).toBe(false);
    expect(isUri('http://a /www.b')).toBe(false);
  });
});
