import { WrongConfiguration } from '#settings';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { IssuerOptions } from './settings.js';

const FIELDS = ['key', 'name', 'issuer', 'clientId', 'clientSecret'] as const;

/**
 * Reads a list of issuers: YAML, each with `key`, `name`, `issuer`, `clientId` and `clientSecret`.
 * @throws WrongConfiguration that names everything that is wrong with it, and shows no secret.
 */
export function readIssuersFile(path: string): IssuerOptions[] {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new WrongConfiguration([`${(error as Error).name}: is it YAML, and may this program read it?`], cannotBe(path, 'read'));
  }
  if (!Array.isArray(content) || content.length === 0) {
    throw new WrongConfiguration([`It must hold a list, each with ${FIELDS.join(', ')}`], cannotBe(path, 'taken'));
  }
  const faults = content.flatMap((entry: unknown, at) => faultsOf(entry).map((fault) => `entry ${at + 1}: ${fault}`));
  if (faults.length > 0) throw new WrongConfiguration(faults, cannotBe(path, 'taken'));
  return content as IssuerOptions[];
}

const cannotBe = (path: string, done: string): string => `The file of issuers ${path} cannot be ${done}.`;

function faultsOf(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return ['it must hold settings, one a line'];
  const given = entry as Record<string, unknown>;
  return [
    ...FIELDS.filter((field) => typeof given[field] !== 'string' || given[field].trim() === '').map((field) => `${field} is missing`),
    ...Object.keys(given)
      .filter((field) => !FIELDS.some((known) => known === field))
      .map((field) => `there is no setting ${field}`),
  ];
}
