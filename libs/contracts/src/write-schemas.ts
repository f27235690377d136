import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts, type EventContract, schemaOf } from './index.js';
import { breaksIn, leastOf, type Shape } from './shape.js';

/** `npm run schemas` writes the JSON Schema of every contract; with `-- --release` it also freezes them, with samples of what is new. */
const [schemas, released, samples] = ['schemas', 'released', 'samples'].map((name) => join(process.cwd(), 'libs/contracts', name)) as [
  string,
  string,
  string,
];

const write = (folder: string, name: string, content: unknown): void =>
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);

function breaks({ type }: EventContract, schema: Shape): string[] {
  const file = join(released, `${type}.json`);
  return existsSync(file) ? breaksIn(schema, JSON.parse(readFileSync(file, 'utf8')) as Shape, type) : [];
}

/** A sample that is there is never written again: what was told in that form stands in logs for good. */
function release(contract: EventContract, schema: Shape): void {
  const { type, sample } = contract;
  write(released, type, schema);
  const least = leastOf(sample, schema, schema.$defs);
  if (!existsSync(join(samples, `${type}.json`))) write(samples, type, sample);
  if (!existsSync(join(samples, `${type}.least.json`)) && JSON.stringify(least) !== JSON.stringify(sample))
    write(samples, `${type}.least`, least);
}

for (const folder of [schemas, released, samples]) mkdirSync(folder, { recursive: true });
for (const file of readdirSync(schemas)) rmSync(join(schemas, file));
const all = contracts.map((contract) => [contract, schemaOf(contract) as Shape] as const);
for (const [{ type }, schema] of all) write(schemas, type, schema);
process.stdout.write(`${all.length} schemas written\n`);
if (process.argv.includes('--release')) {
  const broken = all.flatMap((each) => breaks(...each));
  if (broken.length === 0) for (const each of all) release(...each);
  process.stdout.write(
    broken.length === 0 ? 'They are released\n' : `Not released; each of these is a new major:\n- ${broken.join('\n- ')}\n`,
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
}
