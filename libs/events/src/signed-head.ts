import { fromSeed } from '@nats-io/nkeys';
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** The header of a head's message that proves who wrote it. */
export const SIGNATURE_HEADER = 'Compact-Signature';

/** A head as it was told, byte for byte, and what proves who wrote it. */
export interface SignedHead {
  readonly text: string;
  /** Of Ed25519, in base64. */
  readonly signature: string;
}

/** What is signed begins with these words, so that a signature given for something else can never stand for a head. */
const signed = (text: string): Buffer => Buffer.from(`compact head\n${text}`);

/**
 * Signs the text of heads with Ed25519, in base64. The key is for heads alone: a NATS user's own key signs whatever its broker asks it to
 * sign, so that whoever runs the broker could have had a head signed by it.
 */
export function headSigner(seed: string): (text: string) => string {
  const publicKey = fromSeed(new TextEncoder().encode(seed)).getPublicKey();
  const [x, d] = [rawPublic(publicKey), bytesOf(seed).subarray(2, 34)].map((bytes) => bytes.toString('base64url'));
  const key = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
  return (text) => sign(null, signed(text), key).toString('base64');
}

/** Whether one of these keys has signed a head's text. A borough that changes its key has two for a while. */
export function isSignedBy(publicKeys: readonly string[], text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== 64) return false;
  return publicKeys.some((key) => verify(null, signed(text), publicKeyFrom(key), bytes));
}

/** The JavaScript that nkeys verify with takes a hundred times as long as Node's own; heads come all day from every borough. */
function publicKeyFrom(key: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: rawPublic(key).toString('base64url') }, format: 'jwk' });
}

/** Behind one byte for the kind of key, and before two of a checksum, which was looked at when the key was read from the settings. */
const rawPublic = (key: string): Buffer => bytesOf(key).subarray(1, 33);

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of an nkey, which is written in base32 (RFC 4648). */
function bytesOf(key: string): Buffer {
  const bits = [...key].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
}
