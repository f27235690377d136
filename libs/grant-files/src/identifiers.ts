import { createHash } from 'node:crypto';
import type { Reading } from './money.js';
import { excerpt } from './words.js';

/** An identifier that was read, and what was altered in it, if anything. */
export interface ReadIdentifier {
  readonly identifier: string;
  readonly altered?: 'spaces' | 'padded' | 'linked-charity';
}

interface Scheme {
  readonly form: RegExp;
  readonly example: string;
}

/** The form of what follows the register's code (standards.md 6). A register that is not here is taken as it stands. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  'GB-CHC': { form: /^\d{6,7}$/, example: 'GB-CHC-1164883, with the 6 or 7 digits of the charity number' },
  'GB-COH': { form: /^[A-Z0-9]{8}$/, example: 'GB-COH-09668396, with the 8 characters of the company number and its leading zeros' },
  'GB-SC': { form: /^SC\d{6}$/, example: 'GB-SC-SC042386' },
  'GB-NIC': { form: /^\d{6}$/, example: 'GB-NIC-100019' },
  'GB-EDU': { form: /^\d{6}$/, example: 'GB-EDU-100500, with the 6 digits of the school’s number' },
  'GB-NHS': { form: /^[A-Z0-9]{3,10}$/, example: 'GB-NHS-RJ1' },
  'GB-LAE': { form: /^[A-Z]{3,4}$/, example: 'GB-LAE-WSM' },
  'GB-PPON': { form: /^[A-Z]{4}-\d{4}-[A-Z]{4}$/, example: 'GB-PPON-PMQG-9965-CHZR' },
};

/** Registers whose code is known without a form of their own. */
const OTHER_REGISTERS =
  'GB-CASC GB-CFS GB-COE GB-GOR GB-GOV GB-GOVUK GB-HESA GB-IRN GB-LANI GB-LAS GB-MPR GB-PLA GB-REV ' +
  'GB-SCOTEDU GB-SHPE GB-SRS GB-UKPRN GB-WALEDU';

/** GB-PPON is known here although org-id.guide does not list it. */
const KNOWN = new Set([...Object.keys(SCHEMES), ...OTHER_REGISTERS.split(' ')]);

/** Which identifier to publish where an organisation has several: findthatcharity's order (standards.md 6). */
const PREFERENCE = 'GB-CHC GB-SC GB-NIC GB-WALEDU GB-EDU GB-LAE GB-PLA GB-LAS GB-LANI GB-GOR GB-MPR GB-COH'.split(' ');

const LONGEST = 200;

/** The register of an organisation identifier: its first two parts, or `360G` for one that a publisher made. */
const schemeOf = (identifier: string): string => (isLocal(identifier) ? '360G' : identifier.split('-').slice(0, 2).join('-'));

/** The scheme of an identifier, and the number within it as people know it: 1164883 of GB-CHC-1164883. */
export function partsOf(identifier: string): { scheme: string; number: string } {
  const scheme = schemeOf(identifier);
  return { scheme, number: identifier.slice(scheme.length + 1) };
}

/** Whether a publisher made the identifier itself, for want of a public number. It may repeat elsewhere for another organisation. */
export function isLocal(identifier: string): boolean {
  return identifier.startsWith('360G-');
}

/** Whether the register is one we know, or the publisher's own (`360G`). */
export const isKnownScheme = (identifier: string): boolean => isLocal(identifier) || KNOWN.has(schemeOf(identifier));

function reasonAgainstForm(text: string): string | undefined {
  if (/[\r\n]/.test(text)) return `${excerpt(text)} has a line break. Write the identifier on one line.`;
  if (text.includes('/')) return `${excerpt(text)} has a slash. Write a hyphen or _ instead.`;
  if (text.length > LONGEST) return `${excerpt(text)} is longer than ${LONGEST} characters. Write a shorter identifier.`;
  return undefined;
}

/** A grant's identifier: `360G-`, the publisher's prefix, a hyphen, its own reference. Spaces become `_` (standards.md 3.1). */
export function readGrantIdentifier(text: string): Reading<ReadIdentifier> {
  const reason = reasonAgainstForm(text);
  if (reason) return { reason };
  const identifier = text.replace(/^360g-/, '360G-').replace(/\s+/g, '_');
  if (!/^360G-[^-]+-./.test(identifier)) {
    return { reason: `${excerpt(text)} is not a grant’s identifier. Write 360G-, the publisher’s prefix, a hyphen and the reference.` };
  }
  return { value: identifier === text ? { identifier } : { identifier, altered: 'spaces' } };
}

function reasonAgainstNoScheme(text: string): string {
  const shown = excerpt(text);
  const noRegister = `${shown} does not say which register it is from.`;
  if (/^\d{6,7}$/.test(text)) return `${noRegister} Write GB-CHC-${text} if it is a charity number.`;
  if (/^[A-Z0-9]{8}$/i.test(text)) return `${noRegister} Write GB-COH-${text} if it is a company number.`;
  return `${shown} is not an identifier of an organisation. Write its register and number, like GB-CHC-1164883 or GB-COH-09668396.`;
}

/**
 * An organisation's identifier, checked by its register's form. The register's code is put in capitals, a seven-digit company number
 * gets its leading zero back, and a linked charity's suffix is dropped.
 */
export function readOrganisationIdentifier(text: string): Reading<ReadIdentifier> {
  const reason = reasonAgainstForm(text);
  if (reason) return { reason };
  if (/^360g-/i.test(text)) {
    const identifier = `360G-${text.slice(5).replace(/\s+/g, '_')}`;
    if (text.length === 5) return { reason: `${text} is not complete. Write the publisher’s prefix and its own reference after it.` };
    return { value: /\s/.test(text) ? { identifier, altered: 'spaces' } : { identifier } };
  }
  const [, country, register, rest] = /^([a-z]{2})-([a-z0-9]{2,8})-(.+)$/i.exec(text.replace(/\s+/g, '')) ?? [];
  if (country === undefined || register === undefined || rest === undefined) return { reason: reasonAgainstNoScheme(text) };
  const scheme = `${country}-${register}`.toUpperCase();
  const known = SCHEMES[scheme];
  const { number, altered } = mended(scheme, known ? rest.toUpperCase() : rest);
  if (known && !known.form.test(number)) {
    return { reason: `${excerpt(text)} does not have the form of ${scheme}. Write it like ${known.example}.` };
  }
  const change = altered ?? (/\s/.test(text) ? 'spaces' : undefined);
  return { value: change ? { identifier: `${scheme}-${number}`, altered: change } : { identifier: `${scheme}-${number}` } };
}

function mended(scheme: string, number: string): { number: string; altered?: 'padded' | 'linked-charity' } {
  if (scheme === 'GB-COH' && /^\d{7}$/.test(number)) return { number: `0${number}`, altered: 'padded' };
  const [, charity] = scheme === 'GB-CHC' ? (/^(\d{6,7})-\d{1,3}$/.exec(number) ?? []) : [];
  return charity === undefined ? { number } : { number: charity, altered: 'linked-charity' };
}

/** An identifier that was typed, as a register would have it; as it was typed where it is none. For finding, not for recording. */
export function identifierLike(typed: string): string {
  const read = readOrganisationIdentifier(typed.trim());
  return 'value' in read ? read.value.identifier : typed.trim();
}

const COMPANY_DIGITS = 8;

/**
 * The numbers of registers, in small letters, that somebody may mean by what was typed: without spaces, as a company number with the
 * leading noughts that spreadsheets lose, and as a Northern Irish charity number without its letters.
 */
export function numbersLike(typed: string): string[] {
  const number = typed.replaceAll(/\s/g, '').toLowerCase();
  if (/^\d+$/.test(number) && number.length < COMPANY_DIGITS) return [number, number.padStart(COMPANY_DIGITS, '0')];
  return /^ni\d{6}$/.test(number) ? [number, number.slice(2)] : [number];
}

/** A charity number in a column of its own: 6 or 7 digits, or two letters and 6 digits. None where it has another form. */
export function readCharityNumber(text: string): string | undefined {
  const number = text.replace(/\s+/g, '').toUpperCase();
  return /^(?:(\d{6,7})(?:-\d{1,3})?|(?:SC|NI)\d{6})$/.test(number) ? number.replace(/-\d+$/, '') : undefined;
}

/** A company number in a column of its own: 8 characters, a seven-digit one with its leading zero given back. None for other forms. */
export function readCompanyNumber(text: string): string | undefined {
  const number = text.replace(/\s+/g, '').toUpperCase();
  if (/^\d{7}$/.test(number)) return `0${number}`;
  return /^[A-Z0-9]{8}$/.test(number) && /\d{4}$/.test(number) ? number : undefined;
}

const charityIdentifier = (number: string): string =>
  number.startsWith('SC') ? `GB-SC-${number}` : number.startsWith('NI') ? `GB-NIC-${number.slice(2)}` : `GB-CHC-${number}`;

const rank = (identifier: string): number => {
  if (identifier.startsWith('360G-')) return PREFERENCE.length + 1;
  const place = PREFERENCE.indexOf(schemeOf(identifier));
  return place < 0 ? PREFERENCE.length : place;
};

/** The same identifiers, the one to publish first; one that a publisher made itself comes last. Of equals the first stays first. */
export const inOrderOfPreference = (identifiers: readonly string[]): string[] =>
  [...new Set(identifiers)].sort((one, other) => rank(one) - rank(other));

/** Every identifier that a recipient's cells name: its identifier, its charity and its company number; the one to prefer comes first. */
export function identifiersOf(recipient: { identifier?: string; charityNumber?: string; companyNumber?: string }): string[] {
  const { identifier, charityNumber, companyNumber } = recipient;
  const all = [
    ...(identifier === undefined ? [] : [identifier]),
    ...(charityNumber === undefined ? [] : [charityIdentifier(charityNumber)]),
    ...(companyNumber === undefined ? [] : [`GB-COH-${companyNumber}`]),
  ];
  return inOrderOfPreference(all);
}

const LONGEST_NAME_PART = 80;
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/**
 * The identifier that a borough gives to an organisation without one: `<organisationPrefix>-<letters and digits of its name>`. The same
 * name gets the same identifier however it is spaced, cased, accented or punctuated (`G-Force`, `G Force`), with `&` read as `and`.
 */
export function localIdentifierFor(organisationPrefix: string, name: string): string {
  const letters = name
    .normalize('NFKD')
    .replaceAll('&', 'and')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  const characters = [...letters];
  const short = characters.length > LONGEST_NAME_PART ? `${characters.slice(0, LONGEST_NAME_PART).join('')}-${digestOf(letters)}` : letters;
  return `${organisationPrefix}-${short === '' ? `name-${digestOf(name.normalize('NFKD').replace(/\s+/g, ''))}` : short}`;
}
