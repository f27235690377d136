import { CATALOGUE, judgedIn, NOTHING_DECLARED, type Promises, type Rule, type Tally, VERDICTS } from '#commitments';
import { MAPPED_RELATIONS } from '#contracts';
import fc from 'fast-check';
import { CHECKED, factsOf, measuresOf } from '../../../../libs/commitments/src/facts.fixture.js';
import { type BoroughState, byCommitment, type Cell, comparisonOf } from './comparison.js';
import { valuesOf } from './comparison.rows.js';

const VERSION = '0198c0de-0000-7000-8000-0000000002e1';
const BOROUGHS = ['hammersmith-and-fulham', 'kensington-and-chelsea', 'westminster'];
const asked = { today: '2027-05-12', catalogue: CATALOGUE, financialYears: [] };
const COMPACT: Promises['compact'] = { versions: [{ versionId: VERSION, inForceFrom: '2012-06-01' }], said: [] };
const NO_COMPACT: Promises = { compact: { versions: [], said: [] }, mappings: [] };
const UNMAPPED: Promises = { compact: COMPACT, mappings: [] };

/** All that a Compact may say of a commitment, once both chairs agreed on what it says. */
const agreedWords = (commitmentId: string, rule: Rule): fc.Arbitrary<Promises> =>
  fc.record({ relation: fc.constantFrom(...MAPPED_RELATIONS), measure: measuresOf(rule) }).map(({ relation, measure }) => ({
    compact: COMPACT,
    mappings: [{ mappingId: 'm', commitmentId, versionId: VERSION, relation, measure, from: '2012-06-01' }],
  }));

const ofEach = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: BOROUGHS.length, maxLength: BOROUGHS.length });

/** One commitment in three boroughs, each with its own words and its own cases, by a measure of the network. */
const compared = (commitmentId: string, rule: Rule, words: fc.Arbitrary<Promises>) =>
  fc.record({
    words: ofEach(words),
    cases: ofEach(fc.array(factsOf(rule), { maxLength: 25 })),
    measure: measuresOf(rule),
    commitmentId: fc.constant(commitmentId),
  });
type Compared = ReturnType<typeof compared> extends fc.Arbitrary<infer T> ? T : never;

const cellsOf = ({ commitmentId, words, cases, measure }: Compared): readonly Cell[] => {
  const commitments = CATALOGUE.commitments.map((one) => (one.id === commitmentId ? { ...one, measure } : one));
  const catalogue = { ...CATALOGUE, commitments };
  const states = BOROUGHS.map((borough, at): BoroughState => {
    const promises = words[at] ?? NO_COMPACT;
    const counts = (cases[at] ?? []).map((facts) => ({
      commitmentId,
      financialYear: '2026/27',
      state: 'reported' as const,
      values: valuesOf({ commitmentId, facts }, promises, catalogue),
      open: [],
      replyUntil: null,
      n: 1,
    }));
    return { borough, counts: byCommitment(counts), promises: { ...promises, ...NOTHING_DECLARED }, marks: new Map(), complete: {} };
  });
  return comparisonOf(states, { ...asked, catalogue }).find(({ id }) => id === commitmentId)?.cells ?? [];
};

const sum = (counts: Tally): number => VERDICTS.reduce((all, value) => all + counts[value], 0);

describe.each(CHECKED)('the comparison by $id', ({ id, rule }) => {
  const agreed = agreedWords(id, rule);
  const any = fc.oneof({ arbitrary: agreed, weight: 4 }, fc.constantFrom(UNMAPPED, NO_COMPACT));
  const runs = { numRuns: 25 };

  test('has every case in exactly one value of a lens, and the parts add up to the whole', () => {
    fc.assert(
      fc.property(compared(id, rule, any), (all) => {
        const cells = cellsOf(all);
        expect(cells.map(({ borough }) => borough)).toEqual(BOROUGHS);
        for (const [at, { cases, ownWord, commonMeasure }] of cells.entries()) {
          const told = all.cases[at]?.length;
          const relation = all.words[at]?.mappings[0]?.relation ?? 'silent';
          const isMeasured = relation !== 'silent' && relation !== 'no-measure';
          expect([cases, sum(commonMeasure.counts), sum(ownWord.counts)]).toEqual([told, told, isMeasured ? told : 0]);
          for (const { excluded, figure, n, counts } of [ownWord, commonMeasure]) {
            expect([excluded === null, n]).toEqual([figure !== null, judgedIn(counts)]);
            if (figure) expect([figure.of, figure.of >= 5, figure.perCent === null]).toEqual([n, true, n < 20]);
          }
        }
      }),
      runs,
    );
  });

  test('has a common lens that no borough’s words move, and nobody’s own word is moved by its neighbour’s', () => {
    fc.assert(
      fc.property(compared(id, rule, agreed), agreed, fc.nat(BOROUGHS.length - 1), (all, others, changed) => {
        const before = cellsOf(all);
        const after = cellsOf({ ...all, words: all.words.with(changed, others) });
        expect(after.map(({ commonMeasure }) => commonMeasure)).toEqual(before.map(({ commonMeasure }) => commonMeasure));
        expect(after.toSpliced(changed, 1)).toEqual(before.toSpliced(changed, 1));
      }),
      runs,
    );
  });

  test('counts by the network’s measure the same without a Compact, and without a mapping', () => {
    fc.assert(
      fc.property(compared(id, rule, agreed), fc.constantFrom(NO_COMPACT, UNMAPPED), (all, none) => {
        const counts = (cells: readonly Cell[]) => cells.map(({ commonMeasure }) => commonMeasure.counts);
        expect(counts(cellsOf({ ...all, words: BOROUGHS.map(() => none) }))).toEqual(counts(cellsOf(all)));
      }),
      runs,
    );
  });

  test('has own words that the network’s measure does not move', () => {
    fc.assert(
      fc.property(compared(id, rule, any), measuresOf(rule), (all, measure) => {
        const ownWords = (cells: readonly Cell[]) => cells.map(({ ownWord, promise }) => ({ ownWord, promise }));
        expect(ownWords(cellsOf({ ...all, measure }))).toEqual(ownWords(cellsOf(all)));
      }),
      runs,
    );
  });
});

test('boroughs stand in the order they are given, whatever they kept', () => {
  const three = ['a', 'b', 'c'].map((borough, at) => ({
    borough,
    counts: byCommitment([]),
    promises: { ...UNMAPPED, ...NOTHING_DECLARED },
    marks: new Map(),
    complete: at === 1 ? { grants: { completeTo: '2020-01-01', agreedDays: 1 } } : {},
  }));
  for (const { cells } of comparisonOf(three, asked)) expect(cells.map(({ borough }) => borough)).toEqual(['a', 'b', 'c']);
});
