import { readBoroughs } from './boroughs.js';
import { readJson } from './files.js';
import type { IdentitySettings } from './identity/settings.js';
import { machineToken, signedToken } from './identity/token.js';
import { localConfig } from './local.config.js';
import { demonstrationPeople, roleInWords } from './people.js';
import { VarFolder } from './var-folder.js';

const USAGE =
  'Use "npm run --silent token -- <person> [<service>]", or "npm run --silent token -- --list" to see who there is. ' +
  'Each borough has a machine that imports, like westminster-import-machine.';

async function main([first, service]: readonly string[]): Promise<string> {
  const { boroughsFolder, varFolder } = localConfig();
  const people = demonstrationPeople(await readBoroughs(boroughsFolder));
  if (first === '--list') return people.map(({ key, roles }) => [key, ...roles.map(roleInWords)].join(' ')).join('\n');
  if (first === undefined) throw new Error(USAGE);
  const settings = await readJson<IdentitySettings>(new VarFolder(varFolder).identity);
  const person = people.find(({ key }) => key === first);
  const machine = settings?.machines?.find(({ id }) => id === first);
  if (settings && machine) return machineToken(settings, machine);
  if (!person) throw new Error(`There is no demonstration person "${first}", and no machine of that name. ${USAGE}`);
  if (!settings) throw new Error('There is no local network here yet. Start it with "npm start".');
  return signedToken(settings, person, service ?? person.roles[0].borough);
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
