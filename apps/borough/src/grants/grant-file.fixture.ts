import { existsSync, readFileSync } from 'node:fs';
import type { ImportChoices, SentFile } from './import-report.js';

export const NONE: ImportChoices = { assignLocalIdentifiers: false, titleAsDescription: false };

/** A good row of a file; a spec says what is different about its own. */
const ROW = {
  Identifier: '1',
  Title: 'Lunches',
  Description: 'What it is for',
  Currency: 'GBP',
  'Amount Awarded': '1200.50',
  'Award Date': '2026-04-01',
  'Recipient Org:Identifier': 'GB-CHC-1000000',
  'Recipient Org:Name': 'Example Lunch Club',
  'Recipient Org:Charity Number': '',
  'Funding Org:Identifier': 'GB-LAE-WSM',
  'Funding Org:Name': 'City of Westminster',
  'Funding Org:Department': 'Housing',
  'Grant Programme:Title': 'Meals',
  'Planned Dates:Start Date': '',
  'Planned Dates:End Date': '',
};

const NAMES = {
  id: 'Identifier',
  title: 'Title',
  amount: 'Amount Awarded',
  awarded: 'Award Date',
  org: 'Recipient Org:Identifier',
  name: 'Recipient Org:Name',
  charity: 'Recipient Org:Charity Number',
  funder: 'Funding Org:Identifier',
  funderName: 'Funding Org:Name',
  department: 'Funding Org:Department',
  programme: 'Grant Programme:Title',
  from: 'Planned Dates:Start Date',
  to: 'Planned Dates:End Date',
} as const satisfies Record<string, keyof typeof ROW>;

export type Cells = Partial<Record<keyof typeof NAMES, string>>;

function row(cells: Cells): string {
  const own = Object.fromEntries(Object.entries(cells).map(([short, cell]) => [NAMES[short as keyof Cells], cell]));
  const { Identifier, ...rest } = { ...ROW, ...own };
  return [`360G-westminster-${Identifier}`, ...Object.values(rest)].join(',');
}

/** A file of rows with identifiers like 360G-westminster-1. */
export const csv = (...rows: readonly Cells[]): SentFile => ({
  bytes: Buffer.from([Object.keys(ROW).join(','), ...rows.map(row)].join('\r\n')),
  mediaType: 'text/csv',
  fileName: 'grants.csv',
});

/** A published file that lies beside the checkout and is no part of it; null, said aloud, where it is missing. */
export function shared(name: string): SentFile | null {
  const path = `../shared/data/grants/${name}`;
  if (existsSync(path)) return { bytes: readFileSync(path), mediaType: 'text/csv', fileName: name };
  process.stdout.write(`${path} is not there: this is not tried\n`);
  return null;
}
