import { carriedOf, transactionsOf, locationsOf } from './carried-fields.js';
import { asDateTime, isUri, readDate, readEventDate } from './dates.js';
import type { Funder, GrantRow, Programme, ReadOptions } from './grant-row.js';
import { readGrantIdentifier, readOrganisationIdentifier } from './identifiers.js';
import { readPence, type Reading } from './money.js';
import { recipientOf, tellAltered } from './recipient.js';
import type { RowReading } from './row-reading.js';
import { noteWhatOthersMiss } from './usefulness.js';
import { excerpt } from './words.js';

/** Leaves out the properties that have no value. */
function present<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;
}

/** A value that must be there, read by its rule. */
function must<Value>(reading: RowReading, pointer: string, rule: (text: string) => Reading<Value>, whatToWrite: string) {
  return reading.has(pointer) ? reading.read(pointer, rule) : reading.missing(pointer, whatToWrite);
}

function refuseIndividuals(reading: RowReading): void {
  const person = reading.pointers.find((pointer) => /^\/(recipientIndividual|toIndividualsDetails)\//.test(pointer));
  if (person !== undefined) {
    reading.refuse(person, 'Grants to individuals are not taken: the register is of organisations. Take the row out.');
  }
}

function refuseSeveral(reading: RowReading, list: string, what: string): void {
  const second = reading.pointers.find((pointer) => pointer.startsWith(`/${list}/1/`));
  if (second !== undefined) reading.refuse(second, `The grant has more than one ${what}. Write a grant of its own for each.`);
}

function identifierOf(reading: RowReading): string | undefined {
  const read = must(reading, '/id', readGrantIdentifier, 'Write 360G-, the publisher’s prefix, a hyphen and your reference.');
  if (read?.altered) reading.note('identifier-spaces');
  return read?.identifier;
}

function descriptionOf(reading: RowReading, title: string | undefined, options: ReadOptions): string | undefined {
  if (reading.has('/description') || !options.titleAsDescription) {
    return reading.required('/description', 10_000, 'Say in a sentence what the grant is for.');
  }
  reading.note('title-as-description');
  return title;
}

function checkCurrency(reading: RowReading): void {
  const currency = reading.get('/currency');
  if (currency === undefined) reading.missing('/currency', 'Write GBP.');
  else if (currency.toUpperCase() !== 'GBP') {
    reading.refuse('/currency', `${excerpt(currency)} is not taken. Write the sums in pounds and GBP here.`);
  }
}

function funderOf(reading: RowReading): Funder | undefined {
  const id = '/fundingOrganization/0/id';
  refuseSeveral(reading, 'fundingOrganization', 'funder');
  const read = must(reading, id, readOrganisationIdentifier, 'Write the funder’s, like GB-LAE-WSM.');
  tellAltered(reading, read);
  const name = reading.required('/fundingOrganization/0/name', 300, 'Write the name of the funder.');
  const department = reading.text('/fundingOrganization/0/department', 200);
  return read && name !== undefined ? present({ identifier: read.identifier, name, department }) : undefined;
}

function programmeOf(reading: RowReading): Programme | undefined {
  const code = reading.text('/grantProgramme/0/code', 50);
  const title = reading.text('/grantProgramme/0/title', 200);
  return code === undefined && title === undefined ? undefined : present({ code, title });
}

function readOpenCall(text: string): Reading<boolean> {
  if (/^(yes|no)$/i.test(text)) return { value: text.toLowerCase() === 'yes' };
  return { reason: `${excerpt(text)} is neither Yes nor No. Write Yes or No, or leave the cell empty.` };
}

function durationOf(reading: RowReading): number | undefined {
  const months = reading.read('/plannedDates/0/duration', (text) => {
    if (!/^\d{1,4}(\.\d{1,10})?$/.test(text)) return { reason: `${excerpt(text)} is not a number of months. Write digits, like 12.` };
    const number = Number(text);
    return number > 600 ? { reason: `${excerpt(text)} months are more than 50 years. Write the duration in months.` } : { value: number };
  });
  if (months === undefined) return undefined;
  if (months === 0 || !Number.isInteger(months)) reading.note('duration-altered');
  return months === 0 ? undefined : Math.ceil(months);
}

function periodOf(reading: RowReading): Pick<GrantRow, 'startsOn' | 'endsOn' | 'durationMonths'> {
  const startsOn = reading.read('/plannedDates/0/startDate', (text) => readEventDate(text, 'first'));
  const endsOn = reading.read('/plannedDates/0/endDate', (text) => readEventDate(text, 'last'));
  if (startsOn !== undefined && endsOn !== undefined && startsOn > endsOn) {
    reading.refuse('/plannedDates/0/endDate', `The planned end, ${endsOn}, is before the planned start, ${startsOn}. Mend one of the two.`);
  }
  return { startsOn, endsOn, durationMonths: durationOf(reading) };
}

function kept(reading: RowReading, pointer: string, read: (text: string) => string | undefined): string | undefined {
  const text = reading.get(pointer);
  const value = text === undefined ? undefined : read(text);
  if (text !== undefined && value === undefined) reading.leaveOut(pointer);
  return value;
}

/** The grant that a row tells, or none where the row is refused; `reading` then holds every reason. */
export function grantOf(reading: RowReading, options: ReadOptions): GrantRow | undefined {
  reading.refuseWhatCannotBeKept();
  refuseIndividuals(reading);
  const identifier = identifierOf(reading);
  const title = reading.required('/title', 300, 'Write a short title.');
  const description = descriptionOf(reading, title, options);
  checkCurrency(reading);
  const amountAppliedForPence = reading.read('/amountAppliedFor', readPence);
  const amountAwardedPence = must(reading, '/amountAwarded', readPence, 'Write it in pounds, like 1250.50.');
  const amountPaidPence = reading.read('/amountDisbursed', readPence);
  const awardedOn = must(reading, '/awardDate', readDate, 'Write it like 2026-04-30.');
  const period = periodOf(reading);
  const recipient = recipientOf(reading, options);
  refuseSeveral(reading, 'recipientOrganization', 'recipient organisation');
  const funder = funderOf(reading);
  const openCall = reading.read('/fromOpenCall', readOpenCall);
  const programme = programmeOf(reading);
  const dateModified = kept(reading, '/dateModified', asDateTime);
  const dataSource = kept(reading, '/dataSource', (text) => (isUri(text) ? text : undefined));
  const beneficiaryLocations = locationsOf(reading);
  const commitmentTransactions = transactionsOf(reading);
  const isPeriodKnown = Object.values(period).some((part) => part !== undefined);
  const standing = ['recipientOrganization', 'fundingOrganization', ...(isPeriodKnown ? ['plannedDates'] : [])];
  const other = carriedOf(reading, new Set(programme ? [...standing, 'grantProgramme'] : standing));
  if (reading.isRefused || !recipient || !funder) return undefined;
  if (identifier === undefined || title === undefined || description === undefined) return undefined;
  if (amountAwardedPence === undefined || awardedOn === undefined) return undefined;
  const sums = { amountAwardedPence, amountAppliedForPence, amountPaidPence };
  const said = { identifier, title, description, ...sums, awardedOn, ...period, recipient, funder, programme, openCall };
  const grant: GrantRow = present({ ...said, beneficiaryLocations, commitmentTransactions, dateModified, dataSource, other });
  noteWhatOthersMiss(reading, grant, options.today);
  return grant;
}
