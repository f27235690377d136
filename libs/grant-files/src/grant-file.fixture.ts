import { stringify } from 'csv-stringify/sync';
import type { ExportGrant, ReadOptions } from './grant-row.js';

export const OPTIONS: ReadOptions = { today: '2026-11-22' };

/** A row that a council would load, by the standard's headings. */
export const ROW: Readonly<Record<string, string>> = {
  Identifier: '360G-westminster-2026-0001',
  Title: 'Lunches for older people',
  Description: 'Hot meals and company on three days a week.',
  Currency: 'GBP',
  'Amount Awarded': '25000',
  'Award Date': '2026-04-01',
  'Recipient Org:Identifier': 'GB-CHC-1000000',
  'Recipient Org:Name': 'Example Lunch Club',
  'Funding Org:Identifier': 'GB-LAE-WSM',
  'Funding Org:Name': 'City of Westminster',
};

/** A CSV file of rows that differ from `ROW` as given; further columns come after its own. */
export function csvOf(rows: readonly Readonly<Record<string, string>>[], delimiter = ','): string {
  const headings = [...new Set([...Object.keys(ROW), ...rows.flatMap((row) => Object.keys(row))])];
  return stringify([headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ROW[heading] ?? ''))], { delimiter });
}

/** The same row in 360Giving's JSON. */
export const GRANT = {
  id: '360G-westminster-2026-0001',
  title: 'Lunches for older people',
  description: 'Hot meals and company on three days a week.',
  currency: 'GBP',
  amountAwarded: 25_000,
  awardDate: '2026-04-01',
  recipientOrganization: [{ id: 'GB-CHC-1000000', name: 'Example Lunch Club' }],
  fundingOrganization: [{ id: 'GB-LAE-WSM', name: 'City of Westminster' }],
};

/** What both are read as. */
export const EXPECTED: ExportGrant = {
  identifier: '360G-westminster-2026-0001',
  title: 'Lunches for older people',
  description: 'Hot meals and company on three days a week.',
  amountAwardedPence: 25_000_00,
  awardedOn: '2026-04-01',
  recipient: { identifier: 'GB-CHC-1000000', localIdentifier: false, name: 'Example Lunch Club' },
  funder: { identifier: 'GB-LAE-WSM', name: 'City of Westminster' },
  beneficiaryLocations: [],
  commitmentTransactions: [],
  other: {},
};

/** All that a writer yields. */
export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return parts.join('');
}
