/** Which identifier an organisation is published under where it has several (findthatcharity's order; standards.md 6). Local ones come last. */
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

const FORMS: Record<string, { form: RegExp; says: string }> = {
  'GB-CHC': { form: /^[0-9]{6,7}$/, says: 'A charity number has six or seven digits, like GB-CHC-1164883' },
  'GB-COH': {
    form: /^[A-Z0-9]{8}$/,
    says: 'A company number has eight characters, like GB-COH-09668396. Put noughts before a shorter one',
  },
  'GB-SC': { form: /^SC[0-9]{6}$/, says: 'A Scottish charity number is SC and six digits, like GB-SC-SC042386' },
  'GB-NIC': { form: /^[0-9]{6}$/, says: 'A Northern Irish charity number has six digits, like GB-NIC-100019' },
  'GB-LAE': { form: /^[A-Z]{3}$/, says: 'An English authority has three letters, like GB-LAE-WSM' },
};

/** Upper case where the scheme has it, and company numbers made of digits filled up to eight: the same organisation is always written the same. */
export function normalised(identifier: string): string {
  const trimmed = identifier.trim();
  if (/^360g-/i.test(trimmed)) return `360G-${trimmed.slice(5)}`;
  const [country = '', register = '', ...rest] = trimmed.split('-');
  const scheme = `${country}-${register}`.toUpperCase();
  const number = rest.join('-');
  if (scheme === 'GB-COH') return `${scheme}-${/^[0-9]{1,7}$/.test(number) ? number.padStart(8, '0') : number.toUpperCase()}`;
  return `${scheme}-${number}`;
}

/** What is wrong with the form of an identifier, as a sentence; null where nothing is. Registers without a known form pass. */
export function faultOf(identifier: string): string | null {
  const { scheme, number } = partsOf(identifier);
  const known = FORMS[scheme];
  return known && !known.form.test(number) ? `${known.says}.` : null;
}
