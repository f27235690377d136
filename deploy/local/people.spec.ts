import { readBoroughs } from './boroughs.js';
import { demonstrationPeople, roleInWords } from './people.js';

const boroughs = await readBoroughs('deploy/boroughs');
const people = demonstrationPeople(boroughs);

describe('the demonstration people', () => {
  test.each(['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham'])(
    '%s has a funding officer, a department officer and a reader',
    (code) => {
      const here = people.filter(({ roles }) => roles.every(({ borough }) => borough === code)).flatMap(({ roles }) => roles);
      expect(here).toContainEqual({ borough: code, role: 'funding-officer', departmentKey: null });
      expect(here).toContainEqual({ borough: code, role: 'reader', departmentKey: null });
      expect(here.filter(({ departmentKey }) => departmentKey !== null)).toHaveLength(1);
    },
  );

  test('one of them works for two boroughs', () => {
    expect(people.find(({ key }) => key === 'shared-adult-social-care')?.roles.map(roleInWords)).toEqual([
      'funding-officer:adult-social-care@kensington-and-chelsea',
      'funding-officer:adult-social-care@westminster',
    ]);
  });

  test('none shares a key, and each is plainly a sample', () => {
    expect(new Set(people.map(({ key }) => key)).size).toBe(people.length);
    expect(people.filter(({ name }) => !name.endsWith('(sample)'))).toEqual([]);
  });

  test('each department that a person is for is one of its borough', () => {
    const known = boroughs.flatMap(({ code, departments }) => departments.map(({ key }) => `${key}@${code}`));
    const used = people.flatMap(({ roles }) => roles.filter(({ departmentKey }) => departmentKey !== null));
    expect(used.filter(({ borough, departmentKey }) => !known.includes(`${departmentKey}@${borough}`))).toEqual([]);
  });

  test('a borough that joins has people without a line of code', () => {
    const joined = demonstrationPeople([
      { code: 'camden', name: 'Camden', departments: [{ key: 'libraries', name: 'Libraries' }], file: '' },
    ]);
    expect(joined.map(({ key }) => key)).toEqual(['camden-funding', 'camden-reader', 'camden-libraries']);
  });
});

describe('the boroughs', () => {
  test('stand in the order of their ports', () => {
    expect(boroughs.map(({ code }) => code)).toEqual(['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham']);
  });
});
