import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';

/** A certificate and its private key, in PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Who vouches for servers in a test. */
export interface Authority {
  readonly certificate: string;
  /** For a server of this name, which may be a client of other servers too. */
  issue(host: string): Certificate;
}

/** One value of ASN.1 in DER (ITU-T X.690): what it is, how long, and what it is made of. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const commonName = (name: string): Buffer => sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(name)))));
const extension = (hex: string, value: Buffer): Buffer => sequence(identifier(hex), der(0x04, value));

const ECDSA_WITH_SHA256 = sequence(identifier('2a8648ce3d040302'));
const ANY_TIME = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));
const IS_AUTHORITY = extension('551d13', sequence(der(0x01, Buffer.from([0xff]))));
const SERVER_AND_CLIENT = extension('551d25', sequence(identifier('2b06010505070301'), identifier('2b06010505070302')));
const forHost = (host: string): Buffer => extension('551d11', sequence(der(0x82, Buffer.from(host))));

const SPKI = { type: 'spki', format: 'der' } as const;
const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: SPKI, privateKeyEncoding: PKCS8 });

/** An X.509 certificate of version 3 (RFC 5280, 4.1). */
function certificate(
  subject: Buffer,
  publicKey: Uint8Array,
  extensions: readonly Buffer[],
  by: { readonly name: Buffer; readonly key: string },
): string {
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]), randomBytes(8));
  const body = sequence(version, serial, ECDSA_WITH_SHA256, by.name, ANY_TIME, subject, publicKey, der(0xa3, sequence(...extensions)));
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, createPrivateKey(by.key)));
  return new X509Certificate(sequence(body, ECDSA_WITH_SHA256, signature)).toString();
}

/** A certificate authority of a test's own, which no other program trusts. */
export function newAuthority(name: string): Authority {
  const own = newKey();
  const by = { name: commonName(name), key: own.privateKey };
  return {
    certificate: certificate(by.name, own.publicKey, [IS_AUTHORITY], by),
    issue: (host) => {
      const { publicKey, privateKey } = newKey();
      return { certificate: certificate(commonName(host), publicKey, [SERVER_AND_CLIENT, forHost(host)], by), key: privateKey };
    },
  };
}
