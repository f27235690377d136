/** What a role can be for. The Compact Implementation Group (CIG) is one for each borough, so its roles are for the borough. */
export type Reach = 'borough' | 'department' | 'body' | 'organisation';

interface RoleDefinition {
  readonly title: string;
  /** In a sentence: "Only … may …". */
  readonly one: string;
  readonly reaches: readonly [Reach, ...Reach[]];
  /** What the role is there for, in a sentence, for whoever gives it. */
  readonly says: string;
}

/** What a person may be given in a borough, widest powers first. One person may hold several, in several boroughs. */
export const ROLE_DEFINITIONS = {
  administrator: {
    title: 'Administrator',
    one: 'an administrator',
    reaches: ['borough'],
    says: 'Gives and ends the roles of this borough. There is always one at least.',
  },
  'council-co-chair': {
    title: 'CIG co-chair, council side',
    one: 'a co-chair of the Compact Implementation Group',
    reaches: ['borough'],
    says: 'Chairs the Compact Implementation Group for the council, together with the sector side.',
  },
  'sector-co-chair': {
    title: 'CIG co-chair, sector side',
    one: 'a co-chair of the Compact Implementation Group',
    reaches: ['borough'],
    says: 'Chairs the Compact Implementation Group for the voluntary and community sector, together with the council side.',
  },
  'data-protection-officer': {
    title: 'Data protection officer',
    one: 'the data protection officer',
    reaches: ['borough'],
    says: 'Sees who holds which role and who read confidential records, and erases what is held about people who left.',
  },
  'funding-officer': {
    title: 'Funding officer',
    one: 'a funding officer',
    reaches: ['borough', 'department'],
    says: 'Records grants and their changes, and publishes them, for one department or for all.',
  },
  'commissioning-officer': {
    title: 'Commissioning officer',
    one: 'a commissioning officer',
    reaches: ['borough', 'department'],
    says: 'Records what a department changes about its grants, and moves them to contracts.',
  },
  'partnership-secretary': {
    title: 'Partnership secretary',
    one: 'a partnership secretary',
    reaches: ['borough', 'body'],
    says: 'Keeps the meetings, papers and seats of a body.',
  },
  'infrastructure-officer': {
    title: 'Infrastructure officer',
    one: 'an infrastructure officer',
    reaches: ['borough', 'organisation'],
    says: 'Works for the body that supports the sector, such as a council for voluntary service.',
  },
  'cig-member': {
    title: 'CIG member',
    one: 'a member of the Compact Implementation Group',
    reaches: ['borough'],
    says: 'Sits in the Compact Implementation Group.',
  },
  champion: {
    title: 'Compact champion',
    one: 'a Compact champion',
    reaches: ['department', 'organisation', 'borough'],
    says: 'Carries the Compact in a department or an organisation.',
  },
  representative: {
    title: 'Representative',
    one: 'a representative of an organisation',
    reaches: ['organisation'],
    says: 'Speaks for an organisation.',
  },
  'elected-member': { title: 'Elected member', one: 'an elected member', reaches: ['borough'], says: 'Is a councillor of the borough.' },
} as const satisfies Record<string, RoleDefinition>;

export type Role = keyof typeof ROLE_DEFINITIONS;

/** All roles, widest powers first. */
export const ROLES = Object.keys(ROLE_DEFINITIONS) as [Role, ...Role[]];

export function isRole(name: unknown): name is Role {
  return ROLES.some((role) => role === name);
}

/** The one department, body or organisation that a role is for. */
export interface HeldFor {
  readonly kind: Exclude<Reach, 'borough'>;
  /** The key of a department or body, the id of an organisation. */
  readonly key: string;
  /** What the borough calls it; without it, the key stands for it. */
  readonly name?: string | null;
}

/** A role and what it is for; null is the whole borough. */
export interface RoleAndReach {
  readonly role: Role;
  readonly heldFor: HeldFor | null;
  /** Which borough gave it, at the aggregator; in a borough's own service it is that borough. */
  readonly borough?: { readonly code: string; readonly name: string };
}

/**
 * How a form or a header names a role: `funding-officer` for the whole borough, `funding-officer:housing` for one department, and at the
 * aggregator `funding-officer:housing@westminster`.
 */
export function roleKey({ role, heldFor, borough }: RoleAndReach): string {
  return `${role}${heldFor === null ? '' : `:${heldFor.key}`}${borough ? `@${borough.code}` : ''}`;
}

/** A role as a person reads it: "Funding officer for Housing", "CIG member", at the aggregator "CIG member, Westminster". */
export function roleInWords({ role, heldFor, borough }: RoleAndReach): string {
  const { title, reaches }: RoleDefinition = ROLE_DEFINITIONS[role];
  const where = borough ? `, ${borough.name}` : '';
  if (heldFor) return `${title} for ${heldFor.name ?? heldFor.key}${where}`;
  return `${title}${reaches.length > 1 ? ' for the whole borough' : ''}${where}`;
}
