import { isCivilDate } from '#clock';
import { type HeldFor, isRole, type Role, ROLES } from '#identity';
import type { RoleToGive } from './role-assignment.entity.js';

const KINDS = ['department', 'body', 'organisation'] as const;

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

function day(value: unknown, field: string, place: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isCivilDate(value)) return value;
  throw new UnreadableRole(`${place}: ${field} must be a day like 2027-03-31, not "${String(value).slice(0, 50)}".`);
}

/** What the role is for: at most one of these is named. */
function heldFor(given: Readonly<Record<string, unknown>>, place: string): HeldFor | null {
  const named = KINDS.filter((kind) => given[kind] !== undefined && given[kind] !== null);
  const [kind] = named;
  if (kind === undefined) return null;
  if (named.length > 1) throw new UnreadableRole(`${place}: name one of ${KINDS.join(', ')}, or none for the whole borough.`);
  return { kind, key: text(given[kind], 100, kind, place) };
}

/** One role as it was typed. `place` says where, for the sentence that refuses it. */
export function readRole(given: Readonly<Record<string, unknown>>, place: string): RoleToGive {
  return {
    issuer: issuer(given.issuer, place),
    subject: text(given.subject, 255, 'subject', place),
    name: text(given.name, 200, 'name', place),
    role: role(given.role, place),
    heldFor: heldFor(given, place),
    from: day(given.from, 'from', place),
    until: day(given.until, 'until', place),
  };
}

/** A file of roles: a JSON list of { issuer, subject, name, role, department, body, organisation, from, until }. Throws UnreadableRole. */
export function readRoleFile(content: string, fileName: string): RoleToGive[] {
  let list: unknown;
  try {
    list = JSON.parse(content);
  } catch (error) {
    throw new UnreadableRole(`${fileName} is not JSON: ${(error as Error).message}.`);
  }
  if (!Array.isArray(list)) {
    throw new UnreadableRole(`${fileName} must hold a list: [{ "issuer", "subject", "name", "role", "department" }].`);
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
