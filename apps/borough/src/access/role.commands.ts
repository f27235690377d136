import { ListQuery } from '#api';
import { IsCivilDate, IsLine, IsText } from '#contracts';
import { InvalidInput } from '#errors';
import { type HeldFor, isRole, type Role, ROLES } from '#identity';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import type { RoleToGive } from './role-assignment.entity.js';

/** What the person is known by: the sign-in of an issuer. Their own page, /account, shows it to them. */
class OfPerson {
  @IsLine(255, { message: 'Enter the sign-in reference of the person, in up to 255 characters. Their page “Your account” shows it' })
  subject!: string;

  /** The address of the identity provider; the borough's own where none is named. */
  @IsOptional() @IsLine(500, { message: 'Enter the address of the identity provider, in up to 500 characters' }) issuer?: string;

  @IsLine(200, { message: 'Enter the name of the person, in up to 200 characters' }) name!: string;
}

const DAY = 'Enter a day like 2027-03-31';

/** Give a person a role in this borough. */
export class GiveRole extends OfPerson {
  @IsIn(ROLES, { message: `Choose one of the roles: ${ROLES.join(', ')}` }) role!: Role;

  /** What the role is for: the key of a department. At most one of the three is named; none is the whole borough. */
  @IsOptional() @IsText(60, { message: 'Choose one of the departments' }) department?: string;
  /** The key of a body. */
  @IsOptional() @IsText(60, { message: 'Choose one of the bodies' }) body?: string;
  /** The id or any public identifier of an organisation of the register. */
  @IsOptional() @IsText(100, { message: 'Enter the number of an organisation, like GB-CHC-1164883' }) organisation?: string;

  /** The first day; today where none is said. */
  @IsOptional() @IsCivilDate({ message: DAY }) from?: string;
  /** The last day; none where the role goes on until somebody ends it. */
  @IsOptional() @IsCivilDate({ message: DAY }) until?: string;
}

/** End a role. It ends at once, also for people who are signed in. */
export class EndRole {
  @IsText(1000, { message: 'Say why the role ends, in up to 1,000 characters' }) reason!: string;
}

/** Sign the person of a role out at every browser. */
export class EndSignIns {
  @IsText(1000, { message: 'Say why the person is signed out, in up to 1,000 characters' }) reason!: string;
}

/** Which roles are asked for. */
export class RolesAsked extends ListQuery {
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (isRole(value) ? value : value === '' ? undefined : value))
  @IsIn(ROLES, { message: `role must be one of ${ROLES.join(', ')}` })
  role?: Role;

  /** `now` where it is not said: held at this moment, or to begin later. `ended`: what was held once. */
  @IsOptional() @IsIn(['now', 'ended'], { message: 'held must be now or ended' }) held: 'now' | 'ended' = 'now';
}

/** A role is for one thing. @throws InvalidInput at each of the fields that were filled in, where there are several. */
export function refuseSeveralReaches(fields: readonly string[]): void {
  const message = 'Say one thing that the role is for, and leave the others empty. Give the role twice where it is for two';
  const [first, ...others] = fields.map((field) => ({ field, message }));
  if (first && others.length > 0) throw new InvalidInput([first, ...others]);
}

/** What a command says the role is for. */
function heldForOf({ department, body, organisation }: Pick<GiveRole, 'department' | 'body' | 'organisation'>): HeldFor | null {
  refuseSeveralReaches(
    Object.entries({ department, body, organisation }).flatMap(([field, value]) => (value === undefined ? [] : [field])),
  );
  if (department !== undefined) return { kind: 'department', key: department };
  if (body !== undefined) return { kind: 'body', key: body };
  return organisation === undefined ? null : { kind: 'organisation', key: organisation };
}

export function roleToGive({ issuer, subject, name, role, from, until, ...rest }: GiveRole, ownIssuer: string): RoleToGive {
  return { issuer: issuer ?? ownIssuer, subject, name, role, heldFor: heldForOf(rest), from, until };
}
