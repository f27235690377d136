import { holdOn, NOTHING_DECLARED, type Provision, provisionOn } from './declared.js';

const hold = (from: string, to: string) => ({ holdId: from, from, to, reason: 'An election.' });

test.each([
  ['the day before', '2026-03-22', null],
  ['its first day', '2026-03-23', '2026-05-07'],
  ['its last day', '2026-05-07', '2026-05-07'],
  ['the day after', '2026-05-08', null],
])('a hold runs from its first day to its last: %s', (_which, day, to) => {
  expect(holdOn({ ...NOTHING_DECLARED, holds: [hold('2026-03-23', '2026-05-07')] }, day)?.to ?? null).toBe(to);
});

test('of two holds that run, the one that ends last is said', () => {
  const holds = [hold('2026-03-23', '2026-05-07'), hold('2026-04-01', '2026-06-30'), hold('2026-04-02', '2026-04-10')];
  expect(holdOn({ ...NOTHING_DECLARED, holds }, '2026-04-05')?.to).toBe('2026-06-30');
});

describe('what a borough runs', () => {
  const said = (state: Provision['state'], from: string): Provision => ({ commitmentId: 'N-17', state, from, reason: 'So it is.' });
  const of = (day: string, ...provisions: Provision[]) => provisionOn({ holds: [], provisions }, 'N-17', day)?.state ?? null;

  test('is what was agreed for the day, and nothing before any of it counts', () => {
    const provisions = [said('not-provided', '2026-04-01'), said('provided', '2026-09-01')];
    expect(['2026-03-31', '2026-04-01', '2026-08-31', '2026-09-01'].map((day) => of(day, ...provisions))).toEqual([
      null,
      'not-provided',
      'not-provided',
      'provided',
    ]);
  });

  test('is what was agreed later, where two count from one day', () => {
    expect(of('2026-05-01', said('withheld', '2026-04-01'), said('provided', '2026-04-01'))).toBe('provided');
  });

  test('says nothing of another commitment', () => {
    expect(provisionOn({ holds: [], provisions: [said('withheld', '2026-04-01')] }, 'N-07', '2026-05-01')).toBeNull();
  });
});
