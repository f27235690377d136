import { type AgreedMapping, type CompactRecord, ownPromiseOn, asTheyStand } from './index.js';

const RECORD: CompactRecord = {
  versions: [
    { versionId: 'old', inForceFrom: '2004' },
    { versionId: 'new', inForceFrom: '2012-06-01' },
  ],
  said: [{ standing: 'inactive', from: '2020-01-01' }],
};

const mapping = (mappingId: string, more: Partial<AgreedMapping> = {}): AgreedMapping => ({
  mappingId,
  commitmentId: 'N-07',
  versionId: 'new',
  relation: 'same',
  measure: { number: 3, unit: 'months' },
  from: '2012-06-01',
  ...more,
});

const on = (day: string, mappings: readonly AgreedMapping[]) => {
  const own = ownPromiseOn(RECORD, mappings, 'N-07', day);
  return 'mapping' in own ? [own.state, own.mapping.mappingId] : [own.state];
};

test('what both chairs agreed of the version in force decides, and of that what they agreed last', () => {
  const first = mapping('first');
  const old = mapping('of another version', { versionId: 'old', from: '2004-01-01', relation: 'no-measure', measure: null });
  const second = mapping('second', { from: '2015-01-01', relation: 'silent', measure: null });
  const agreed = [first, old, mapping('of another commitment', { commitmentId: 'N-08' }), second];
  expect(on('2003-12-31', agreed)).toEqual(['no-compact']);
  expect(on('2012-05-31', agreed)).toEqual(['no-measure', 'of another version']);
  expect(on('2012-06-01', agreed)).toEqual(['measured', 'first']);
  expect(on('2014-12-31', agreed)).toEqual(['measured', 'first']);
  expect(on('2015-01-01', agreed)).toEqual(['silent', 'second']);
  expect(on('2012-06-01', [old])).toEqual(['unmapped']);
  expect(on('2020-01-01', agreed)).toEqual(['no-compact']);
});

test('a mapping stands until another takes its place, and as if it had never been once it is ended', () => {
  const agreed = (mappingId: string, from: string, more: Partial<AgreedMapping & { endedOn: string }> = {}) => ({
    ...mapping(mappingId, { from, ...more }),
    endedOn: more.endedOn ?? null,
  });
  const mappings = [
    agreed('replaced', '2014-01-01'),
    agreed('for a while', '2012-06-01'),
    agreed('ended', '2012-06-01', { endedOn: '2026-01-01' }),
    agreed('of another version', '2004-01-01', { versionId: 'old' }),
    agreed('last', '2014-01-01'),
  ];
  expect(
    Object.fromEntries(asTheyStand(mappings).map(({ mappingId, state, replacedFrom }) => [mappingId, { state, replacedFrom }])),
  ).toEqual({
    replaced: { state: 'replaced', replacedFrom: '2012-06-01' },
    'for a while': { state: 'agreed', replacedFrom: '2014-01-01' },
    ended: { state: 'ended', replacedFrom: null },
    'of another version': { state: 'agreed', replacedFrom: null },
    last: { state: 'agreed', replacedFrom: null },
  });
});
