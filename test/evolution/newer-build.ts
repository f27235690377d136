import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CONTRACTS = 'libs/contracts/src';
const AGGREGATOR = 'apps/aggregator/src';
const NEWER = 'test/evolution/newer';

/** What the next version of the programs changes: a text that stands in a file exactly once, and what stands there then. */
const EDITS: readonly (readonly [file: string, from: string, to: string])[] = [
  [
    `${CONTRACTS}/index.ts`,
    `import { newestOf } from './majors.js';\n`,
    `import { newestOf } from './majors.js';
import { GrantIncreasedV2 } from './grants/grant-increased.v2.js';
import { FormerNameToldV1 } from './organisations/former-name-told.v1.js';\n`,
  ],
  [
    `${CONTRACTS}/index.ts`,
    '  GrantWithdrawnV1,\n  CompactVersionAdoptedV1,',
    '  GrantWithdrawnV1,\n  GrantIncreasedV2,\n  FormerNameToldV1,\n  CompactVersionAdoptedV1,',
  ],
  [`${CONTRACTS}/index.ts`, '\nexport {\n  AliasAddedV1,', '\nexport {\n  GrantIncreasedV2,\n  FormerNameToldV1,\n  AliasAddedV1,'],
  [
    `${CONTRACTS}/grants/grant-details.ts`,
    '  @IsOptional() @IsBoolean() readonly openCall?: boolean;',
    '  @IsOptional() @IsBoolean() readonly openCall?: boolean;\n  @IsOptional() @IsText(200) readonly ward?: string;',
  ],
  [
    `${AGGREGATOR}/grants/grant-register.projection.ts`,
    '  GrantIncreasedV1,\n  GrantReducedV1,\n  GrantWithdrawnV1',
    '  GrantIncreasedV2,\n  GrantReducedV1,\n  GrantWithdrawnV1',
  ],
  [`${AGGREGATOR}/grants/grant-register.projection.ts`, '    GrantIncreasedV1,', '    GrantIncreasedV2,'],
  [`${AGGREGATOR}/grants/grant-register.rows.ts`, '  GrantIncreasedV1,', '  GrantIncreasedV2,'],
  [`${AGGREGATOR}/grants/grant-register.rows.ts`, '[GrantIncreasedV1.type]', '[GrantIncreasedV2.type]'],
  [
    `${AGGREGATOR}/grants/grant-register.rows.ts`,
    'made_public_on: fact.madePublicOn,\n    reason: fact.reason,',
    `made_public_on: fact.madePublicOn,\n    reason: fact.reason ?? fact.reasons?.join(' '),`,
  ],
  [
    `${AGGREGATOR}/organisations/organisations.projection.ts`,
    'import {\n  AliasAddedV1,',
    'import {\n  FormerNameToldV1,\n  AliasAddedV1,',
  ],
  [`${AGGREGATOR}/organisations/organisations.projection.ts`, '[OrganisationRegisteredV1,', '[FormerNameToldV1, OrganisationRegisteredV1,'],
];

/**
 * Builds the programs one version newer than this checkout, in a folder of their own: contracts and projections from changed sources by
 * the builder that builds them here, all else as it is built. @returns the folder; its programs are under `dist`.
 */
export function buildNewer(within: string): string {
  const folder = mkdtempSync(join(within, 'newer-'));
  for (const file of ['package.json', '.swcrc', CONTRACTS, AGGREGATOR, 'dist']) cpSync(file, join(folder, file), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  cpSync(join(NEWER, 'grant-increased.v2.ts'), join(folder, CONTRACTS, 'grants/grant-increased.v2.ts'));
  cpSync(join(NEWER, 'former-name-told.v1.ts'), join(folder, CONTRACTS, 'organisations/former-name-told.v1.ts'));
  for (const [file, from, to] of EDITS) edit(join(folder, file), from, to);
  const builder = resolve('node_modules/@swc/cli/bin/swc.js');
  execFileSync(process.execPath, [builder, CONTRACTS, AGGREGATOR, '-d', 'dist', '--quiet'], { cwd: folder });
  return folder;
}

/** @throws Error where the text is not there exactly once: then this build would not be the one that is meant. */
function edit(file: string, from: string, to: string): void {
  const source = readFileSync(file, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not have this text exactly once: ${from}`);
  writeFileSync(
    file,
    source.replace(from, () => to),
  );
}
