export { AMOUNT_BANDS, type AmountBand, inBand } from './amount-bands.js';
export { changedFields } from './published.js';
export { FIELDS, headingOf, pointerOfHeading, type Field } from './fields.js';
export { fileToMend, TO_MEND, type FurtherReasons } from './file-to-mend.js';
export { protectedCell, unprotectedCell } from './formula.js';
export * from './grant-row.js';
export {
  identifierLike,
  identifiersOf,
  inOrderOfPreference,
  isLocal,
  localIdentifierFor,
  numbersLike,
  partsOf,
  readGrantIdentifier,
  readOrganisationIdentifier,
} from './identifiers.js';
export { LIMITS } from './limits.js';
export { poundsText, readPence, type Reading } from './money.js';
export { readGrantFile, type GrantFileReport } from './read-grant-file.js';
export type { FileInput } from './text-of-file.js';
export { FileTooLarge, UnreadableFile } from './unreadable-file.js';
export { writeCsv, writeJson, type Grants, type PackageMeta } from './write-grant-file.js';
export { writeTransparencyCode } from './write-transparency-code.js';
