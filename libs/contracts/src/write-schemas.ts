import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts, schemaOf } from './index.js';

/** `npm run schemas` writes the JSON Schema of every contract; with `-- --release` it also freezes them as they are. */
const home = join(process.cwd(), 'libs/contracts');
const schemas = join(home, 'schemas');
mkdirSync(schemas, { recursive: true });
for (const file of readdirSync(schemas)) rmSync(join(schemas, file));
for (const contract of contracts) writeFileSync(join(schemas, `${contract.type}.json`), `${JSON.stringify(schemaOf(contract), null, 2)}\n`);
if (process.argv.includes('--release')) cpSync(schemas, join(home, 'released'), { recursive: true });
process.stdout.write(`${contracts.length} schemas written\n`);
