import type { LocalBorough } from './boroughs.js';

/** A role in one borough; without a department it is for the whole borough. */
export interface DemonstrationRole {
  readonly borough: string;
  readonly role: 'funding-officer' | 'reader';
  readonly departmentKey: string | null;
}

/** Nobody real: who one can be on the local network. */
export interface DemonstrationPerson {
  /** What the person is called on the command line. */
  readonly key: string;
  /** What the identity provider calls the person. */
  readonly subject: string;
  readonly name: string;
  /** The first one's borough is the one meant where none is named. */
  readonly roles: readonly [DemonstrationRole, ...DemonstrationRole[]];
}

const SHARED_DEPARTMENT = 'adult-social-care';

/** For each borough an officer of the whole, one of its first department and a reader; and one person who works for two boroughs. */
export function demonstrationPeople(boroughs: readonly LocalBorough[]): DemonstrationPerson[] {
  return [...boroughs.flatMap(peopleOf), ...sharedOfficer(boroughs)];
}

function peopleOf({ code: borough, name, departments }: LocalBorough): DemonstrationPerson[] {
  const [short = borough] = borough.split('-');
  const people = [
    person(`${short}-funding`, `${name} funding officer`, { borough, role: 'funding-officer', departmentKey: null }),
    person(`${short}-reader`, `${name} reader`, { borough, role: 'reader', departmentKey: null }),
  ];
  const [first] = departments;
  if (!first) return people;
  const departmental = { borough, role: 'funding-officer', departmentKey: first.key } as const;
  return [...people, person(`${short}-${first.key}`, `${name} funding officer, ${first.name}`, departmental)];
}

function sharedOfficer(boroughs: readonly LocalBorough[]): DemonstrationPerson[] {
  const sharing = boroughs.filter(({ departments }) => departments.some(({ key }) => key === SHARED_DEPARTMENT)).slice(0, 2);
  const [first, second] = sharing.map(
    ({ code: borough }) => ({ borough, role: 'funding-officer', departmentKey: SHARED_DEPARTMENT }) as const,
  );
  if (!first || !second) return [];
  return [
    person(
      'shared-adult-social-care',
      `Adult social care funding officer for ${sharing.map(({ name }) => name).join(' and for ')}`,
      first,
      second,
    ),
  ];
}

function person(key: string, name: string, ...roles: DemonstrationPerson['roles']): DemonstrationPerson {
  return { key, subject: `sample-${key}`, name: `${name} (sample)`, roles };
}

/** How a role is written in a list: `funding-officer@westminster`, `funding-officer:housing@westminster`. */
export function roleInWords({ borough, role, departmentKey }: DemonstrationRole): string {
  return `${role}${departmentKey === null ? '' : `:${departmentKey}`}@${borough}`;
}
