import type { Rule } from '../rule.js';
import { EARLY_TALK, EQUALITY, IMPACT, IMPROVEMENT, SOCIAL_VALUE } from './changes.js';
import { CONSULTATION } from './consultation.js';
import { CUT, GRANTS_DATA, PAYMENT, REASON, TERM } from './funding.js';
import { AGENDA, DRAFT_AGENDA, MEETINGS_HELD, PAPERS, VENUES } from './meetings.js';
import { NOTICE } from './notice.js';
import { REPLY } from './reply.js';
import { REVIEW } from './review.js';
import { SEATS_FILLED, SUB_GROUP, VOTING_SHARE } from './seats.js';

/** Every rule there is. Facts are checked by `facts` of the rule before they are judged. */
export const RULES: readonly Rule[] = [
  NOTICE,
  CONSULTATION,
  REPLY,
  TERM,
  REASON,
  GRANTS_DATA,
  PAYMENT,
  CUT,
  SOCIAL_VALUE,
  IMPACT,
  EARLY_TALK,
  IMPROVEMENT,
  EQUALITY,
  AGENDA,
  DRAFT_AGENDA,
  PAPERS,
  VENUES,
  MEETINGS_HELD,
  SEATS_FILLED,
  VOTING_SHARE,
  SUB_GROUP,
  REVIEW,
];

/** @throws TypeError for an id that no rule has. */
export function ruleOf(id: string): Rule {
  const rule = RULES.find((one) => one.id === id);
  if (!rule) throw new TypeError(`There is no rule ${id}`);
  return rule;
}

export * from './changes.js';
export * from './consultation.js';
export * from './funding.js';
export * from './meetings.js';
export * from './notice.js';
export * from './reply.js';
export * from './review.js';
export * from './seats.js';
