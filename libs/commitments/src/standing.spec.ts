import { type AdoptedVersion, inForceOn, type SaidStanding, standingOn, standingsUntil } from './index.js';

const OLD = { versionId: 'old', inForceFrom: 'before 2005-05' };
const NEW = { versionId: 'new', inForceFrom: '2012-06-01' };
const VERSIONS: readonly AdoptedVersion[] = [NEW, OLD];

const on = (day: string, said: readonly SaidStanding[], versions = VERSIONS) => {
  const { state, inForce } = standingOn(versions, said, day);
  return [state, inForce?.versionId ?? null];
};

test.each([
  ['2005-04-29', null],
  ['2005-04-30', 'old'],
  ['2012-05-31', 'old'],
  ['2012-06-01', 'new'],
  ['2030-01-01', 'new'],
])('on %s %p is in force, and nothing else', (day, expected) => {
  expect(inForceOn(VERSIONS, day)?.versionId ?? null).toBe(expected);
  expect(on(day, [])).toEqual([expected ? 'in-force' : 'none', expected]);
});

test('under review keeps its version in force, until a later one is', () => {
  const said = [{ standing: 'under-review', from: '2011-01-01' }] as const;
  expect(on('2010-12-31', said)).toEqual(['in-force', 'old']);
  expect(on('2011-01-01', said)).toEqual(['under-review', 'old']);
  expect(on('2012-05-31', said)).toEqual(['under-review', 'old']);
  expect(on('2012-06-01', said)).toEqual(['in-force', 'new']);
});

test('what nobody works by is not in force, until it is worked by again', () => {
  const said = [
    { standing: 'inactive', from: '2015-01-01' },
    { standing: 'active', from: '2017-01-01' },
  ] as const;
  expect([on('2016-01-01', said), on('2017-01-01', said)]).toEqual([
    ['inactive', null],
    ['in-force', 'new'],
  ]);
});

test('the national Compact is used meanwhile where there is none of the borough’s own', () => {
  const said = [{ standing: 'national-meanwhile', from: '2000-01-01', reviewDueOn: '2006-01-01' }] as const;
  expect([on('2001-01-01', said), on('2006-01-01', said)]).toEqual([
    ['national-meanwhile', null],
    ['in-force', 'old'],
  ]);
  expect(standingOn([], said, '2001-01-01').reviewDueOn).toBe('2006-01-01');
});

test('it is looked at again on the day said last, else on that of the version in force', () => {
  const versions = [{ ...NEW, reviewDueOn: '2015-06-01' }];
  const said = [{ standing: 'under-review', from: '2014-01-01', reviewDueOn: '2016-01-01' }] as const;
  const dueOn = (day: string, says: readonly SaidStanding[]) => standingOn(versions, says, day).reviewDueOn;
  expect([dueOn('2013-01-01', said), dueOn('2014-01-01', said), dueOn('2014-01-01', [])]).toEqual([
    '2015-06-01',
    '2016-01-01',
    '2015-06-01',
  ]);
  expect(dueOn('2014-01-01', [{ standing: 'inactive', from: '2013-01-01' }])).toBeNull();
});

test('over time each change of it has its day and what was said then, and a time with none in force has its place', () => {
  const said = [
    { standing: 'inactive', from: '2009-01-01' },
    { standing: 'active', from: '2013-01-01' },
    { standing: 'under-review', from: '2014-01-01' },
    { standing: 'inactive', from: '2031-01-01' },
  ] as const;
  const seen = standingsUntil('2030-01-01', VERSIONS, said).map(({ from, state, inForce, said: then }) => [
    from,
    state,
    inForce?.versionId ?? null,
    then?.standing ?? null,
  ]);
  expect(seen).toEqual([
    ['before 2005-05', 'in-force', 'old', null],
    ['2009-01-01', 'inactive', null, 'inactive'],
    ['2012-06-01', 'in-force', 'new', null],
    ['2014-01-01', 'under-review', 'new', 'under-review'],
  ]);
  expect(standingsUntil('2030-01-01', [], [])).toEqual([]);
});
