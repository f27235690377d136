import { fromPublic, fromSeed } from '@nats-io/nkeys';

/** The header of a head's message that proves who wrote it. */
export const SIGNATURE_HEADER = 'Compact-Signature';

/** What is signed begins with these words, so that a signature given for something else can never stand for a head. */
const signed = (text: string): Uint8Array => new TextEncoder().encode(`compact head\n${text}`);

/**
 * The Ed25519 signature over a head's text, in base64. The key is for heads alone: a NATS user's own key signs whatever its broker asks
 * it to sign, so that whoever runs the broker could have had a head signed by it.
 */
export function signHead(seed: string, text: string): string {
  return Buffer.from(fromSeed(new TextEncoder().encode(seed)).sign(signed(text))).toString('base64');
}

/** Whether one of these keys has signed a head's text. A borough that changes its key has two for a while. */
export function isSignedBy(publicKeys: readonly string[], text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== 64) return false;
  return publicKeys.some((key) => fromPublic(key).verify(signed(text), bytes));
}
