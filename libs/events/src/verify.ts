import { genesisOf } from './chain.js';
import { BrokenChain, checked } from './feed/checked-event.js';
import type { LogPlace } from './sequencer/sequencer.js';

/** How far a borough's public log was followed, and how many of its events were erased since they were told. */
export interface VerifiedLog extends LogPlace {
  readonly erased: number;
}

/**
 * Computes a borough's chain of hashes anew from the published text of its events, from the first on. Nobody needs a right for it.
 * @throws BrokenChain at the first event that is altered, missing or out of its place.
 */
export async function verifyLog(borough: string, pages: AsyncIterable<readonly string[]>): Promise<VerifiedLog> {
  let [position, hash, erased] = [0, genesisOf(borough), 0];
  for await (const page of pages) {
    for (const text of page) {
      position += 1;
      const event = checked(borough, hash, { position, text });
      if (!event.envelope) throw new BrokenChain(position);
      if (event.envelope.data === null) erased += 1;
      hash = event.hash;
    }
  }
  return { position, hash, erased };
}
