import type { Commitment } from './commitment.js';
import { COMMITMENTS_1_0 } from './commitments-1.0.js';

/** What the network agreed on. A change of any commitment is a new version; the old one stays for what was shown by it. */
export interface Catalogue {
  readonly version: string;
  readonly agreedOn: string;
  readonly commitments: readonly Commitment[];
}

export const CATALOGUES: readonly Catalogue[] = [{ version: '1.0', agreedOn: '2026-03-03', commitments: COMMITMENTS_1_0 }];

/** The catalogue that stands. */
export const CATALOGUE = CATALOGUES.at(-1) as Catalogue;

/** @throws RangeError for a version there never was. */
export function catalogueOf(version: string): Catalogue {
  const catalogue = CATALOGUES.find((one) => one.version === version);
  if (!catalogue) throw new RangeError(`There is no version ${version} of the catalogue`);
  return catalogue;
}
