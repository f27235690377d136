import { firstDayOf, impreciseDateInWords, isImpreciseDate, lastDayOf } from './index.js';

test.each([
  ['2009-05-14', '2009-05-14', '2009-05-14', '14 May 2009'],
  ['2009-05', '2009-05-01', '2009-05-31', 'May 2009'],
  ['2009', '2009-01-01', '2009-12-31', '2009'],
  ['before 2005-05', '2005-04-30', '2005-04-30', 'before May 2005'],
  ['before 2005', '2004-12-31', '2004-12-31', 'before 2005'],
])('%s is from %s to %s and reads "%s"', (imprecise, firstDay, lastDay, words) => {
  expect(isImpreciseDate(imprecise)).toBe(true);
  expect([firstDayOf(imprecise), lastDayOf(imprecise), impreciseDateInWords(imprecise)]).toEqual([firstDay, lastDay, words]);
});

test.each(['', '05-2009', '2009-13', '2009-02-30', 'before', 'about 2005', '2009-5', '0000', 'before 0001', 2009, null])(
  '%p is no date',
  (value) => {
    expect(isImpreciseDate(value)).toBe(false);
  },
);

test('what is no date has no first day', () => {
  expect(() => firstDayOf('long ago')).toThrow('long ago is no date');
});
