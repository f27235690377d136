import { financialYearOf } from '#clock';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { CATALOGUE, type Catalogue } from './catalogue/catalogue.js';
import type { Commitment } from './catalogue/commitment.js';
import { type AgreedMapping, type CompactRecord, type OwnPromise, ownPromiseOn } from './own-promise.js';
import type { Rule } from './rule.js';
import { ruleOf } from './rules/index.js';
import { standingOn } from './standing.js';
import { notAssessable, type Verdict } from './verdict.js';

/** How the borough stands to the commitments: its Compact over time, and what both chairs agreed. */
export interface Promises {
  readonly compact: CompactRecord;
  readonly mappings: readonly AgreedMapping[];
}

/** A case by both measures. */
export interface JudgedCase {
  readonly decidedOn: string | null;
  readonly financialYear: string;
  /** The version of the Compact in force on the day that decides. */
  readonly versionId: string | null;
  readonly promise: OwnPromise['state'];
  /** What both chairs agreed, where the borough's own words were mapped. */
  readonly mappingId: string | null;
  /** Null where the borough's own words ask for nothing that can be checked. */
  readonly ownVerdict: Verdict | null;
  readonly commonVerdict: Verdict;
}

/** @throws TypeError for an id that the catalogue does not have. */
export function commitmentOf(commitmentId: string, { commitments }: Catalogue = CATALOGUE): Commitment {
  const commitment = commitments.find(({ id }) => id === commitmentId);
  if (!commitment) throw new TypeError(`There is no commitment ${commitmentId}`);
  return commitment;
}

/** What a rule cannot read, since it is of another version, is checked by nobody. */
const UNREAD = notAssessable('the facts in a form that this version of the rule reads');

const isRead = ({ facts: form }: Rule, facts: object): boolean =>
  validateSync(plainToInstance(form, facts), { whitelist: true, forbidNonWhitelisted: true }).length === 0;

/** A promise in a unit that the rule does not count in names no measure that could be held against. */
function measurable({ units }: Rule, promise: OwnPromise): OwnPromise {
  if (promise.state !== 'measured' || units.length === 0) return promise;
  const { measure } = promise.mapping;
  return measure !== null && units.includes(measure.unit) ? promise : { state: 'no-measure', mapping: promise.mapping };
}

/**
 * Judges a case twice, by the borough's own measure and by the network's; neither knows of the other.
 * @param catalogue that of the network's measure.
 */
export function judgeCase(
  commitmentId: string,
  facts: object,
  { compact, mappings }: Promises,
  today: string,
  catalogue: Catalogue = CATALOGUE,
): JudgedCase {
  const { rule: ruleId, measure } = commitmentOf(commitmentId, catalogue);
  const rule = ruleOf(ruleId ?? '');
  const read = isRead(rule, facts);
  const decidedOn = read ? rule.decidedOn(facts) : null;
  const day = decidedOn ?? today;
  const promise = measurable(rule, ownPromiseOn(compact, mappings, commitmentId, day));
  const judged = (by: typeof measure): Verdict => (read ? rule.judge(facts, by, today) : UNREAD);
  return {
    decidedOn,
    financialYear: financialYearOf(day),
    versionId: standingOn(compact.versions, compact.said, day).inForce?.versionId ?? null,
    promise: promise.state,
    mappingId: 'mapping' in promise ? promise.mapping.mappingId : null,
    ownVerdict: promise.state === 'measured' ? judged(promise.mapping.measure) : null,
    commonVerdict: judged(measure),
  };
}
