import { sampleGrant } from '#contracts';
import type { Award } from './award.js';
import { Grant } from './grant.entity.js';
import type { Variation } from './variation.entity.js';
import { VariedGrant } from './vary-grant.js';

export const TODAY = '2026-11-20';

const { grantId, ...awarded } = sampleGrant;

/** The contract's own sample, as an award that is still to be made. */
export const anAward = (given: Partial<Award> = {}): Award => ({ ...awarded, kept: {}, ...given });

/** The contract's own sample, awarded. */
export const aGrant = (given: Partial<Award> = {}): Grant => Grant.award(grantId, anAward(given), TODAY).grant;

/** A grant with its changes, ready to be varied today. */
export const varied = (grant: Grant = aGrant(), variations: Variation[] = [], today = TODAY): VariedGrant =>
  new VariedGrant(grant, variations, today);
