import { readFile, rename, writeFile } from 'node:fs/promises';

/** Writes a file whole or not at all, also when the machine is stopped in the middle. With mode 0600 it is for its owner alone. */
export async function writeWhole(file: string, text: string, mode = 0o644): Promise<void> {
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, text, { mode });
  await rename(beside, file);
}

/** What a JSON file holds, null where there is none. */
export async function readJson<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${file} cannot be read (${(error as Error).message}). Remove it, or begin anew: npm start -- --fresh`, {
      cause: error,
    });
  }
}
