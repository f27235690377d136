/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface Recipient {
  /** Its public identifier. Absent only where `localIdentifier` is true: then the importer gives one (`localIdentifierFor`). */
  readonly identifier?: string;
  /** True where the file names no identifier and the person chose that a local one be given. */
  readonly localIdentifier: boolean;
  readonly name: string;
  /** 6 or 7 digits, or two letters and 6 digits. */
  readonly charityNumber?: string;
  /** 8 characters. */
  readonly companyNumber?: string;
  readonly postalCode?: string;
}

export interface Funder {
  readonly identifier: string;
  readonly name: string;
  readonly department?: string;
}

export interface Programme {
  readonly code?: string;
  readonly title?: string;
}

/** A place of benefit, in the standard's own words. `geoCode` is the code as awarded: it is never mapped to a newer one. */
export interface BeneficiaryLocation {
  readonly id?: string;
  readonly name?: string;
  readonly countryCode?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly description?: string;
  readonly geoCode?: string;
  readonly geoCodeType?: string;
  readonly dateModified?: string;
}

/** A later change of what is committed: `valuePence` is the difference, negative for a cut. */
export interface CommitmentTransaction {
  readonly id?: string;
  readonly date: string;
  readonly valuePence: number;
  readonly description?: string;
}

/** One grant of a file, checked and normalised. Texts are trimmed, sums are whole pence of pounds sterling, days are civil dates. */
export interface GrantRow {
  readonly identifier: string;
  readonly title: string;
  readonly description: string;
  readonly amountAwardedPence: number;
  readonly amountAppliedForPence?: number;
  /** What has been paid so far. */
  readonly amountPaidPence?: number;
  readonly awardedOn: string;
  /** First and last day of the planned period; a month or a year in the file stands for its first or last day. */
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly durationMonths?: number;
  readonly recipient: Recipient;
  readonly funder: Funder;
  readonly programme?: Programme;
  readonly openCall?: boolean;
  readonly beneficiaryLocations: readonly BeneficiaryLocation[];
  /** As the file tells them. They are there to be compared with the register, not to be applied. */
  readonly commitmentTransactions: readonly CommitmentTransaction[];
  /** A date-time with zone. */
  readonly dateModified?: string;
  readonly dataSource?: string;
  /** The other fields of 360Giving that the file holds, in the standard's JSON form, so that an export gives them back. */
  readonly other: JsonObject;
}

/** What an export is made from: a grant whose recipient has its identifier. */
export type ExportGrant = Omit<GrantRow, 'recipient'> & { readonly recipient: Recipient & { readonly identifier: string } };

/** Why a row is not taken. Its number is the one the spreadsheet shows: headings are row 1. In JSON the first grant is 1. */
export interface Refusal {
  readonly row: number;
  /** The heading as the file has it; in JSON the pointer inside the grant. */
  readonly column: string;
  /** What stands there, cut to 200 characters. */
  readonly value: string;
  readonly reason: string;
}

/** Something worth knowing that keeps no row out: what was altered or left out in reading, or what others will miss in the data. */
export interface Remark {
  readonly code: string;
  readonly kind: 'changed' | 'accuracy' | 'usefulness';
  readonly sentence: string;
  /** How many rows it is about; 0 where it is about the file. */
  readonly count: number;
  /** The first 20 of them. */
  readonly rows: readonly number[];
}

export interface ReadOptions {
  /** Today's civil date, from the clock. */
  readonly today: string;
  /** Take rows whose recipient has no identifier, flagged with `localIdentifier`. */
  readonly assignLocalIdentifiers?: boolean;
  /** Use the title where the description is empty. */
  readonly titleAsDescription?: boolean;
}

/** A grant that can be taken, and the rows of the file it stands in. */
export interface ReadGrant {
  readonly row: number;
  readonly rows: readonly number[];
  readonly grant: GrantRow;
}
