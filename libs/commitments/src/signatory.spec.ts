import { type RecordedSignatory, signatoryStandingOn } from './signatory.js';

const VERSIONS = [
  { versionId: 'old', inForceFrom: '2004' },
  { versionId: 'new', inForceFrom: '2012-06-01' },
  { versionId: 'to-come', inForceFrom: '2027-01-01' },
];
const COMPACT = { versions: VERSIONS, said: [] };
const signed = (more: Partial<RecordedSignatory> = {}): RecordedSignatory => ({
  versionId: 'old',
  confirmedOn: '2004-05-01',
  reaffirmWithinDays: 90,
  ...more,
});
const on = (day: string, more: Partial<RecordedSignatory> = {}, compact: Parameters<typeof signatoryStandingOn>[1] = COMPACT) =>
  signatoryStandingOn(signed(more), compact, day);

test.each([
  ['the day before a newer version is in force', '2012-05-31', 'active', null],
  ['its first day', '2012-06-01', 'reaffirm-due', '2012-08-30'],
  ['the last day for it', '2012-08-30', 'reaffirm-due', '2012-08-30'],
  ['the day after', '2012-08-31', 'lapsed', '2012-08-30'],
])('who signed the version before has, on %s, to sign anew or lapses', (_which, day, state, reaffirmBy) => {
  expect(on(day)).toEqual({ state, reaffirmBy });
});

test('who signs the newer version is active, until another one is in force', () => {
  expect(on('2026-12-31', { versionId: 'new' }).state).toBe('active');
  expect(on('2027-01-01', { versionId: 'new' }).state).toBe('reaffirm-due');
});

test('time runs from the first newer version, however many came', () => {
  expect(on('2027-01-01')).toEqual({ state: 'lapsed', reaffirmBy: '2012-08-30' });
});

test('nobody has to sign what nobody works by', () => {
  const said = [{ standing: 'inactive' as const, from: '2019-04-01' }];
  expect(on('2019-04-01', {}, { versions: VERSIONS, said }).state).toBe('active');
});

test.each([
  ['asked and has not signed', { versionId: null, confirmedOn: null }, 'invited'],
  ['signed and is not confirmed', { confirmedOn: null }, 'pledged'],
  ['suspended', { suspendedOn: '2011-01-01' }, 'suspended'],
  ['left while suspended', { suspendedOn: '2011-01-01', withdrawnOn: '2011-02-01' }, 'withdrawn'],
  ['dissolved after it left', { withdrawnOn: '2011-02-01', endedAs: 'dissolved' }, 'dissolved'],
  ['of a version that nobody told of', { versionId: 'unknown' }, 'active'],
] as const)('whatever is in force, one that is %s stays so', (_what, more, state) => {
  expect(on('2026-11-23', more)).toEqual({ state, reaffirmBy: null });
});
