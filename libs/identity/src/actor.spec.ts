import { Actor, actorsWith, fitting, type HeldRole, type Person } from './actor.js';
import { type HeldFor, type Role, roleInWords, roleKey } from './roles.js';

const department = (key: string | null): HeldFor | null => (key === null ? null : { kind: 'department', key });
const officer = (key: string | null, role: Role = 'funding-officer'): Actor =>
  new Actor({ issuer: 'https://id.example', subject: 'a', name: 'Officer A', role, heldFor: department(key) });
const held = (role: Role, key: string | null): HeldRole => ({ role, heldFor: department(key), name: 'Officer A' });

describe('what an actor may do', () => {
  test.each([
    [null, 'housing', true],
    [null, null, true],
    ['housing', 'housing', true],
    ['housing', 'adult-social-care', false],
    ['housing', null, false],
  ])('an officer of %s and the records of %s: %s', (own, records, may) => {
    expect(officer(own).may('grants.award', records)).toBe(may);
  });

  test.each(['elected-member', 'administrator', 'sector-co-chair'] as const)(
    'a role without the permission reaches nothing: %s',
    (role) => {
      expect(officer(null, role).may('grants.award', null)).toBe(false);
      expect(officer(null, role).may('grants.award', 'housing')).toBe(false);
    },
  );

  test('a role for an organisation or a body reaches no department of the same key', () => {
    for (const kind of ['organisation', 'body'] as const) {
      const actor = new Actor({ ...officer(null), heldFor: { kind, key: 'housing' } });
      expect([actor.may('grants.award', 'housing'), actor.may('grants.award', null), actor.reachesAll]).toEqual([false, false, false]);
    }
  });
});

describe('how far an actor sees', () => {
  test.each([
    ['funding-officer', 'case'],
    ['data-protection-officer', 'case'],
    ['commissioning-officer', 'case'],
    ['cig-member', 'borough'],
    ['champion', 'case'],
    ['administrator', 'borough'],
    ['elected-member', 'public'],
  ] as const)('%s: %s', (role, clearance) => {
    expect(officer(null, role).clearance).toBe(clearance);
  });

  test('no further than the token is narrowed to', () => {
    expect(new Actor({ ...officer(null), scope: ['grants.read-record'] }).clearance).toBe('borough');
    expect(new Actor({ ...officer(null), scope: [] }).clearance).toBe('public');
  });
});

describe('the roles of a person that fit', () => {
  const person: Person = {
    issuer: 'https://id.example',
    subject: 'a',
    name: 'Officer A',
    roles: [held('champion', null), held('funding-officer', 'housing'), held('funding-officer', null)],
  };

  test('come with the widest first', () => {
    expect(fitting(person).map(roleKey)).toEqual(['funding-officer', 'funding-officer:housing', 'champion']);
  });

  test('are only those with the permission', () => {
    expect(fitting(person, 'grants.award').map(roleKey)).toEqual(['funding-officer', 'funding-officer:housing']);
    expect(fitting(person, 'roles.give')).toEqual([]);
    expect(actorsWith(null, 'grants.award')).toEqual([]);
  });
});

test('a role is read with what it is for, where it can be for more than one thing', () => {
  expect(roleInWords(held('funding-officer', null))).toBe('Funding officer for the whole borough');
  expect(roleInWords({ role: 'champion', heldFor: { kind: 'department', key: 'housing', name: 'Housing' } })).toBe(
    'Compact champion for Housing',
  );
  expect(roleInWords(held('council-co-chair', null))).toBe('CIG co-chair, council side');
});
