import { readFile } from 'node:fs/promises';
import type { IdentitySettings } from './settings.js';

/** Reads the settings file that IDENTITY_FILE names; `npm start` writes it. */
export async function identityConfig(): Promise<IdentitySettings> {
  const file = process.env.IDENTITY_FILE;
  if (!file) throw new Error('IDENTITY_FILE is not set. The local identity provider is started by "npm start".');
  return JSON.parse(await readFile(file, 'utf8')) as IdentitySettings;
}
