import { addMonths } from '#clock';
import type { GrantRow, Json } from './grant-row.js';
import { isKnownScheme } from './identifiers.js';
import type { RowReading } from './row-reading.js';
import { lengthOf } from './words.js';

interface Horizons {
  readonly today: string;
  readonly planned: string;
  readonly actual: string;
  readonly longAgo: string;
}

let horizons: Horizons | undefined;

/** The days from which a date is too far off to be likely. Kept for the day, since every row asks for them. */
function horizonsOf(today: string): Horizons {
  if (horizons?.today === today) return horizons;
  horizons = { today, planned: addMonths(today, 12 * 12), actual: addMonths(today, 5 * 12), longAgo: addMonths(today, -25 * 12) };
  return horizons;
}

function noteDates(reading: RowReading, grant: GrantRow, today: string): void {
  const { planned, actual, longAgo } = horizonsOf(today);
  const actualDates = firstOf(grant.other['actualDates']);
  const starts = textIn(actualDates, 'startDate');
  const ends = textIn(actualDates, 'endDate');
  const plannedDates = [grant.startsOn, grant.endsOn];
  if (grant.awardedOn > today) reading.note('award-in-future');
  if (plannedDates.some((date) => date !== undefined && date > planned)) reading.note('planned-far-ahead');
  if ([starts, ends].some((date) => date !== undefined && date > actual)) reading.note('actual-far-ahead');
  if (starts !== undefined && ends !== undefined && starts > ends) reading.note('actual-start-after-end');
  if ([grant.awardedOn, ...plannedDates, starts, ends].some((date) => date !== undefined && date < longAgo)) reading.note('long-ago');
}

const firstOf = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? (list[0] as Json | undefined) : undefined);

const partOf = (value: Json | undefined, name: string): Json | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { [name: string]: Json })[name] : undefined;

function textIn(value: Json | undefined, name: string): string | undefined {
  const part = partOf(value, name);
  return typeof part === 'string' ? part : undefined;
}

function notePlaces(reading: RowReading, grant: GrantRow): void {
  const location = firstOf(partOf(firstOf(grant.other['recipientOrganization']), 'location'));
  const recipientIsPlaced = grant.recipient.postalCode !== undefined || textIn(location, 'geoCode') !== undefined;
  const benefitIsPlaced = grant.beneficiaryLocations.length > 0;
  const isUncoded = grant.beneficiaryLocations.some(({ name, geoCode }) => name !== undefined && geoCode === undefined);
  if (!recipientIsPlaced) reading.note('no-recipient-place');
  if (!benefitIsPlaced) reading.note('no-beneficiary-location');
  if (benefitIsPlaced && !recipientIsPlaced) reading.note('beneficiary-without-recipient-place');
  if (recipientIsPlaced && !benefitIsPlaced) reading.note('recipient-without-beneficiary-place');
  if (isUncoded) reading.note('location-without-code');
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
