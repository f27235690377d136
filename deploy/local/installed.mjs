import { existsSync } from 'node:fs';

/** Plain JavaScript, since it runs before anything is built, on the Node of the machine. */
if (!existsSync('node_modules/@swc/cli') || !existsSync('node_modules/node/bin/node')) {
  process.stderr.write('The packages of this project are not installed. Run "npm ci" and then start again.\n');
  process.exitCode = 1;
}
