import type { Label } from '#visibility';
import type { Role } from './roles.js';

interface Allowed {
  /** As a sentence goes on: "Only … may …". */
  readonly says: string;
  /** Who may do it, each as far as the role reaches: a role for one department reaches the records of that department. */
  readonly roles: readonly [Role, ...Role[]];
  /** How far who has it sees, where that is further than what is labelled `borough`. */
  readonly sees?: Label;
}

/** What is allowed to whom. It is said here and nowhere else: a route names what it needs, and what stands here decides who comes in. */
export const PERMISSIONS = {
  'roles.read': { says: 'read who holds which role', roles: ['administrator', 'data-protection-officer'] },
  'roles.give': { says: 'give and end roles', roles: ['administrator'] },
  'sessions.end': { says: 'sign a person out everywhere', roles: ['administrator'] },
  'co-chairs.propose': {
    says: 'propose who chairs the Compact Implementation Group',
    roles: ['council-co-chair', 'sector-co-chair'],
  },
  'two-keys.read': {
    says: 'read what needs both co-chairs',
    roles: ['administrator', 'council-co-chair', 'sector-co-chair', 'data-protection-officer'],
  },
  'two-keys.decide': { says: 'answer a proposal that needs both co-chairs', roles: ['council-co-chair', 'sector-co-chair'] },
  'mappings.propose': {
    says: 'propose how the Compact stands to what the network asks of everyone',
    roles: ['council-co-chair', 'sector-co-chair'],
  },
  'grants.read-record': {
    says: 'read what the borough keeps of a grant and does not publish',
    roles: ['funding-officer', 'commissioning-officer'],
  },
  'payment-holds.read': { says: 'read why a payment is held', roles: ['funding-officer'], sees: 'case' },
  'grants.award': { says: 'record the award of a grant', roles: ['funding-officer'] },
  'grants.vary': {
    says: 'record a change, correction or withdrawal of a grant, also one whose decision is public',
    roles: ['funding-officer', 'commissioning-officer'],
  },
  'grants.make-public': { says: 'make a change of a grant public', roles: ['funding-officer'] },
  'grants.hold-payment': { says: 'record that a payment is held', roles: ['funding-officer'] },
  'grants.import': { says: 'import grants', roles: ['funding-officer'] },
  'organisations.register': { says: 'register an organisation', roles: ['funding-officer'] },
  'organisations.name': { says: 'change the names and numbers of an organisation', roles: ['funding-officer'] },
  'programmes.open': { says: 'open a programme', roles: ['funding-officer'] },
  'programmes.set-level': { says: 'set or protect the level of a programme', roles: ['funding-officer'] },
  'publication.publish': { says: 'say up to which day the records are complete', roles: ['funding-officer'] },
  'compacts.draft': {
    says: 'read and write drafts of the Compact',
    roles: ['partnership-secretary', 'council-co-chair', 'sector-co-chair', 'cig-member', 'infrastructure-officer'],
  },
  'compacts.decide': {
    says: 'record what was decided of the Compact',
    roles: ['partnership-secretary', 'council-co-chair', 'sector-co-chair'],
  },
  'compacts.follow': {
    says: 'be told when the review of the Compact comes up',
    roles: ['partnership-secretary', 'council-co-chair', 'sector-co-chair', 'cig-member', 'infrastructure-officer', 'champion'],
  },
  'compacts.propose-withdrawal': {
    says: 'propose to take back an adoption of the Compact',
    roles: ['council-co-chair', 'sector-co-chair'],
  },
  'signatories.propose-suspension': {
    says: 'propose to suspend who signed the Compact, or to end that',
    roles: ['council-co-chair', 'sector-co-chair'],
  },
  'consultations.run': {
    says: 'run a consultation and say what was done with each answer',
    roles: ['partnership-secretary', 'council-co-chair', 'sector-co-chair', 'funding-officer', 'commissioning-officer'],
  },
  'consultations.record-answers': {
    says: 'record an answer that was not given online',
    roles: [
      'partnership-secretary',
      'council-co-chair',
      'sector-co-chair',
      'funding-officer',
      'commissioning-officer',
      'infrastructure-officer',
    ],
  },
  'declarations.propose': {
    says: 'propose what is agreed about publishing',
    roles: ['council-co-chair', 'sector-co-chair'],
  },
  'results.read': {
    says: 'read results before they are published',
    roles: ['council-co-chair', 'sector-co-chair', 'partnership-secretary'],
  },
  'results.reply': { says: 'reply to a result before it is published', roles: ['council-co-chair', 'sector-co-chair'] },
  'marks.give': { says: 'mark what records cannot show', roles: ['council-co-chair', 'sector-co-chair'] },
  'reminders.send': { says: 'remind the other chair of what waits', roles: ['council-co-chair', 'sector-co-chair'] },
  'change-alerts.give': { says: 'tell the group of a change that is coming', roles: ['funding-officer', 'commissioning-officer'] },
  'change-alerts.read': {
    says: 'read alerts of changes that are coming',
    roles: ['council-co-chair', 'sector-co-chair', 'partnership-secretary', 'cig-member', 'funding-officer', 'commissioning-officer'],
  },
  'change-alerts.answer': {
    says: 'answer an alert for the group',
    roles: ['council-co-chair', 'sector-co-chair', 'partnership-secretary'],
  },
  'change-alerts.comment': {
    says: 'comment on an alert',
    roles: ['council-co-chair', 'sector-co-chair', 'partnership-secretary', 'cig-member'],
  },
  'discussion.take-part': {
    says: 'take part in the private discussion of the group',
    roles: ['council-co-chair', 'sector-co-chair', 'partnership-secretary', 'cig-member'],
  },
  'discussion.close': { says: 'close a topic of the private discussion', roles: ['council-co-chair', 'sector-co-chair'] },
  'concerns.read': {
    says: 'read a concern',
    roles: [
      'council-co-chair',
      'sector-co-chair',
      'partnership-secretary',
      'infrastructure-officer',
      'funding-officer',
      'commissioning-officer',
      'champion',
      'representative',
    ],
    sees: 'case',
  },
  'concerns.raise': { says: 'raise a concern', roles: ['infrastructure-officer', 'champion', 'representative'], sees: 'case' },
  'concerns.handle': {
    says: 'take a concern on',
    roles: ['council-co-chair', 'sector-co-chair', 'partnership-secretary'],
    sees: 'case',
  },
  'concerns.decide': {
    says: 'propose what comes of a concern',
    roles: ['council-co-chair', 'sector-co-chair'],
    sees: 'case',
  },
  'concerns.answer': { says: 'give the account of a department', roles: ['funding-officer', 'commissioning-officer'] },
  'concerns.reply': {
    says: 'reply to what was learnt from a concern',
    roles: ['funding-officer', 'commissioning-officer', 'representative'],
  },
  'concerns.assist': { says: 'take part in a concern as a champion', roles: ['champion'] },
  'concerns.withdraw': { says: 'withdraw a concern', roles: ['representative'] },
  'brokering.keep': {
    says: 'keep the log of what the group brokers',
    roles: ['council-co-chair', 'sector-co-chair', 'partnership-secretary', 'infrastructure-officer', 'champion'],
    sees: 'case',
  },
  'reads.read': { says: 'read who read confidential records', roles: ['data-protection-officer'], sees: 'case' },
  'people.erase': { says: 'erase what is held about a person who left', roles: ['data-protection-officer'] },
  'publication.try': { says: 'test the publication', roles: ['funding-officer', 'commissioning-officer', 'partnership-secretary'] },
} as const satisfies Record<string, Allowed>;

export type Permission = keyof typeof PERMISSIONS;

/** The roles that a permission is given to. */
export const rolesWith = (permission: Permission): readonly [Role, ...Role[]] => PERMISSIONS[permission].roles;

/** Whether a role has a permission, as far as it reaches. */
export const mayIn = (role: Role, permission: Permission): boolean => rolesWith(permission).includes(role);

/** How far who has a permission sees. */
export const seesWith = (permission: Permission): Label => (PERMISSIONS[permission] as Allowed).sees ?? 'borough';

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(PERMISSIONS, name);
}
