import { schemeOf } from '#grant-files';

/** The scheme of a public identifier, such as GB-CHC, and the number within it. A local one has the scheme 360G. */
export function partsOf(identifier: string): { scheme: string; number: string } {
  const scheme = schemeOf(identifier);
  return { scheme, number: identifier.slice(scheme.length + 1) };
}

/** Whether a publisher made the identifier itself, for want of a public number. It may repeat elsewhere for another organisation. */
export function isLocal(identifier: string): boolean {
  return identifier.startsWith('360G-');
}
