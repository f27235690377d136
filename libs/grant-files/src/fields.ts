/** How the value of a field is read and checked. `personal` fields are never kept, `individual` ones mark a grant to a person. */
export type FieldKind =
  | 'text'
  | 'number'
  | 'months'
  | 'money'
  | 'uri'
  | 'date'
  | 'eventDate'
  | 'dateTime'
  | 'country'
  | 'currency'
  | 'yesNo'
  | 'locationScope'
  | 'regrantType'
  | 'personal'
  | 'individual';

/** One field of 360Giving 1.4.3: its title path in a spreadsheet, and its place in JSON with `*` for the number of a list's item. */
export interface Field {
  readonly heading: string;
  readonly template: string;
  readonly kind: FieldKind;
}

/** Title to `name` or `name:kind`. */
type Shape = Readonly<Record<string, string>>;

const LAST_MODIFIED = { 'Last Modified': 'dateModified:dateTime' };

const EVENT: Shape = {
  Title: 'title',
  'Start Date': 'startDate:eventDate',
  'End Date': 'endDate:eventDate',
  'Duration (months)': 'duration:months',
  Description: 'description',
  ...LAST_MODIFIED,
};

const LOCATION: Shape = {
  Identifier: 'id',
  Name: 'name',
  'Country Code': 'countryCode:country',
  Latitude: 'latitude:number',
  Longitude: 'longitude:number',
  Description: 'description',
  'Geographic Code': 'geoCode',
  'Geographic Code Type': 'geoCodeType',
  ...LAST_MODIFIED,
};

const ORGANISATION: Shape = {
  Identifier: 'id',
  Name: 'name',
  Department: 'department',
  'Contact Name': 'contactName:personal',
  'Charity Number': 'charityNumber',
  'Company Number': 'companyNumber',
  'Street Address': 'streetAddress',
  City: 'addressLocality',
  County: 'addressRegion',
  Country: 'addressCountry',
  'Postal Code': 'postalCode',
  'Phone Number': 'telephone:personal',
  'Alternate Name': 'alternateName',
  Email: 'email:personal',
  Description: 'description',
  'Organisation Type': 'organisationType',
  'Web Address': 'url:uri',
  ...Object.fromEntries(Object.entries(LOCATION).map(([title, place]) => [`Location:${title}`, `location/*/${place}`])),
  ...LAST_MODIFIED,
};

const PROGRAMME: Shape = { Code: 'code', Title: 'title', Description: 'description', URL: 'url:uri', ...LAST_MODIFIED };

const CLASSIFICATION: Shape = { Vocabulary: 'vocabulary', ...PROGRAMME };

const DOCUMENT: Shape = {
  Identifier: 'id',
  Title: 'title',
  'Web Address': 'url:uri',
  Description: 'description',
  'Document Type': 'documentType',
  ...LAST_MODIFIED,
};

const TRANSACTION: Shape = {
  Identifier: 'id',
  'Transaction Date': 'transactionDate:date',
  Currency: 'currency:currency',
  Value: 'value:money',
  'Value Date': 'valueDate:date',
  Description: 'description',
  Provider: 'provider',
  Recipient: 'recipient',
  ...LAST_MODIFIED,
};

function fieldsOf(shape: Shape, heading = '', template = ''): Field[] {
  return Object.entries(shape).map(([title, place]) => {
    const [name = '', kind = 'text'] = place.split(':');
    return { heading: heading + title, template: `${template}/${name}`, kind: kind as FieldKind };
  });
}

const listOf = (title: string, name: string, shape: Shape): Field[] => fieldsOf(shape, `${title}:`, `/${name}/*`);

/** Every field of the standard's version 1.4.3, in the order of its documentation. */
export const FIELDS: readonly Field[] = [
  ...fieldsOf({
    Identifier: 'id',
    Title: 'title',
    Description: 'description',
    Currency: 'currency:currency',
    'Amount Applied For': 'amountAppliedFor:money',
    'Amount Awarded': 'amountAwarded:money',
    'Amount Disbursed': 'amountDisbursed:money',
    'Award Date': 'awardDate:date',
    URL: 'url:uri',
  }),
  ...listOf('Planned Dates', 'plannedDates', EVENT),
  ...listOf('Actual Dates', 'actualDates', EVENT),
  ...fieldsOf({ Identifier: 'id:individual', Name: 'name:individual' }, 'Recipient Ind:', '/recipientIndividual'),
  ...fieldsOf(
    {
      'Primary Grant Reason': 'primaryGrantReason:individual',
      'Secondary Grant Reason': 'secondaryGrantReason:individual',
      'Grant Purpose': 'grantPurpose/*:individual',
    },
    'To Individuals Details:',
    '/toIndividualsDetails',
  ),
  ...listOf('Recipient Org', 'recipientOrganization', ORGANISATION),
  ...listOf('Beneficiary Location', 'beneficiaryLocation', LOCATION),
  ...listOf('Funding Org', 'fundingOrganization', ORGANISATION),
  ...listOf('Grant Programme', 'grantProgramme', PROGRAMME),
  ...fieldsOf({ 'From An Open Call?': 'fromOpenCall:yesNo' }),
  ...listOf('Funding Type', 'fundingType', CLASSIFICATION),
  ...listOf('Classifications', 'classifications', CLASSIFICATION),
  ...listOf('Related Document', 'relatedDocument', DOCUMENT),
  ...listOf('applicationTransaction', 'applicationTransaction', TRANSACTION),
  ...listOf('commitmentTransaction', 'commitmentTransaction', TRANSACTION),
  ...listOf('disbursementTransaction', 'disbursementTransaction', TRANSACTION),
  ...fieldsOf({
    'Related Activity': 'relatedActivity/*',
    'Last Modified': 'dateModified:dateTime',
    'Data Source': 'dataSource:uri',
    'For Regrant Type': 'regrantType:regrantType',
    'Location Scope': 'locationScope:locationScope',
  }),
];

/** A pointer with `*` in place of the numbers of its items: what the standard says about it is the same for each. */
export const templateOf = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '/*');

interface PlacedField extends Field {
  /** Its number in the order of the standard. */
  readonly place: number;
}

const byTemplate = new Map<string, PlacedField>(FIELDS.map((field, place) => [field.template, { ...field, place }]));

/** Pointers that were looked up before, since a file asks for the same few on every row. Bounded, for a file may number its items high. */
const lookedUp = new Map<string, PlacedField>();
const MOST_LOOKED_UP = 5_000;

/** The field at a JSON pointer; none for what the standard does not know. */
export function fieldAt(pointer: string): PlacedField | undefined {
  const before = lookedUp.get(pointer);
  if (before) return before;
  const field = byTemplate.get(templateOf(pointer));
  if (field && lookedUp.size < MOST_LOOKED_UP) lookedUp.set(pointer, field);
  return field;
}

/** The number of a pointer's field in the order of the standard. */
export const placeOf = (pointer: string): number => fieldAt(pointer)?.place ?? FIELDS.length;

const plain = (heading: string): string => heading.toLowerCase().replace(/\s+/g, '');

const byHeading = new Map(FIELDS.map((field) => [plain(field.heading), field]));
const byPath = new Map(FIELDS.map((field) => [field.template.replaceAll('/*', '').slice(1).toLowerCase(), field]));

/** The JSON pointer that a template becomes with the numbers of its items; 0 where none is given. */
export function pointerOf(template: string, numbers: readonly (number | undefined)[] = []): string {
  let list = -1;
  return template.replaceAll('*', () => String(numbers[(list += 1)] ?? 0));
}

/**
 * The JSON pointer that a column's heading stands for, in any case and spacing: a title (`Related Document:1:Title`) or a path
 * (`relatedDocument/1/title`). None for a column of the publisher's own.
 */
export function pointerOfHeading(heading: string): string | undefined {
  const isPath = heading.includes('/');
  const names: string[] = [];
  const numbers: (number | undefined)[] = [];
  for (const part of heading.split(isPath ? '/' : ':').map(plain)) {
    if (/^\d{1,3}$/.test(part) && names.length > 0) numbers[names.length - 1] = Number(part);
    else if (part !== '' || !isPath) names.push(part);
  }
  const field = isPath ? byPath.get(names.join('/')) : byHeading.get(names.join(':'));
  return field && pointerOf(field.template, numbers);
}

/**
 * The heading of a pointer's column. Its lists are numbered where `isNumbered` says that the file holds several values of them; it is
 * asked with the list's own path, such as `/beneficiaryLocation` or `/recipientOrganization/0/location`.
 */
export function headingOf(pointer: string, isNumbered: (list: string) => boolean = () => false): string {
  const field = fieldAt(pointer);
  if (!field) return pointer;
  const titles = field.heading.split(':');
  let title = 0;
  let path = '';
  let heading = titles[0] ?? '';
  for (const part of pointer.split('/').slice(1)) {
    if (/^\d+$/.test(part)) {
      if (isNumbered(path)) heading += `:${part}`;
      title += 1;
      if (titles[title] !== undefined) heading += `:${titles[title]}`;
    }
    path += `/${part}`;
  }
  return title === 0 ? field.heading : heading;
}
