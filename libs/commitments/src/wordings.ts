import { firstDayOf } from '#clock';
import type { Promises } from './judged-case.js';
import { type OwnPromise, ownPromiseOn } from './own-promise.js';

/** What a borough's own Compact asks for from a day on, until the next. */
export interface Wording {
  readonly from: string;
  readonly promise: OwnPromise;
}

/** Where this is the same, so are the words that a case is held against. */
export const wordingKey = (promise: OwnPromise): string => ('mapping' in promise ? promise.mapping.mappingId : promise.state);

/** What the borough's own words asked for over a time: the first from its first day on, each other from the day on which it changed. */
export function wordingsOf({ compact, mappings }: Promises, commitmentId: string, first: string, last: string): Wording[] {
  const days = [
    ...compact.versions.map(({ inForceFrom }) => firstDayOf(inForceFrom)),
    ...compact.said.map(({ from }) => from),
    ...mappings.flatMap((one) => (one.commitmentId === commitmentId ? [one.from] : [])),
  ];
  const within = [...new Set([first, ...days.filter((day) => day > first && day <= last)])].toSorted();
  const wordings: Wording[] = [];
  for (const from of within) {
    const promise = ownPromiseOn(compact, mappings, commitmentId, from);
    const before = wordings.at(-1);
    if (!before || wordingKey(before.promise) !== wordingKey(promise)) wordings.push({ from, promise });
  }
  return wordings;
}
