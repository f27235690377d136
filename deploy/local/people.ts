import type { Role } from '#identity';
import { BEFRIENDING } from '../demonstration/organisations.js';
import type { LocalBorough } from './boroughs.js';

/** A role in one borough, for one of its departments, bodies or organisations; with none it is for the whole borough. */
export interface DemonstrationRole {
  readonly borough: string;
  readonly role: Role;
  readonly department?: string;
  readonly body?: string;
  /** By its public identifier. The role is given once the register has the organisation. */
  readonly organisation?: string;
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

/** Each of the three boroughs of the demonstration has its own representative of an organisation that works in all of them. */
const REPRESENTED = { boroughs: ['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham'], organisation: BEFRIENDING };

const SHARED_DEPARTMENT = 'adult-social-care';

/** One person for each role that is for a whole borough: the key's end, the role, and what the name adds to the borough's. */
const OF_A_BOROUGH: readonly (readonly [string, Role, string])[] = [
  ['funding', 'funding-officer', 'funding officer'],
  ['administrator', 'administrator', 'administrator'],
  ['council-co-chair', 'council-co-chair', 'head of community engagement'],
  ['sector-co-chair', 'sector-co-chair', 'director of the voluntary sector council'],
  ['cig-member', 'cig-member', 'CIG member'],
  ['infrastructure', 'infrastructure-officer', 'infrastructure officer'],
  ['data-protection', 'data-protection-officer', 'data protection officer'],
  ['elected-member', 'elected-member', 'elected member'],
];

/** For each borough a person for each role, an officer of its first department among them; and people who work for two boroughs. */
export function demonstrationPeople(boroughs: readonly LocalBorough[]): DemonstrationPerson[] {
  return [...boroughs.flatMap(peopleOf), ...sharedOfficer(boroughs), ...manyHats(boroughs)];
}

function peopleOf({ code: borough, name, departments, bodies }: LocalBorough): DemonstrationPerson[] {
  const [short = borough] = borough.split('-');
  const people = OF_A_BOROUGH.map(([end, role, words]) => person(`${short}-${end}`, `${name} ${words}`, { borough, role }));
  const [body] = bodies;
  if (body) {
    const secretary = { borough, role: 'partnership-secretary', body: body.key } as const;
    people.push(person(`${short}-secretary`, `${name} secretary of ${body.name}`, secretary));
  }
  if (REPRESENTED.boroughs.includes(borough)) {
    const representative = { borough, role: 'representative', organisation: REPRESENTED.organisation } as const;
    people.push(person(`${short}-representative`, `${name} volunteer of a befriending service`, representative));
  }
  const [first] = departments;
  if (!first) return people;
  const department = first.key;
  return [
    ...people,
    person(`${short}-${department}`, `${name} funding officer, ${first.name}`, { borough, role: 'funding-officer', department }),
    person(`${short}-commissioning`, `${name} commissioning officer, ${first.name}`, {
      borough,
      role: 'commissioning-officer',
      department,
    }),
    person(`${short}-champion`, `${name} champion, ${first.name}`, { borough, role: 'champion', department }),
  ];
}

/** The two boroughs that share a department. */
function sharing(boroughs: readonly LocalBorough[]): LocalBorough[] {
  return boroughs.filter(({ departments }) => departments.some(({ key }) => key === SHARED_DEPARTMENT)).slice(0, 2);
}

function sharedOfficer(boroughs: readonly LocalBorough[]): DemonstrationPerson[] {
  const both = sharing(boroughs);
  const [first, second] = both.map(({ code: borough }) => ({ borough, role: 'funding-officer', department: SHARED_DEPARTMENT }) as const);
  if (!first || !second) return [];
  const name = `Adult social care funding officer for ${both.map((borough) => borough.name).join(' and for ')}`;
  return [person('shared-adult-social-care', name, first, second)];
}

/** One account with four roles in two boroughs. Two of them may write drafts of the Compact, so that it is to be said in which. */
function manyHats(boroughs: readonly LocalBorough[]): DemonstrationPerson[] {
  const [first, second] = sharing(boroughs);
  if (!first || !second) return [];
  return [
    person(
      'many-hats',
      'One person with four roles in two boroughs',
      { borough: first.code, role: 'champion', department: SHARED_DEPARTMENT },
      { borough: first.code, role: 'cig-member' },
      { borough: first.code, role: 'infrastructure-officer' },
      { borough: second.code, role: 'funding-officer', department: SHARED_DEPARTMENT },
    ),
  ];
}

function person(key: string, name: string, ...roles: DemonstrationPerson['roles']): DemonstrationPerson {
  return { key, subject: `sample-${key}`, name: `${name} (sample)`, roles };
}

/** What a borough is told when it is to give its roles, as `give-role --file` reads it. */
export function rolesToGive(people: readonly DemonstrationPerson[], issuer: string, code: string) {
  return people.flatMap(({ subject, name, roles }) =>
    roles
      .filter(({ borough, organisation }) => borough === code && organisation === undefined)
      .map(({ role, department, body }) => ({ issuer, subject, name, role, department, body })),
  );
}

/** How a role is written in a list: `funding-officer@westminster`, `funding-officer:housing@westminster`. */
export function roleInWords({ borough, role, department, body, organisation }: DemonstrationRole): string {
  const key = department ?? body ?? organisation;
  return `${role}${key === undefined ? '' : `:${key}`}@${borough}`;
}
