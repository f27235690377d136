import { CATALOGUE, judgedIn, NOTHING_DECLARED, type Promises, VERDICTS } from '#commitments';
import type { Measure } from '#contracts';
import fc from 'fast-check';
import { type BoroughState, byCommitment, type CaseCount, comparisonOf } from './comparison.js';
import { type CaseValues, valuesOf } from './comparison.rows.js';

const VERSION = '0198c0de-0000-7000-8000-0000000002e1';
const asked = { today: '2027-05-12', catalogue: CATALOGUE, financialYears: [] };

const promises = (measure: Measure | null): Promises => ({
  compact: { versions: [{ versionId: VERSION, inForceFrom: '2012-06-01' }], said: [] },
  mappings: measure ? [{ mappingId: 'm', commitmentId: 'N-07', versionId: VERSION, relation: 'same', measure, from: '2012-06-01' }] : [],
});

const notice = fc.record({
  direction: fc.constantFrom('ending', 'reduction', 'adverse-term', 'neutral', 'increase'),
  effectiveOn: fc.constantFrom('2027-01-10', '2027-04-01', '2027-04-30', '2028-02-29'),
  receivedOn: fc.option(fc.constantFrom('2026-10-10', '2026-12-31', '2027-01-01', '2027-01-30', '2027-02-14')),
  isConditional: fc.boolean(),
  reasonGiven: fc.boolean(),
  exceptionGrounded: fc.boolean(),
  exceptionApproved: fc.boolean(),
  agreedShorter: fc.boolean(),
  oneOffRanOut: fc.boolean(),
  privateGround: fc.boolean(),
  movedToContract: fc.boolean(),
});
const months = fc.integer({ min: 1, max: 12 }).map((number): Measure => ({ number, unit: 'months' }));

const counted = (facts: readonly object[], by: Promises): CaseCount[] =>
  facts.map((one) => ({
    commitmentId: 'N-07',
    financialYear: '2026/27',
    state: 'reported',
    values: valuesOf({ commitmentId: 'N-07', facts: one }, by),
    open: [],
    replyUntil: null,
    n: 1,
  }));
const state = (facts: readonly object[], by: Promises): BoroughState => ({
  borough: 'westminster',
  counts: byCommitment(counted(facts, by)),
  promises: { ...by, ...NOTHING_DECLARED },
  marks: new Map(),
  complete: {},
});
const noticeOf = (of: BoroughState) => {
  const cell = comparisonOf([of], asked).find(({ id }) => id === 'N-07')?.cells[0];
  if (!cell) throw new Error('notice is not compared');
  return cell;
};

test('every case is in exactly one value of a lens, and the parts add up to the whole', () => {
  fc.assert(
    fc.property(fc.array(notice, { maxLength: 40 }), fc.option(months), (facts, measure) => {
      const cell = noticeOf(state(facts, promises(measure)));
      const all = (counts: Record<string, number>) => VERDICTS.reduce((sum, value) => sum + (counts[value] ?? 0), 0);
      expect(all(cell.commonMeasure.counts)).toBe(facts.length);
      expect(all(cell.ownWord.counts)).toBe(measure ? facts.length : 0);
      for (const { excluded, figure, n, counts } of [cell.ownWord, cell.commonMeasure]) {
        expect([excluded === null, n]).toEqual([figure !== null, judgedIn(counts)]);
        if (figure) expect([figure.of, figure.of >= 5, figure.perCent === null]).toEqual([n, true, n < 20]);
      }
    }),
  );
});

test('the borough’s own measure never moves the common lens, nor the network’s the own word', () => {
  const catalogue = (measure: Measure) => ({
    ...CATALOGUE,
    commitments: CATALOGUE.commitments.map((one) => (one.id === 'N-07' ? { ...one, measure } : one)),
  });
  fc.assert(
    fc.property(notice, months, months, months, months, (facts, own, otherOwn, common, otherCommon) => {
      const values = (by: Measure, network: Measure): CaseValues =>
        valuesOf({ commitmentId: 'N-07', facts }, promises(by), catalogue(network));
      expect(values(own, common).common_value).toBe(values(otherOwn, common).common_value);
      expect(values(own, common).own_value).toBe(values(own, otherCommon).own_value);
    }),
  );
});

test('boroughs stand in the order they are given, whatever they kept', () => {
  const three = ['a', 'b', 'c'].map((borough, at) => ({
    ...state([], promises(null)),
    borough,
    complete: at === 1 ? { grants: { completeTo: '2020-01-01', agreedDays: 1 } } : {},
  }));
  for (const { cells } of comparisonOf(three, asked)) expect(cells.map(({ borough }) => borough)).toEqual(['a', 'b', 'c']);
});
