import { SystemClock } from '#clock';
import pg from 'pg';
import { beginEpoch } from '../../libs/events/src/epochs.js';

/**
 * Begins a new epoch of a borough's log, once its database was restored to an earlier time: what is left is the record. The stream is to be
 * renewed for it. @returns its number, which is above `above`.
 */
export async function beginEpochIn(ownerUrl: string, above: number): Promise<number> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  return beginEpoch(owner, above, new SystemClock().now()).finally(() => owner.end());
}

/** What to say to the operator when it is done. */
export const epochBegun = (borough: string, epoch: number): string =>
  `The log of ${borough} is in its epoch ${epoch}. The borough fills its new stream within seconds; what was lost is lost for all.`;

/** What to say to the operator when a stream was renewed and the epoch is as before. */
export const streamRenewed = (borough: string): string =>
  `The stream of ${borough} is made anew. The borough fills it again within seconds; what it has erased does not come back.`;
