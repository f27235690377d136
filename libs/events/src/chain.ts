import { hash } from 'node:crypto';

/** What of an event the chain of hashes covers. The data stands in it by its own hash, so that it holds when the data is erased. */
export interface ChainLink {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** RFC 3339, as it is written in the event. */
  readonly time: string;
  /** SHA-256 of the bytes of the data, in hexadecimal. */
  readonly dataHash: string;
}

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** The hash of an event's data, over exactly the bytes that are published. */
export const dataHashOf = (dataText: string): string => sha256(dataText);

/** The hash that a borough's chain begins with. A later epoch goes on from the hash at its cut. */
export const genesisOf = (borough: string): string => sha256(`compact\n${borough}\n1`);

/** The chain's hash at a position: SHA-256 over the hash before it and the event's own lines. */
export const nextHash = (previous: string, { position, id, type, subject, time, dataHash }: ChainLink): string =>
  sha256([previous, position, id, type, subject, time, dataHash].join('\n'));
