import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the aggregator knows of a borough before it is heard. */
export interface BoroughFile {
  /** As it stands in addresses and in subjects on NATS. */
  readonly code: string;
  readonly name: string;
  readonly body: { readonly identifier: string; readonly name: string };
  /** GSS code of the place. */
  readonly placeCode: string;
  readonly agreedDays: Readonly<Record<string, number>>;
  /** Whom to tell when a record is wrong: an office, never a person. */
  readonly contact: { readonly role: string; readonly email?: string };
  /** Where its own pages are, without a slash at the end; null where that is not set. It is no part of the file. */
  readonly publicUrl: string | null;
}

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads the file of every borough of the network, in the order of their names. Throws an Error that names the file and what it lacks. */
export function readBoroughFiles(folder: string): BoroughFile[] {
  const files = readdirSync(folder).filter((name) => /[.]ya?ml$/.test(name));
  if (files.length === 0) throw new Error(`There is no borough file in ${folder}. Put one YAML file for each borough there.`);
  const boroughs = files.map((file) => readBorough(file, parse(readFileSync(join(folder, file), 'utf8'))));
  const codes = new Set(boroughs.map(({ code }) => code));
  if (codes.size < boroughs.length) throw new Error(`Two files in ${folder} have the same code. Give each borough a code of its own.`);
  return boroughs.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
}

function readBorough(file: string, read: unknown): BoroughFile {
  const borough = (read ?? {}) as Partial<BoroughFile>;
  const lacks = [
    ...(typeof borough.code === 'string' && CODE.test(borough.code) ? [] : ['code (small letters, digits and hyphens)']),
    ...(typeof borough.name === 'string' ? [] : ['name']),
    ...(typeof borough.body?.identifier === 'string' && typeof borough.body.name === 'string' ? [] : ['body with identifier and name']),
    ...(typeof borough.placeCode === 'string' ? [] : ['placeCode']),
    ...(typeof borough.contact?.role === 'string' ? [] : ['contact with role']),
    ...(typeof borough.agreedDays === 'object' ? [] : ['agreedDays']),
  ];
  if (lacks.length > 0) throw new Error(`The borough file ${file} lacks ${lacks.join(', ')}.`);
  const { code, name, body, placeCode, agreedDays, contact } = borough as BoroughFile;
  return { code, name, body, placeCode, agreedDays, contact, publicUrl: null };
}
