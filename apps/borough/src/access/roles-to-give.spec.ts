import { readRole, readRoleFile } from './roles-to-give.js';

const person = { issuer: 'https://id.example', subject: 'person-1', name: 'Funding officer' };
const role = { ...person, role: 'funding-officer', department: 'housing' };
const read = { ...person, role: 'funding-officer', heldFor: { kind: 'department', key: 'housing' } };

describe('a role to give', () => {
  test('is read with the spaces around it taken off, and is for the whole borough where it names nothing', () => {
    expect(readRole({ ...role, name: ' Funding officer ' }, 'The arguments')).toEqual(read);
    expect(readRole({ ...role, department: undefined }, 'The arguments')).toEqual({ ...read, heldFor: null });
    expect(readRole({ ...role, department: null }, 'The arguments').heldFor).toBeNull();
  });

  test('may be for a body or an organisation, from a day until a day', () => {
    const secretary = { ...person, role: 'partnership-secretary', body: 'partnership', from: '2026-12-01', until: '2027-03-31' };
    expect(readRole(secretary, 'The arguments')).toMatchObject({
      heldFor: { kind: 'body', key: 'partnership' },
      from: '2026-12-01',
      until: '2027-03-31',
    });
    const representative = { ...person, role: 'representative', organisation: 'GB-CHC-1164883' };
    expect(readRole(representative, 'The arguments').heldFor).toEqual({ kind: 'organisation', key: 'GB-CHC-1164883' });
  });

  test.each([
    [{ issuer: 'id.example' }, 'issuer must be the address of the identity provider, like https://id.example, not "id.example".'],
    [{ subject: undefined }, 'The arguments: subject is missing.'],
    [{ subject: 7 }, 'The arguments: subject is missing.'],
    [{ name: 'n'.repeat(201) }, 'The arguments: name may have at most 200 characters.'],
    [{ role: 'mayor' }, 'The arguments: role must be one of administrator, council-co-chair, '],
    [{ role: 'toString' }, 'The arguments: role must be one of administrator, council-co-chair, '],
    [{ department: '' }, 'The arguments: department is missing.'],
    [{ body: 'partnership' }, 'The arguments: name one of department, body, organisation, or none for the whole borough.'],
    [{ until: '2027-02-30' }, 'The arguments: until must be a day like 2027-03-31, not "2027-02-30".'],
  ])('%p is refused with what to mend', (wrong, message) => {
    expect(() => readRole({ ...role, ...wrong }, 'The arguments')).toThrow(message);
  });
});

describe('a file of roles', () => {
  test('is a list', () => {
    expect(readRoleFile(JSON.stringify([role, { ...role, department: null }]), 'roles.json')).toHaveLength(2);
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
