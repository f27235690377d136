import type { Measure } from '#contracts';
import { AGENDA, CATALOGUE, CONSULTATION, CUT, NOTICE, ownBesideNetwork, PAPERS, PAYMENT, REPLY, REVIEW, RULES, VENUES } from './index.js';

const of = (number: number, unit: Measure['unit'], moreDaysOverHolidays?: number): Measure => ({
  number,
  unit,
  ...(moreDaysOverHolidays && { moreDaysOverHolidays }),
});

test.each([
  ['more notice', NOTICE, of(6, 'months'), of(3, 'months'), 'stronger'],
  ['less notice', NOTICE, of(2, 'months'), of(3, 'months'), 'weaker'],
  ['as much notice', NOTICE, of(3, 'months'), of(3, 'months'), 'same'],
  ['notice in weeks beside months', NOTICE, of(12, 'weeks'), of(3, 'months'), null],
  ['a sooner reply', REPLY, of(8, 'weeks'), of(12, 'weeks'), 'stronger'],
  ['a later payment', PAYMENT, of(40, 'days'), of(30, 'days'), 'weaker'],
  ['the same days counted in weeks', AGENDA, of(1, 'weeks'), of(7, 'days'), 'same'],
  ['a review after more years', REVIEW, of(5, 'years'), of(3, 'years'), 'weaker'],
  ['a review after fewer months', REVIEW, of(24, 'months'), of(3, 'years'), 'stronger'],
  ['shorter papers', PAPERS, of(4, 'pages'), of(8, 'pages'), 'stronger'],
  ['fewer meetings elsewhere', VENUES, of(25, 'per cent'), of(50, 'per cent'), 'weaker'],
  ['the same weeks and more days over August', CONSULTATION, of(12, 'weeks', 14), of(12, 'weeks'), 'stronger'],
  ['fewer weeks and more days over August', CONSULTATION, of(8, 'weeks', 14), of(12, 'weeks'), null],
  ['what has no number', CUT, of(1, 'days'), of(1, 'days'), null],
])('%s', (_what, rule, own, network, expected) => {
  expect(ownBesideNetwork(rule, own, network)).toBe(expected);
});

test('each rule that is counted says which number is stronger, and the network’s own is the same promise', () => {
  expect(RULES.filter(({ units, stronger }) => units.length > 0 !== Boolean(stronger)).map(({ id }) => id)).toEqual([]);
  for (const { rule, measure } of CATALOGUE.commitments) {
    const found = RULES.find(({ id }) => id === rule);
    if (found && measure) expect(ownBesideNetwork(found, measure, measure)).toBe('same');
  }
});
