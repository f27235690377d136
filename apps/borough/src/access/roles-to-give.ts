import { isRole, type Role, ROLES } from '#identity';
import type { RoleToGive } from './role-assignment.entity.js';

/** More than this many roles in one file is a mistake. */
export const MOST_ROLES = 10_000;

/** What the operator typed, or wrote in a file, cannot be taken. The message says what to mend. */
export class UnreadableRole extends Error {}

function text(value: unknown, longest: number, field: string, place: string): string {
  const trimmed = typeof value === 'string' ? value.trim() : '';
  if (trimmed === '') throw new UnreadableRole(`${place}: ${field} is missing.`);
  if (trimmed.length > longest) throw new UnreadableRole(`${place}: ${field} may have at most ${longest} characters.`);
  return trimmed;
}

function issuer(value: unknown, place: string): string {
  const address = text(value, 500, 'issuer', place);
  if (!/^https?:$/.test(URL.parse(address)?.protocol ?? '')) {
    throw new UnreadableRole(`${place}: issuer must be the address of the identity provider, like https://id.example, not "${address}".`);
  }
  return address;
}

function role(value: unknown, place: string): Role {
  const name = text(value, 100, 'role', place);
  if (!isRole(name)) throw new UnreadableRole(`${place}: role must be one of ${ROLES.join(', ')}, not "${name}".`);
  return name;
}

/** One role as it was typed. `place` says where, for the sentence that refuses it. A missing department is the whole borough. */
export function readRole(given: Readonly<Record<string, unknown>>, place: string): RoleToGive {
  const { departmentKey } = given;
  const isWholeBorough = departmentKey === undefined || departmentKey === null;
  return {
    issuer: issuer(given.issuer, place),
    subject: text(given.subject, 255, 'subject', place),
    name: text(given.name, 200, 'name', place),
    role: role(given.role, place),
    departmentKey: isWholeBorough ? null : text(departmentKey, 60, 'departmentKey', place),
  };
}

/** A file of roles: a JSON list of { issuer, subject, name, role, departmentKey }. Throws UnreadableRole. */
export function readRoleFile(content: string, fileName: string): RoleToGive[] {
  let list: unknown;
  try {
    list = JSON.parse(content);
  } catch (error) {
    throw new UnreadableRole(`${fileName} is not JSON: ${(error as Error).message}.`);
  }
  if (!Array.isArray(list)) {
    throw new UnreadableRole(`${fileName} must hold a list: [{ "issuer", "subject", "name", "role", "departmentKey" }].`);
  }
  if (list.length > MOST_ROLES) {
    throw new UnreadableRole(`${fileName} holds ${list.length} roles; at most ${MOST_ROLES} are taken at once.`);
  }
  return list.map((entry: unknown, at) => {
    const place = `${fileName}, entry ${at + 1}`;
    if (typeof entry !== 'object' || entry === null) throw new UnreadableRole(`${place} is not an object.`);
    return readRole(entry as Record<string, unknown>, place);
  });
}
