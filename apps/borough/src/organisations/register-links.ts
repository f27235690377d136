/** Where the public register of each scheme shows one organisation; others have no page we know (standards.md 6). */
const PAGES: Readonly<Record<string, (number: string) => string>> = {
  'GB-CHC': (number) => `https://register-of-charities.charitycommission.gov.uk/en/charity-search/-/charity-details/${number}`,
  'GB-COH': (number) => `https://find-and-update.company-information.service.gov.uk/company/${number}`,
  'GB-SC': (number) => `https://www.oscr.org.uk/about-charities/search-the-register/charity-details?number=${number}`,
  'GB-NIC': (number) => `https://www.charitycommissionni.org.uk/charity-details/?regId=${number}`,
};

const NAMES: Readonly<Record<string, string>> = {
  'GB-CHC': 'Charity Commission for England and Wales',
  'GB-COH': 'Companies House',
  'GB-SC': 'Scottish Charity Regulator',
  'GB-NIC': 'Charity Commission for Northern Ireland',
  'GB-LAE': 'English local authorities',
};

export interface IdentifierShown {
  readonly identifier: string;
  /** Whose register it is from, or that it is our own. */
  readonly register: string;
  readonly href?: string;
}

/** An identifier with its register, and the address of the organisation there where we know it. */
export function identifierShown(identifier: string): IdentifierShown {
  if (identifier.startsWith('360G-')) return { identifier, register: 'Made by us: it may repeat elsewhere for someone else' };
  const [country = '', register = '', ...number] = identifier.split('-');
  const scheme = `${country}-${register}`;
  const page = PAGES[scheme]?.(encodeURIComponent(number.join('-')));
  return { identifier, register: NAMES[scheme] ?? scheme, ...(page ? { href: page } : {}) };
}
