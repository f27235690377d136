import { addMonths } from '#clock';
import { CATALOGUE } from '#commitments';
import { InvalidInput } from '#errors';
import type { ProposeHold, ProposeProvision } from './declarations.commands.js';

/** Longer than the time before any election: a hold is no way to keep results from the public. */
const LONGEST_HOLD_MONTHS = 3;
const FURTHEST_AHEAD_MONTHS = 12;

/** @throws InvalidInput for a time that no hold can take. */
export function refuseHold({ from, to }: Pick<ProposeHold, 'from' | 'to'>, today: string): void {
  if (to < from) throw wrong('to', 'The last day comes before the first. Enter a last day that is not before it.');
  if (to < today) throw wrong('to', 'This time is over. What was published in it stays.');
  if (from > addMonths(today, FURTHEST_AHEAD_MONTHS)) throw wrong('from', 'Propose it at most twelve months ahead.');
  if (to > addMonths(from, LONGEST_HOLD_MONTHS))
    throw wrong('to', 'A hold takes three months at most: it is for the time before an election, and not to keep results back.');
}

/** @throws InvalidInput for what is no commitment that records are checked for, or a day too far ahead. */
export function refuseProvision({ commitmentId, from }: Pick<ProposeProvision, 'from'> & { commitmentId: string }, today: string): void {
  const commitment = CATALOGUE.commitments.find(({ id }) => id === commitmentId);
  if (!commitment) throw wrong('commitmentId', `There is no ${commitmentId} in the catalogue. Choose one of its commitments.`);
  if (commitment.rule === null) throw wrong('commitmentId', 'This is marked by both chairs and has no cases. Leave it out of a round.');
  if (from > addMonths(today, FURTHEST_AHEAD_MONTHS)) throw wrong('from', 'Propose it at most twelve months ahead.');
}

const wrong = (field: string, message: string): InvalidInput => new InvalidInput([{ field, message }]);
