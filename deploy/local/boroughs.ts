import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

/** The first boroughs keep their ports; one that joins comes after them. */
const ORDER = ['kensington-and-chelsea', 'westminster', 'hammersmith-and-fulham'];

const rank = (code: string): number => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length);

/** What the local network reads of a borough's file. The borough's own program reads and checks all of it. */
export interface LocalBorough {
  readonly code: string;
  readonly name: string;
  readonly departments: readonly { readonly key: string; readonly name: string }[];
  readonly bodies: readonly { readonly key: string; readonly name: string }[];
  /** The absolute path of the file. */
  readonly file: string;
}

/**
 * The boroughs of a folder, one `<code>.yaml` each, in the order of their ports.
 * @throws Error that names the file that is not a borough's.
 */
export async function readBoroughs(folder: string): Promise<LocalBorough[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).map((name) => basename(name, '.yaml'));
  const ordered = names.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return Promise.all(ordered.map((code) => readBorough(join(folder, `${code}.yaml`), code)));
}

async function readBorough(file: string, code: string): Promise<LocalBorough> {
  const read = parse(await readFile(file, 'utf8')) as Partial<LocalBorough> | null;
  if (read?.code !== code) throw new Error(`${file} must have the line "code: ${code}", as its name says.`);
  if (!read.name || !Array.isArray(read.departments) || read.departments.length === 0) {
    throw new Error(`${file} must have a name and at least one department.`);
  }
  return { code, name: read.name, departments: read.departments, bodies: read.bodies ?? [], file };
}
