import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const SAMPLES = pathToFileURL('libs/contracts/samples/');

/** A fact as it was told when its contract was released, or with nothing but what must be there. */
export interface GoldenSample {
  /** The type, and what is special about the sample. */
  readonly name: string;
  readonly type: string;
  readonly data: object;
}

/** The frozen samples of every contract and major. */
export function goldenSamples(): GoldenSample[] {
  return readdirSync(SAMPLES).map((file) => {
    const name = file.replace(/[.]json$/, '');
    const [type = name] = /^[^.]+[.][^.]+[.]v\d+/.exec(name) ?? [];
    return { name, type, data: JSON.parse(readFileSync(new URL(file, SAMPLES), 'utf8')) as object };
  });
}
