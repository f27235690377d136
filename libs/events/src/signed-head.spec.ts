import { createUser, fromPublic, fromSeed } from '@nats-io/nkeys';
import { headSigner, isSignedBy } from './signed-head.js';

const text = '{"borough":"westminster","position":7}';
const bytes = (value: string) => new TextEncoder().encode(value);
const keys = Array.from({ length: 5 }, () => createUser());
const seedOf = (key: (typeof keys)[number]) => new TextDecoder().decode(key.getSeed());

test('whoever knows nkeys can check a signature, and what they sign is taken', () => {
  for (const key of keys) {
    const publicKey = key.getPublicKey();
    const signature = headSigner(seedOf(key))(text);
    expect(fromPublic(publicKey).verify(bytes(`compact head\n${text}`), Buffer.from(signature, 'base64'))).toBe(true);
    const theirs = Buffer.from(fromSeed(key.getSeed()).sign(bytes(`compact head\n${text}`))).toString('base64');
    expect(isSignedBy([publicKey], text, theirs)).toBe(true);
  }
});

test('a signature of another key, over another text, or none at all is not taken; that of a second key is', () => {
  const [own, other] = [keys[0]!, keys[1]!];
  const signature = headSigner(seedOf(own))(text);
  expect(isSignedBy([other.getPublicKey()], text, signature)).toBe(false);
  expect(isSignedBy([other.getPublicKey(), own.getPublicKey()], text, signature)).toBe(true);
  expect(isSignedBy([own.getPublicKey()], `${text} `, signature)).toBe(false);
  for (const none of ['', 'AAAA', signature.slice(4)]) expect(isSignedBy([own.getPublicKey()], text, none)).toBe(false);
});
