import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../command.js';
import { clusterFiles } from './cluster-files.js';
import { readClusterFile } from './cluster-settings.js';

const USAGE = 'Use "write-server-config.js --settings <a file like deploy/nats/cluster.yaml> --folder <where to write>".';

async function main(args: readonly string[]): Promise<string> {
  const { settings, folder } = parseArgs({
    args: [...args],
    options: { settings: { type: 'string' }, folder: { type: 'string' } },
  }).values;
  if (settings === undefined || folder === undefined) throw new Error(USAGE);
  const files = clusterFiles(readClusterFile(settings));
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  return `${[...files.keys()].join(', ')} are written to ${folder}. Each server gets the file of its name and users.conf beside it.`;
}

await runCommand(main);
