import { genesisOf } from './chain.js';
import { contractOf } from './contract-check.js';
import { type Envelope, type Head, headSubjectOf } from './envelope.js';
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

/** The chain runs over the hash of what an event says, so that it holds without it; what says that it may be gone is a later fact. */
export class Emptied extends Error {
  constructor(position: number) {
    super(`What the event at position ${position} says is gone, and no later event of its record withdraws it.`);
  }
}

/** Events without what they say, until a later event is seen that withdraws it. */
class Unexplained {
  private readonly bySubject = new Map<string, { readonly position: number; readonly type: string }[]>();

  see(position: number, { type, subject, data }: Envelope): void {
    const before = this.bySubject.get(subject) ?? [];
    if (data === null) this.bySubject.set(subject, [...before, { position, type }]);
    else if (before.length > 0)
      this.bySubject.set(
        subject,
        before.filter((event) => !withdraws(type, event.type)),
      );
  }

  get first(): number | null {
    const left = [...this.bySubject.values()].flat().map(({ position }) => position);
    return left.length > 0 ? Math.min(...left) : null;
  }
}

/** Whether a fact of one type can take back one of another: it names it by a field that both have. A newer one does as its name says. */
function withdraws(type: string, earlier: string): boolean {
  const contract = contractOf(type);
  if (!contract) return /-withdrawn[.]v\d+$/.test(type);
  const { withdraws: field } = contract;
  const taken = contractOf(earlier);
  return field !== undefined && (!taken || field in taken.sample);
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
 * @throws Emptied at the first event whose content is gone though nothing withdraws it.
 * @throws OtherThanSigned where it is not the log that the borough has signed.
 */
export async function verifyLog(borough: string, pages: AsyncIterable<readonly string[]>, head?: LogPlace): Promise<VerifiedLog> {
  let [position, hash, erased] = [0, genesisOf(borough), 0];
  const unexplained = new Unexplained();
  for await (const page of pages) {
    for (const text of page) {
      position += 1;
      const event = checked(borough, hash, { position, text });
      if (!event.envelope) throw new BrokenChain(position);
      if (event.envelope.data === null) erased += 1;
      unexplained.see(position, event.envelope);
      hash = event.hash;
      if (position === head?.position && hash !== head.hash) throw new OtherThanSigned(position, `the hash is ${hash}, not ${head.hash}.`);
    }
  }
  if (head && head.position > position) throw new OtherThanSigned(head.position, `it had an event. Now it ends at position ${position}.`);
  if (unexplained.first !== null) throw new Emptied(unexplained.first);
  return { position, hash, erased };
}
