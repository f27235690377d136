import type { ReadOptions, Recipient } from './grant-row.js';
import { identifiersOf, readCharityNumber, readCompanyNumber, readOrganisationIdentifier, type ReadIdentifier } from './identifiers.js';
import type { RowReading } from './row-reading.js';

const ID = '/recipientOrganization/0/id';
const ALTERED = { spaces: 'identifier-spaces', padded: 'company-number-padded', 'linked-charity': 'linked-charity' } as const;

/** Says what was altered in an identifier, if anything. */
export function tellAltered(reading: RowReading, read: ReadIdentifier | undefined): void {
  if (read?.altered) reading.note(ALTERED[read.altered]);
}

function charityNumberOf(reading: RowReading): string | undefined {
  const text = reading.get('/recipientOrganization/0/charityNumber');
  if (text === undefined) return undefined;
  return readCharityNumber(text) ?? reading.note('charity-number-shape');
}

function companyNumberOf(reading: RowReading): string | undefined {
  const text = reading.get('/recipientOrganization/0/companyNumber');
  if (text === undefined) return undefined;
  const number = readCompanyNumber(text) ?? reading.note('company-number-shape');
  if (/^\d{7}$/.test(text)) reading.note('company-number-padded');
  return number;
}

function identifierOf(reading: RowReading, options: ReadOptions, fromNumber: string | undefined): string | undefined {
  if (reading.has(ID)) {
    const read = reading.read(ID, readOrganisationIdentifier);
    tellAltered(reading, read);
    return read?.identifier;
  }
  if (!options.assignLocalIdentifiers) {
    const suggestion = fromNumber ?? 'its register and number, like GB-CHC-1164883';
    return reading.missing(ID, `Write ${suggestion}, or choose that organisations without an identifier get a local one.`);
  }
  return fromNumber === undefined ? reading.note('local-identifier') : fromNumber;
}

/** Whom a grant is for. A charity or company number of the wrong form is left out; a wrong identifier refuses the row. */
export function recipientOf(reading: RowReading, options: ReadOptions): Recipient | undefined {
  const charityNumber = charityNumberOf(reading);
  const companyNumber = companyNumberOf(reading);
  const postalCode = reading.text('/recipientOrganization/0/postalCode', 20);
  const name = reading.required('/recipientOrganization/0/name', 300, 'Write the name of the organisation that gets the grant.');
  const [fromNumber] = identifiersOf({ charityNumber, companyNumber });
  const identifier = identifierOf(reading, options, fromNumber);
  if (name === undefined) return undefined;
  if (identifier !== undefined && identifier === fromNumber && !reading.has(ID)) reading.note('identifier-from-number');
  return {
    ...(identifier === undefined ? {} : { identifier }),
    localIdentifier: identifier === undefined,
    name,
    ...(charityNumber === undefined ? {} : { charityNumber }),
    ...(companyNumber === undefined ? {} : { companyNumber }),
    ...(postalCode === undefined ? {} : { postalCode }),
  };
}
