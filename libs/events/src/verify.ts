import { genesisOf } from './chain.js';
import { type Head, headSubjectOf } from './envelope.js';
import { BrokenChain, checked } from './feed/checked-event.js';
import { readHead } from './feed/heads.js';
import type { LogPlace } from './sequencer/sequencer.js';
import { isSignedBy, type SignedHead } from './signed-head.js';

/** How far a borough's public log was followed, and how many of its events were erased since they were told. */
export interface VerifiedLog extends LogPlace {
  readonly erased: number;
}

/** The log holds together, and is another one than the borough has signed. */
export class OtherThanSigned extends Error {
  constructor(position: number, fault: string) {
    super(`The log is not the one that the borough has signed. At position ${position}, ${fault}`);
  }
}

/**
 * Reads what a borough has signed of how far its log is.
 * @throws Error where none of the keys has signed it, or it speaks for another borough.
 */
export function signedHead(borough: string, { text, signature }: SignedHead, publicKeys: readonly string[]): Head {
  const head = readHead(headSubjectOf(borough), text);
  if (!head) throw new Error(`What stands for a head of ${borough} does not read, or speaks for another borough.`);
  if (!isSignedBy(publicKeys, text, signature)) throw new Error(`The head of ${borough} is not signed by a key that is known as its own.`);
  return head;
}

/**
 * Computes a borough's chain of hashes anew from the published text of its events, from the first on. Nobody needs a right for it. A log
 * that was written anew from the first event on, or cut off, holds together too; it is found by a place that the borough has signed.
 * @throws BrokenChain at the first event that is altered, missing or out of its place.
 * @throws OtherThanSigned where it is not the log that the borough has signed.
 */
export async function verifyLog(borough: string, pages: AsyncIterable<readonly string[]>, head?: LogPlace): Promise<VerifiedLog> {
  let [position, hash, erased] = [0, genesisOf(borough), 0];
  for await (const page of pages) {
    for (const text of page) {
      position += 1;
      const event = checked(borough, hash, { position, text });
      if (!event.envelope) throw new BrokenChain(position);
      if (event.envelope.data === null) erased += 1;
      hash = event.hash;
      if (position === head?.position && hash !== head.hash) throw new OtherThanSigned(position, `the hash is ${hash}, not ${head.hash}.`);
    }
  }
  if (head && head.position > position) throw new OtherThanSigned(head.position, `it had an event. Now it ends at position ${position}.`);
  return { position, hash, erased };
}
