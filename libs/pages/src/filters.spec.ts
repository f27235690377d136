import { address, date, hasLongWord, instant, number, plural, pounds, sentence, shortened, withoutValue } from './filters.js';
import { penceFrom } from './forms/fields.js';

test.each([
  [0, '£0'],
  [5, '£0.05'],
  [123_400, '£1,234'],
  [123_450, '£1,234.50'],
  [-100_001, '−£1,000.01'],
  [10_000_000_000_000, '£100,000,000,000'],
  [null, 'Not recorded'],
  [undefined, 'Not recorded'],
])('%p pence are %s: no pence unless there are some', (pence, words) => {
  expect(pounds(pence)).toBe(words);
});

test('a fraction of a penny is a mistake of ours, not something to show', () => {
  expect(() => pounds(0.1)).toThrow('not a whole number of pence');
});

test.each([
  ['£1,250.50', 125_050],
  ['1250.5', 125_050],
  ['1250', 125_000],
  [' £ 1 ', 100],
  ['0.29', 29],
  ['4.35', 435],
  ['1,000,000', 100_000_000],
  ['1,00', undefined],
  ['12.345', undefined],
  ['-5', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['£', undefined],
  ['12 50', undefined],
])('%p typed is %p pence, digit by digit', (typed, pence) => {
  expect(penceFrom(typed)).toBe(pence);
});

test('dates and instants are written out, in London time', () => {
  expect([date('2026-04-01'), date(null)]).toEqual(['1 April 2026', 'Not recorded']);
  expect([instant('2026-07-01T08:05:00Z'), instant(undefined)]).toEqual(['1 July 2026 at 09:05', 'Not recorded']);
});

test('counts agree with their word', () => {
  expect([plural(0, 'grant'), plural(1, 'grant'), plural(1234, 'grant'), plural(2, 'body', 'bodies')]).toEqual([
    '0 grants',
    '1 grant',
    '1,234 grants',
    '2 bodies',
  ]);
  expect([number(1234567), number(null)]).toEqual(['1,234,567', 'Not recorded']);
});

test('an address keeps what is not changed, and never keeps a cursor', () => {
  const query = { borough: ['a b', 'c&d'], sort: 'amount', cursor: 'x', empty: '' };

  expect(address(query, { sort: 'title', direction: 'ascending' })).toBe('?borough=a+b&borough=c%26d&sort=title&direction=ascending');
  expect(withoutValue(query, 'borough', 'c&d')).toBe('?borough=a+b&sort=amount');
});

test('what somebody typed ends like a sentence, once', () => {
  expect(['Less money (sample)', ' Why not? ', 'So it is.', 'He said “no.”', ''].map(sentence)).toEqual([
    'Less money (sample).',
    'Why not?',
    'So it is.',
    'He said “no.”',
    '',
  ]);
});

test.each([
  ['A name of several ordinary words, however long it is', false],
  ['Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', true],
  [undefined, false],
])('a word of %j is broken anywhere: %s', (text, expected) => {
  expect(hasLongWord(text)).toBe(expected);
});

test.each([
  ['We agree.', 20, 'We agree.'],
  ['We agree on what follows.', 20, 'We agree on what…'],
  ['Wwwwwwwwwwwwwwwwwwwwwwwwwwww', 20, 'Wwwwwwwwww…'],
])('%s, of %i characters at most, is %s', (text, most, words) => {
  expect(shortened(text, most)).toBe(words);
});
