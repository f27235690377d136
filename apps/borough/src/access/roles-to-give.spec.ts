import { readRole, readRoleFile } from './roles-to-give.js';

const person = { issuer: 'https://id.example', subject: 'person-1', name: 'Funding officer' };
const role = { ...person, role: 'funding-officer', departmentKey: 'housing' };

describe('a role to give', () => {
  test('is read with the spaces around it taken off, and is for the whole borough where it names no department', () => {
    expect(readRole({ ...role, name: ' Funding officer ' }, 'The arguments')).toEqual(role);
    expect(readRole({ ...role, departmentKey: undefined }, 'The arguments')).toEqual({ ...role, departmentKey: null });
    expect(readRole({ ...role, departmentKey: null }, 'The arguments').departmentKey).toBeNull();
  });

  test.each([
    [{ issuer: 'id.example' }, 'issuer must be the address of the identity provider, like https://id.example, not "id.example".'],
    [{ subject: undefined }, 'The arguments: subject is missing.'],
    [{ subject: 7 }, 'The arguments: subject is missing.'],
    [{ name: 'n'.repeat(201) }, 'The arguments: name may have at most 200 characters.'],
    [{ role: 'mayor' }, 'The arguments: role must be one of funding-officer, reader, data-protection-officer, not "mayor".'],
    [{ role: 'toString' }, 'The arguments: role must be one of funding-officer, reader, data-protection-officer, not "toString".'],
    [{ departmentKey: '' }, 'The arguments: departmentKey is missing.'],
  ])('%p is refused with what to mend', (wrong, message) => {
    expect(() => readRole({ ...role, ...wrong }, 'The arguments')).toThrow(message);
  });
});

describe('a file of roles', () => {
  test('is a list', () => {
    expect(readRoleFile(JSON.stringify([role, { ...role, departmentKey: null }]), 'roles.json')).toHaveLength(2);
  });

  test.each([
    ['{', 'roles.json is not JSON'],
    ['{}', 'roles.json must hold a list'],
    ['[null]', 'roles.json, entry 1 is not an object.'],
    [JSON.stringify([role, { ...role, role: 'mayor' }]), 'roles.json, entry 2: role must be one of'],
    [JSON.stringify(Array.from({ length: 10_001 }, () => role)), 'roles.json holds 10001 roles; at most 10000 are taken at once.'],
  ])('%.20s is refused, and the sentence names the place', (content, message) => {
    expect(() => readRoleFile(content, 'roles.json')).toThrow(message);
  });
});
