import { asDateTime } from './dates.js';
import { headingOf, placeOf } from './fields.js';
import { counted } from './grant-cells.js';
import type { ExportGrant, GrantRow, Json } from './grant-row.js';
import { poundsText } from './money.js';

/** A value of a grant as it is published: its text, and whether JSON writes it as a number. */
export interface PublishedValue {
  readonly text: string;
  readonly isNumber: boolean;
}

/** A grant's published values by JSON pointer, in the order of the standard's fields. */
export type PublishedGrant = ReadonlyMap<string, PublishedValue>;

type Entry = readonly [pointer: string, value: PublishedValue];

const text = (pointer: string, value: string | undefined): Entry[] =>
  value === undefined ? [] : [[pointer, { text: value, isNumber: false }]];

const number = (pointer: string, digits: string | undefined): Entry[] =>
  digits === undefined ? [] : [[pointer, { text: digits, isNumber: true }]];

const pounds = (pointer: string, pence: number | undefined): Entry[] =>
  number(pointer, pence === undefined ? undefined : poundsText(pence));

function flattened(value: Json, pointer = ''): Entry[] {
  if (value === null) return [];
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([name, part]: [string, Json]) => flattened(part, `${pointer}/${name}`));
  }
  return typeof value === 'number' ? number(pointer, String(value)) : text(pointer, String(value));
}

function organisationsOf({ recipient, funder }: GrantRow): Entry[] {
  const to = '/recipientOrganization/0';
  const from = '/fundingOrganization/0';
  return [
    ...text(`${to}/id`, recipient.identifier),
    ...text(`${to}/name`, recipient.name),
    ...text(`${to}/charityNumber`, recipient.charityNumber),
    ...text(`${to}/companyNumber`, recipient.companyNumber),
    ...text(`${to}/postalCode`, recipient.postalCode),
    ...text(`${from}/id`, funder.identifier),
    ...text(`${from}/name`, funder.name),
    ...text(`${from}/department`, funder.department),
  ];
}

function transactionsOf({ commitmentTransactions }: GrantRow): Entry[] {
  return commitmentTransactions.flatMap(({ id, date, valuePence, description }, item) => {
    const pointer = `/commitmentTransaction/${item}`;
    return [
      ...text(`${pointer}/id`, id),
      ...text(`${pointer}/transactionDate`, date),
      ...text(`${pointer}/currency`, 'GBP'),
      ...pounds(`${pointer}/value`, valuePence),
      ...text(`${pointer}/description`, description),
    ];
  });
}

function grantEntries(grant: GrantRow): Entry[] {
  const openCall = grant.openCall === undefined ? undefined : grant.openCall ? 'Yes' : 'No';
  return [
    ...text('/id', grant.identifier),
    ...text('/title', grant.title),
    ...text('/description', grant.description),
    ...text('/currency', 'GBP'),
    ...pounds('/amountAppliedFor', grant.amountAppliedForPence),
    ...pounds('/amountAwarded', grant.amountAwardedPence),
    ...pounds('/amountDisbursed', grant.amountPaidPence),
    ...text('/awardDate', grant.awardedOn),
    ...text('/plannedDates/0/startDate', grant.startsOn),
    ...text('/plannedDates/0/endDate', grant.endsOn),
    ...number('/plannedDates/0/duration', grant.durationMonths?.toString()),
    ...text('/grantProgramme/0/code', grant.programme?.code),
    ...text('/grantProgramme/0/title', grant.programme?.title),
    ...text('/fromOpenCall', openCall),
    ...text('/dateModified', grant.dateModified === undefined ? undefined : asDateTime(grant.dateModified)),
    ...text('/dataSource', grant.dataSource),
    ...flattened({ beneficiaryLocation: grant.beneficiaryLocations as readonly Json[] }),
  ];
}

/** A grant in the words of 360Giving 1.4.3. */
export function publishedGrant(grant: GrantRow): PublishedGrant {
  const entries = [...grantEntries(grant), ...organisationsOf(grant), ...transactionsOf(grant), ...flattened(grant.other)];
  const values = new Map(entries);
  const { cells, inFile } = counted(new Map(entries.map(([pointer, value]) => [pointer, value.text])));
  const places = [...cells.keys()].map((pointer) => [pointer, placeOf(pointer)] as const).sort(([, one], [, other]) => one - other);
  return new Map(
    places.flatMap(([pointer]) => {
      const value = values.get(inFile(pointer));
      return value ? [[pointer, value] as const] : [];
    }),
  );
}

/**
 * The fields in which two states of a grant differ as they would be published, by their headings; none where an import changes nothing.
 * Compare with this rather than field by field: it knows no difference between a value that is absent and one that is undefined, nor
 * between orders of properties, which a database's JSON does not keep.
 */
export function changedFields(before: GrantRow | ExportGrant, after: GrantRow | ExportGrant): string[] {
  const one = publishedGrant(before);
  const other = publishedGrant(after);
  const pointers = new Set([...one.keys(), ...other.keys()]);
  const changed = [...pointers].filter((pointer) => one.get(pointer)?.text !== other.get(pointer)?.text);
  return [...new Set(changed.map((pointer) => headingOf(pointer)))];
}
