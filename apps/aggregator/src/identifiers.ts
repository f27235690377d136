const LOCAL = '360G-';

/** True for an identifier that a funder made up for a group without a public number. Two of them may be the same group, or not. */
export function isLocal(identifier: string): boolean {
  return identifier.startsWith(LOCAL);
}

/** The number as people know it: 1164883 of GB-CHC-1164883, 09668396 of GB-COH-09668396, SC042386 of GB-SC-SC042386. In small letters. */
export function numberOf(identifier: string): string {
  return identifier.slice(isLocal(identifier) ? LOCAL.length : secondHyphen(identifier) + 1).toLowerCase();
}

function secondHyphen(identifier: string): number {
  return identifier.indexOf('-', identifier.indexOf('-') + 1);
}
