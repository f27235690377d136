import { SetClock } from '#clock';
import type { Role } from '#identity';
import { RoleAssignment, type RoleToGive } from './role-assignment.entity.js';
import { RolesHeld } from './role-rules.js';

const NOW = new SetClock('2026-11-20T12:00:00Z').now();
let count = 0;

const wanted = (subject: string, role: Role, more: Partial<RoleToGive> = {}): RoleToGive => ({
  issuer: 'https://id.example',
  subject,
  name: subject,
  role,
  heldFor: null,
  ...more,
});
function given(subject: string, role: Role, more: Partial<RoleToGive> = {}): RoleAssignment {
  count += 1;
  return RoleAssignment.give(
    `01980000-0000-7000-8000-${String(count).padStart(12, '0')}`,
    wanted(subject, role, more),
    { subject: 'spec' },
    NOW,
  );
}
const held = (...assignments: RoleAssignment[]): RolesHeld => new RolesHeld(assignments, NOW);

describe('the last administrator', () => {
  test('cannot be ended, and can once another holds the role', () => {
    const [one, other] = [given('one', 'administrator'), given('other', 'administrator')];
    expect(() => held(one).refuseEnding(one, 'one')).toThrow('This is the only administrator');
    expect(() => held(one, other).refuseEnding(one, 'one')).not.toThrow();
  });

  test('is not replaced by one who begins later, or whose role has ended', () => {
    const [one, later, past] = [
      given('one', 'administrator'),
      given('later', 'administrator', { from: '2026-12-01' }),
      given('past', 'administrator'),
    ];
    past.end({ subject: 'spec' }, NOW);
    expect(() => held(one, later, past).refuseEnding(one, 'one')).toThrow('This is the only administrator');
  });

  test('cannot be given a last day', () => {
    expect(() => held().refuseGiving(wanted('one', 'administrator', { until: '2027-03-31' }), 'one')).toThrow(
      'An administrator has no last day',
    );
  });
});

describe('who chairs the Compact Implementation Group', () => {
  const [council, sector] = [given('council', 'council-co-chair'), given('sector', 'sector-co-chair')];

  test('is given by one word while a side has nobody', () => {
    expect(() => held().refuseGiving(wanted('council', 'council-co-chair'), 'one')).not.toThrow();
    expect(() => held(council).refuseGiving(wanted('sector', 'sector-co-chair'), 'one')).not.toThrow();
  });

  test('needs the word of both once each side has somebody', () => {
    for (const role of ['council-co-chair', 'sector-co-chair'] as const) {
      expect(() => held(council, sector).refuseGiving(wanted('new', role), 'one')).toThrow('for both sides to say');
      expect(() => held(council, sector).refuseGiving(wanted('new', role), 'both-co-chairs')).not.toThrow();
    }
    expect(() => held(council, sector).refuseEnding(council, 'one')).toThrow('for both sides to say');
  });

  test('is never nobody on a side, also not by the word of both', () => {
    const second = given('second', 'council-co-chair');
    const leaving = given('leaving', 'council-co-chair', { until: '2026-12-31' });
    expect(() => held(council, sector).refuseEnding(council, 'both-co-chairs')).toThrow('the only co-chair of the council side');
    expect(() => held(council, sector, leaving).refuseEnding(council, 'both-co-chairs')).toThrow('the only co-chair of the council side');
    expect(() => held(council, sector, second).refuseEnding(council, 'both-co-chairs')).not.toThrow();
  });

  test('is begun by one word without days, so that nobody chooses when the chair falls empty, or lays up another', () => {
    for (const days of [{ until: '2027-03-31' }, { from: '2026-12-01' }]) {
      expect(() => held(council).refuseGiving(wanted('new', 'sector-co-chair', days), 'one')).toThrow(
        'begins today and without a last day',
      );
      expect(() => held(council, sector).refuseGiving(wanted('new', 'sector-co-chair', days), 'both-co-chairs')).not.toThrow();
    }
  });

  test('is not emptied by a last day that is set on the only chair of a side', () => {
    const second = given('second', 'sector-co-chair');
    expect(() => held(council, sector).refuseLimiting(sector, '2026-11-20')).toThrow('the only co-chair of the sector side');
    expect(() => held(council, sector, second).refuseLimiting(sector, '2026-11-20')).not.toThrow();
    expect(() => held(council, sector).refuseLimiting(sector, undefined)).not.toThrow();
  });

  test('can be mended by the operator at the machine where nobody is there to agree', () => {
    expect(() => held(council, sector).refuseGiving(wanted('new', 'sector-co-chair'), 'operator')).not.toThrow();
    expect(() => held(council, sector).refuseEnding(sector, 'operator')).not.toThrow();
    expect(() => held(council, sector).refuseGiving(wanted('council', 'sector-co-chair'), 'operator')).toThrow(
      'chairs for the other side already',
    );
  });

  test('is never one person for both sides, also not from a later day', () => {
    const later = given('later', 'sector-co-chair', { from: '2026-12-01' });
    expect(() => held(later).refuseGiving(wanted('later', 'council-co-chair'), 'one')).toThrow('chairs for the other side already');

    expect(() => held(council).refuseGiving(wanted('council', 'sector-co-chair'), 'one')).toThrow('chairs for the other side already');
    expect(() => held(council, sector).refuseGiving(wanted('sector', 'council-co-chair'), 'both-co-chairs')).toThrow(
      'chairs for the other side already',
    );
  });
});

test.each([
  ['administrator', { kind: 'department', key: 'housing' }, 'Administrator is a role for the whole borough.'],
  ['representative', null, 'Representative is a role for an organisation.'],
  ['partnership-secretary', { kind: 'department', key: 'housing' }, 'Partnership secretary is a role for the whole borough or a body.'],
] as const)('%s for %j is refused', (role, heldFor, message) => {
  expect(() => held().refuseGiving(wanted('one', role, { heldFor }), 'one')).toThrow(message);
});

describe('a role with days', () => {
  test('is held from its first day until the end of its last, in London', () => {
    const role = given('one', 'champion', { from: '2027-03-01', until: '2027-03-28' });
    const at = (instant: string): boolean => role.isHeld(new SetClock(instant).now());
    expect([at('2027-02-28T23:59:59Z'), at('2027-03-01T00:00:00Z')]).toEqual([false, true]);
    // The clocks go forward on the last day: it ends at 23:00 UTC.
    expect([at('2027-03-28T22:59:59Z'), at('2027-03-28T23:00:00Z')]).toEqual([true, false]);
    expect(role.lastDay).toBe('2027-03-28');
  });

  test('that ends before it began was never held', () => {
    const role = given('one', 'champion', { from: '2027-03-01' });
    role.end({ subject: 'spec' }, NOW);
    expect([role.isHeld(NOW), role.isHeld(new SetClock('2027-03-02T00:00:00Z').now())]).toEqual([false, false]);
  });
});
