import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { AGGREGATOR } from '../nats/names.js';
import { databaseUrls } from '../postgres/databases.js';
import { readJson } from './files.js';
import { localConfig } from './local.config.js';
import { readNetworkFile } from './network-file.js';
import { secretsOf, type Secrets } from './secrets.js';
import { VarFolder } from './var-folder.js';

/** The aggregator's own command, with the settings of the local network. */
const { inherited, varFolder } = localConfig();
const { postgres } = await readNetworkFile(varFolder);
const secrets = await readJson<Secrets>(new VarFolder(varFolder).secrets);
if (!secrets) throw new Error('The secrets of the local network are gone. Begin anew: npm start -- --fresh');
const { appUrl } = databaseUrls(postgres.url, { service: AGGREGATOR, ...secretsOf(secrets, AGGREGATOR) });
const script = resolve('dist/apps/aggregator/src/replay-parked.js');
const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], {
  env: { ...inherited, DATABASE_URL: appUrl },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
