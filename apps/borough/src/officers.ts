import { Actor, type Person } from '#identity';

/** A person as a funding officer, in each of the roles they hold here; empty for everybody else. */
export function officersOf(person: Person | null): Actor[] {
  if (!person) return [];
  const { issuer, subject } = person;
  return person.roles.flatMap(({ role, departmentKey, name }) =>
    role === 'funding-officer' ? [new Actor({ issuer, subject, name, role, departmentKey })] : [],
  );
}
