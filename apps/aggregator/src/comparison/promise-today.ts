import { type OwnPromise, ownPromiseOn, type Promises, type Relation } from '#commitments';
import type { Measure } from '#contracts';

/** What the Compact in force says on the day, in the words of both chairs. */
export interface PromiseToday {
  readonly relation: Relation | 'unmapped';
  readonly measure: Measure | null;
  readonly mappingId: string | null;
}

/** What the Compact in force on the day says of a commitment. */
export function promiseOn(commitmentId: string, { compact, mappings }: Promises, today: string): PromiseToday {
  return promiseShown(ownPromiseOn(compact, mappings, commitmentId, today));
}

export function promiseShown(promise: OwnPromise): PromiseToday {
  if (!('mapping' in promise)) return { relation: promise.state, measure: null, mappingId: null };
  const { relation, measure, mappingId } = promise.mapping;
  return { relation, measure, mappingId };
}
