import { CaseReportedV1, MAPPED_RELATIONS, type Measure } from '#contracts';
import fc from 'fast-check';
import { CHECKED, factsOf, measuresOf } from './facts.fixture.js';
import { CATALOGUE, judgeCase, type NoticeFacts, type Promises } from './index.js';

const VERSION = '0198c0de-0000-7000-8000-0000000000e1';
const MAPPING = { mappingId: 'm', commitmentId: 'N-07', versionId: VERSION, relation: 'stronger', from: '2012-06-01' } as const;
const COMPACT = { versions: [{ versionId: VERSION, inForceFrom: '2012-06-01' }], said: [] };
const promises = (number: number): Promises => ({ compact: COMPACT, mappings: [{ ...MAPPING, measure: { number, unit: 'months' } }] });
const facts = { ...CaseReportedV1.sample.facts, receivedOn: '2026-12-20' } as NoticeFacts;
const TODAY = '2027-05-01';

test('a case is judged by the borough’s own measure and by the network’s', () => {
  const judged = [3, 6].map((months) => judgeCase('N-07', facts, promises(months), TODAY));
  expect(judged.map(({ ownVerdict, commonVerdict }) => [ownVerdict?.value, commonVerdict.value])).toEqual([
    ['met', 'met'],
    ['not-met', 'met'],
  ]);
  expect(judged[0]).toMatchObject({
    decidedOn: '2026-12-20',
    financialYear: '2026/27',
    versionId: VERSION,
    promise: 'measured',
    mappingId: 'm',
  });
});

describe.each(CHECKED)('by $id', ({ id, rule }) => {
  const agreed = fc
    .record({ relation: fc.constantFrom(...MAPPED_RELATIONS), measure: measuresOf(rule) })
    .map(({ relation, measure }): Promises => ({ compact: COMPACT, mappings: [{ ...MAPPING, commitmentId: id, relation, measure }] }));
  const own = fc.oneof(agreed, fc.constantFrom({ compact: COMPACT, mappings: [] }, { compact: { versions: [], said: [] }, mappings: [] }));
  const catalogueOf = (measure: Measure | null) => ({
    ...CATALOGUE,
    commitments: CATALOGUE.commitments.map((one) => (one.id === id ? { ...one, measure } : one)),
  });

  test('neither the borough’s words nor the network’s measure move what the other finds', () => {
    const pair = <T>(one: fc.Arbitrary<T>) => fc.tuple(one, one);
    fc.assert(
      fc.property(factsOf(rule), pair(own), pair(measuresOf(rule)), (one, [words, otherWords], [measure, otherMeasure]) => {
        const judged = judgeCase(id, one, words, TODAY, catalogueOf(measure));
        expect(judgeCase(id, one, otherWords, TODAY, catalogueOf(measure)).commonVerdict).toEqual(judged.commonVerdict);
        expect(judgeCase(id, one, words, TODAY, catalogueOf(otherMeasure)).ownVerdict).toEqual(judged.ownVerdict);
      }),
    );
  });

  test('what is tried here is kept and not kept', () => {
    const tried = fc.sample(fc.tuple(factsOf(rule), measuresOf(rule)), { numRuns: 1_000, seed: 7 });
    const values = new Set(tried.map(([one, measure]) => judgeCase(id, one, promises(3), TODAY, catalogueOf(measure)).commonVerdict.value));
    expect([...values]).toEqual(expect.arrayContaining(['met', 'not-met']));
  });
});

test('without a Compact in force, or a mapping, the common measure alone judges', () => {
  const none = judgeCase('N-07', facts, { compact: { versions: [], said: [] }, mappings: [] }, TODAY);
  expect([none.promise, none.ownVerdict, none.versionId, none.commonVerdict.value]).toEqual(['no-compact', null, null, 'met']);
  expect(judgeCase('N-07', facts, { ...promises(3), mappings: [] }, TODAY).promise).toBe('unmapped');
});

test('facts in a form that the rule does not read are judged by nobody', () => {
  const { direction, ...less } = facts;
  for (const unread of [less, { ...facts, direction: 'sideways' }, { ...facts, weather: 'rain' }]) {
    const { ownVerdict, commonVerdict, decidedOn } = judgeCase('N-07', unread, promises(3), TODAY);
    expect([direction, ownVerdict?.value, commonVerdict.value, decidedOn]).toEqual(['reduction', 'not-assessable', 'not-assessable', null]);
  }
});

test('what is recorded or not is not null, since that would say what nobody did', () => {
  const term = { awardedOn: '2026-04-01', firmFrom: '2026-04-01', firmTo: null, reasonIfShort: false, isSmallOrOneOff: false };
  const reply = { closedOn: '2026-04-01', publishedOn: '2026-05-01', saysWhatWasNotTaken: null, lateReasonPublished: false };
  expect([
    judgeCase('N-05', term, promises(3), TODAY).commonVerdict.value,
    judgeCase('N-03', reply, promises(3), TODAY).commonVerdict.value,
  ]).toEqual(['not-assessable', 'not-assessable']);
});
