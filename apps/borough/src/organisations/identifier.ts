/** Which identifier is published where there are several (findthatcharity's order; standards.md 6). Local ones come last. */
const PREFERENCE = [
  'GB-CHC',
  'GB-SC',
  'GB-NIC',
  'GB-WALEDU',
  'GB-EDU',
  'GB-LAE',
  'GB-PLA',
  'GB-LAS',
  'GB-LANI',
  'GB-GOR',
  'GB-MPR',
  'GB-COH',
];

/** The scheme of a public identifier, such as GB-CHC, and the number within it. A local one has the scheme 360G. */
export function partsOf(identifier: string): { scheme: string; number: string } {
  if (isLocal(identifier)) return { scheme: '360G', number: identifier.slice(5) };
  const [country = '', register = '', ...number] = identifier.split('-');
  return { scheme: `${country}-${register}`, number: number.join('-') };
}

/** Whether a publisher made the identifier itself, for want of a public number. It may repeat elsewhere for another organisation. */
export function isLocal(identifier: string): boolean {
  return identifier.startsWith('360G-');
}

/** The identifier to publish, of all that are an organisation's own. The first of equals wins, so an order once chosen stays. */
export function preferredOf(identifiers: readonly [string, ...string[]]): string {
  return identifiers.reduce((best, candidate) => (rank(candidate) < rank(best) ? candidate : best));
}

function rank(identifier: string): number {
  if (isLocal(identifier)) return PREFERENCE.length + 1;
  const at = PREFERENCE.indexOf(partsOf(identifier).scheme);
  return at < 0 ? PREFERENCE.length : at;
}
