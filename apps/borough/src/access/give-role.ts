import { SystemClock, TimeOrderedIds } from '#clock';
import { openDatabase } from '#database';
import { Actor } from '#identity';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Borough } from '../borough.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { History } from '../history/history.service.js';
import { AccessService } from './access.service.js';
import { RoleAssignment, type RoleToGive } from './role-assignment.entity.js';
import { readRole, readRoleFile, UnreadableRole } from './roles-to-give.js';

const LARGEST_FILE_BYTES = 5_000_000;

const USAGE = `Give a role:  give-role --issuer <address> --subject <subject> --name <name> --role <role>
              [--department <key> | --body <key> | --organisation <identifier>] [--from <day>] [--until <last day>]
              [--reason <why>]   with it, also a co-chair whom both sides would have to agree on
Give many:    give-role --file roles.json
End it:       the same, and --end`;

/** Whoever may start programs at the machine of the borough. */
const OPERATOR = new Actor({
  issuer: 'local',
  subject: 'local-operator',
  name: 'Operator at the machine',
  role: 'administrator',
  heldFor: null,
});

export interface GiveRoleSettings {
  readonly databaseUrl: string;
  readonly borough: Borough;
}

/** Gives or ends roles as its arguments say, all or none. Doing it again changes nothing. Returns a sentence that says what was done. */
export async function giveRole(args: readonly string[], { databaseUrl, borough }: GiveRoleSettings): Promise<string> {
  const { roles, end, reason } = await readArguments(args);
  const words = reason === undefined ? {} : { word: 'operator' as const, reason };
  const orm = await openDatabase({ url: databaseUrl, entities: [RoleAssignment], connections: 1 }).catch((cause: Error) => {
    throw new Error(`The database cannot be reached, so nothing was changed: ${cause.message}.`, { cause });
  });
  try {
    const clock = new SystemClock();
    const ids = new TimeOrderedIds(clock);
    const departments = new DepartmentsService(borough, ids);
    await departments.ensureConfigured(orm.em.fork());
    const access = new AccessService(orm.em, borough, departments, new History(clock, ids), clock, ids);
    if (end) {
      const ended = await access.endHeld(OPERATOR, roles, words);
      return `${ended} roles ended in ${borough.name}, ${roles.length - ended} not held.`;
    }
    const { given, changed, unchanged } = await access.give(OPERATOR, roles, words);
    return `${given} roles given in ${borough.name}, ${changed} changed, ${unchanged} held already.`;
  } finally {
    await orm.close();
  }
}

async function readArguments(args: readonly string[]): Promise<{ roles: RoleToGive[]; end: boolean; reason: string | undefined }> {
  const text = { type: 'string' } as const;
  const one = {
    issuer: text,
    subject: text,
    name: text,
    role: text,
    department: text,
    body: text,
    organisation: text,
    from: text,
    until: text,
  };
  const options = { ...one, file: text, reason: text, end: { type: 'boolean' } } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new UnreadableRole(`${(error as Error).message}\n${USAGE}`);
  }
  const { file, end = false, reason, ...named } = values;
  if (file === undefined && Object.keys(named).length === 0) throw new UnreadableRole(`Say which role to give.\n${USAGE}`);
  if (file === undefined) return { roles: [readRole(named, 'The arguments')], end, reason };
  if (Object.keys(named).length > 0) {
    throw new UnreadableRole(`Give either --file or one role, not both.\n${USAGE}`);
  }
  return { roles: await readFileOfRoles(file), end, reason };
}

async function readFileOfRoles(file: string): Promise<RoleToGive[]> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new UnreadableRole(`There is no file ${file}.`);
  if (found.size > LARGEST_FILE_BYTES) throw new UnreadableRole(`${file} is larger than 5 MB, which no list of roles is.`);
  return readRoleFile(await readFile(file, 'utf8'), basename(file));
}
