import { ROLES } from '#identity';
import { readBoroughs } from './boroughs.js';
import { demonstrationPeople, roleInWords } from './people.js';

const boroughs = await readBoroughs('deploy/boroughs');
const people = demonstrationPeople(boroughs);

describe('the demonstration people', () => {
  test.each(['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham'])(
    '%s has somebody for each role, and a funding officer of one department',
    (code) => {
      const here = people.filter(({ roles }) => roles.every(({ borough }) => borough === code)).flatMap(({ roles }) => roles);
      expect(new Set(here.map(({ role }) => role))).toEqual(new Set(ROLES));
      expect(here).toContainEqual({ borough: code, role: 'funding-officer' });
      expect(here.filter(({ role, department }) => role === 'funding-officer' && department !== undefined)).toHaveLength(1);
    },
  );

  test('one of them works for two boroughs', () => {
    expect(people.find(({ key }) => key === 'shared-adult-social-care')?.roles.map(roleInWords)).toEqual([
      'funding-officer:adult-social-care@kensington-and-chelsea',
      'funding-officer:adult-social-care@westminster',
    ]);
  });

  test('one of them holds four roles in two boroughs', () => {
    expect(people.find(({ key }) => key === 'many-hats')?.roles.map(roleInWords)).toEqual([
      'champion:adult-social-care@kensington-and-chelsea',
      'cig-member@kensington-and-chelsea',
      'infrastructure-officer@kensington-and-chelsea',
      'funding-officer:adult-social-care@westminster',
    ]);
  });

  test('none shares a key, and each is plainly a sample', () => {
    expect(new Set(people.map(({ key }) => key)).size).toBe(people.length);
    expect(people.filter(({ name }) => !name.endsWith('(sample)'))).toEqual([]);
  });

  test('each department that a person is for is one of its borough', () => {
    const known = boroughs.flatMap(({ code, departments }) => departments.map(({ key }) => `${key}@${code}`));
    const used = people.flatMap(({ roles }) => roles.filter(({ department }) => department !== undefined));
    expect(used.filter(({ borough, department }) => !known.includes(`${department}@${borough}`))).toEqual([]);
  });

  test('a borough that joins has people without a line of code', () => {
    const joined = demonstrationPeople([
      { code: 'camden', name: 'Camden', departments: [{ key: 'libraries', name: 'Libraries' }], bodies: [], file: '' },
    ]);
    expect(joined.map(({ key }) => key)).toEqual(expect.arrayContaining(['camden-funding', 'camden-administrator', 'camden-libraries']));
    expect(joined.filter(({ roles }) => roles.some(({ borough }) => borough !== 'camden'))).toEqual([]);
  });
});

describe('the boroughs', () => {
  test('stand in the order of their ports', () => {
    expect(boroughs.map(({ code }) => code)).toEqual(['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham']);
  });
});
