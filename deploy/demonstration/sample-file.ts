import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SampleFile } from './content.js';

/** A file of a borough's folder, and what is expected of it. */
export function sampleFile(folder: string, fileName: string, expected: Pick<SampleFile, 'grants' | 'refusedRows'>): SampleFile {
  return { fileName, text: readFileSync(join(folder, fileName), 'utf8'), ...expected };
}
