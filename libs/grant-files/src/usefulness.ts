import { addMonths } from '#clock';
import type { GrantRow, Json } from './grant-row.js';
import { isKnownScheme } from './identifiers.js';
import type { RowReading } from './row-reading.js';
import { lengthOf } from './words.js';

function noteDates(reading: RowReading, grant: GrantRow, today: string): void {
  const actual = firstOf(grant.other['actualDates']);
  const starts = textIn(actual, 'startDate');
  const ends = textIn(actual, 'endDate');
  if (grant.awardedOn > today) reading.note('award-in-future');
  const planned = [grant.startsOn, grant.endsOn];
  if (planned.some((date) => date !== undefined && date > addMonths(today, 12 * 12))) reading.note('planned-far-ahead');
  if ([starts, ends].some((date) => date !== undefined && date > addMonths(today, 5 * 12))) reading.note('actual-far-ahead');
  if (starts !== undefined && ends !== undefined && starts > ends) reading.note('actual-start-after-end');
  const longAgo = addMonths(today, -25 * 12);
  if ([grant.awardedOn, ...planned, starts, ends].some((date) => date !== undefined && date < longAgo)) reading.note('long-ago');
}

const firstOf = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? (list[0] as Json | undefined) : undefined);

function textIn(value: Json | undefined, name: string): string | undefined {
  const part = value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { [name: string]: Json })[name] : undefined;
  return typeof part === 'string' ? part : undefined;
}

function notePlaces(reading: RowReading, grant: GrantRow): void {
  const recipient = firstOf(grant.other['recipientOrganization']);
  const location = recipient !== null && typeof recipient === 'object' && 'location' in recipient ? firstOf(recipient['location']) : undefined;
  const recipientIsPlaced = grant.recipient.postalCode !== undefined || textIn(location, 'geoCode') !== undefined;
  const benefitIsPlaced = grant.beneficiaryLocations.length > 0;
  if (!recipientIsPlaced) reading.note('no-recipient-place');
  if (!benefitIsPlaced) reading.note('no-beneficiary-location');
  if (benefitIsPlaced && !recipientIsPlaced) reading.note('beneficiary-without-recipient-place');
  if (recipientIsPlaced && !benefitIsPlaced) reading.note('recipient-without-beneficiary-place');
  if (grant.beneficiaryLocations.some(({ name, geoCode }) => name !== undefined && geoCode === undefined)) reading.note('location-without-code');
}

/** Notes what 360Giving's own tool would remark on, and what users of the data will miss (standards.md 3.5). */
export function noteWhatOthersMiss(reading: RowReading, grant: GrantRow, today: string): void {
  const { recipient, funder } = grant;
  if (grant.amountAwardedPence === 0) reading.note('zero-amount');
  const identifiers = [funder.identifier, ...(recipient.identifier === undefined ? [] : [recipient.identifier])];
  if (!identifiers.every(isKnownScheme)) reading.note('unknown-register');
  if (recipient.identifier?.startsWith('360G-')) reading.note('local-recipient-identifier');
  if (funder.identifier.startsWith('360G-')) reading.note('local-funder-identifier');
  if (recipient.charityNumber === undefined && recipient.companyNumber === undefined) reading.note('no-register-number');
  if (grant.programme?.title === undefined) reading.note('no-programme');
  if (grant.title === grant.description) reading.note('title-is-description');
  if (lengthOf(grant.title) > 140) reading.note('long-title');
  if (grant.dateModified === undefined) reading.note('no-last-modified');
  if (grant.dataSource === undefined) reading.note('no-data-source');
  if (grant.startsOn === undefined && grant.endsOn === undefined && grant.durationMonths === undefined) reading.note('no-duration');
  noteDates(reading, grant, today);
  notePlaces(reading, grant);
}
