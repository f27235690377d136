import type { SaidStanding } from '#commitments';
import { type CheckInLine, checkInsOn, heldOn, whyInactive } from './check-ins.js';

const IN_FORCE = { versions: [{ versionId: 'one', inForceFrom: '2020-04-01' }], said: [] as SaidStanding[] };
const AGREED: CheckInLine = { kind: 'agreed', day: '2022-05-10' };

test.each([
  ['2022-05-10', 0, '2023-05-10'],
  ['2023-05-10', 0, '2023-05-10'],
  ['2023-05-11', 1, '2024-05-10'],
  ['2024-05-10', 1, '2024-05-10'],
  ['2024-05-11', 2, '2024-05-10'],
])('on %s %p were missed, and the next is due by %s', (today, missed, dueOn) => {
  expect(checkInsOn([AGREED], IN_FORCE, today)).toEqual({ since: '2022-05-10', missed, dueOn, inactiveFrom: '2024-05-11' });
});

test('a year from 29 February is over on 28 February', () => {
  expect(checkInsOn([{ kind: 'agreed', day: '2024-02-29' }], IN_FORCE, '2025-02-28')).toMatchObject({ missed: 0, dueOn: '2025-02-28' });
  expect(checkInsOn([{ kind: 'agreed', day: '2024-02-29' }], IN_FORCE, '2025-03-01')).toMatchObject({ missed: 1, dueOn: '2026-02-28' });
});

test('one that is held, also late, is what the next is counted from; one that was recorded wrongly is not', () => {
  const late: CheckInLine = { kind: 'held', day: '2023-08-01' };
  expect(checkInsOn([AGREED, late], IN_FORCE, '2024-05-11')).toMatchObject({ since: '2023-08-01', missed: 0, dueOn: '2024-08-01' });
  expect(checkInsOn([AGREED, late], IN_FORCE, '2023-07-31')).toMatchObject({ since: '2022-05-10', missed: 1 });
  const undone: CheckInLine[] = [AGREED, late, { kind: 'not-held', day: '2023-08-01' }];
  expect([heldOn(undone), checkInsOn(undone, IN_FORCE, '2024-05-11')?.missed]).toEqual([[], 2]);
});

test('it begins anew with a new version, with the national Compact meanwhile, and where the Compact is worked by again', () => {
  const versions = [...IN_FORCE.versions, { versionId: 'two', inForceFrom: '2023-06-01' }];
  expect(checkInsOn([AGREED], { versions, said: [] }, '2024-06-01')).toMatchObject({ since: '2023-06-01', missed: 0 });
  const again: SaidStanding = { standing: 'active', from: '2024-07-01' };
  expect(checkInsOn([AGREED], { ...IN_FORCE, said: [again] }, '2025-07-01')).toMatchObject({ since: '2024-07-01', missed: 0 });
  const meanwhile: SaidStanding = { standing: 'national-meanwhile', from: '2023-01-01' };
  expect(checkInsOn([AGREED], { versions: [], said: [meanwhile] }, '2024-01-02')).toMatchObject({ since: '2023-01-01', missed: 1 });
});

test('a review does not put it off', () => {
  const said: SaidStanding[] = [{ standing: 'under-review', from: '2023-05-01' }];
  expect(checkInsOn([AGREED], { ...IN_FORCE, said }, '2024-05-11')).toMatchObject({ missed: 2 });
});

test('none are counted where none are agreed, not any more or not yet, and where there is no Compact to check', () => {
  expect(checkInsOn([], IN_FORCE, '2030-01-01')).toBeNull();
  expect(checkInsOn([AGREED], IN_FORCE, '2022-05-09')).toBeNull();
  expect(checkInsOn([AGREED, { kind: 'ended', day: '2023-01-01' }], IN_FORCE, '2022-12-31')).not.toBeNull();
  expect(checkInsOn([AGREED, { kind: 'ended', day: '2023-01-01' }], IN_FORCE, '2023-01-01')).toBeNull();
  expect(checkInsOn([AGREED, { kind: 'ended', day: '2022-05-10' }], IN_FORCE, '2022-05-10')).toBeNull();
  expect(checkInsOn([AGREED], { versions: [], said: [] }, '2023-01-01')).toBeNull();
  expect(checkInsOn([AGREED], { ...IN_FORCE, said: [{ standing: 'inactive', from: '2023-01-01' }] }, '2023-01-01')).toBeNull();
});

test('who reads why it is inactive reads when both were due', () => {
  const checkIns = checkInsOn([AGREED], IN_FORCE, '2026-01-01');
  expect(checkIns && whyInactive(checkIns)).toBe(
    'Two yearly check-ins in a row were missed: they were due by 10 May 2023 and 10 May 2024.',
  );
});
