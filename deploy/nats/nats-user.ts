import { createUser, fromSeed } from '@nats-io/nkeys';

/** The seed of a new NATS user: whoever holds it is that user. It starts with SU. */
export function newSeed(): string {
  return new TextDecoder().decode(createUser().getSeed());
}

/** The public key that belongs to a seed. It starts with U and may be shown to anyone. */
export function publicKeyOf(seed: string): string {
  return fromSeed(new TextEncoder().encode(seed)).getPublicKey();
}
