import { Actor, fitting, type HeldRole, type Person, roleKey } from './actor.js';

const officer = (departmentKey: string | null, role: 'funding-officer' | 'reader' | 'administrator' = 'funding-officer'): Actor =>
  new Actor({ issuer: 'https://id.example', subject: 'a', name: 'Officer A', role, departmentKey });

const held = (role: HeldRole['role'], departmentKey: string | null): HeldRole => ({ role, departmentKey, name: 'Officer A' });

describe('what an actor may fund', () => {
  test.each([
    [null, 'housing', true],
    [null, null, true],
    ['housing', 'housing', true],
    ['housing', 'adult-social-care', false],
    ['housing', null, false],
  ])('an officer of %s and the records of %s: %s', (own, departmentKey, may) => {
    expect(officer(own).mayFund(departmentKey)).toBe(may);
  });

  test.each(['reader', 'administrator'] as const)('a %s funds nothing', (role) => {
    expect(officer(null, role).mayFund(null)).toBe(false);
    expect(officer(null, role).mayFund('housing')).toBe(false);
  });
});

describe('the roles of a person that fit', () => {
  const person: Person = {
    issuer: 'https://id.example',
    subject: 'a',
    name: 'Officer A',
    roles: [held('reader', null), held('funding-officer', 'housing'), held('funding-officer', null)],
  };

  test('come with the widest first', () => {
    expect(fitting(person, ['reader', 'funding-officer']).map(roleKey)).toEqual(['funding-officer', 'funding-officer:housing', 'reader']);
  });

  test('are only those that were asked for', () => {
    expect(fitting(person, ['reader']).map(roleKey)).toEqual(['reader']);
    expect(fitting({ ...person, roles: [] }, ['reader'])).toEqual([]);
  });
});
