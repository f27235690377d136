import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { AGGREGATOR } from '../nats/names.js';
import { databaseUrls } from '../postgres/databases.js';
import { readBoroughs } from './boroughs.js';
import { localConfig } from './local.config.js';
import { readNetworkFile } from './network-file.js';
import { readSecrets, secretsOf } from './secrets.js';
import { localPlan, serviceEnvironment } from './services.js';
import { VarFolder } from './var-folder.js';

/** Runs one of the aggregator's own commands with the settings of the local network: `replay-parked`, `rebuild`. @returns its exit code. */
async function aggregatorCommand([command = '', ...args]: readonly string[]): Promise<number> {
  const config = localConfig();
  const { nats, postgres } = await readNetworkFile(config.varFolder);
  const secrets = await readSecrets(new VarFolder(config.varFolder).secrets);
  const plan = localPlan(config, await readBoroughs(config.boroughsFolder));
  const urls = databaseUrls(postgres.url, { service: AGGREGATOR, ...secretsOf(secrets, AGGREGATOR) });
  const env = {
    ...serviceEnvironment(plan.aggregator, { plan, config, secrets, urls, natsUrl: nats.url }),
    DATABASE_OWNER_URL: urls.ownerUrl,
  };
  const script = resolve(plan.aggregator.programs, `${command}.js`);
  return spawnSync(process.execPath, [script, ...args], { env, stdio: 'inherit' }).status ?? 1;
}

try {
  process.exitCode = await aggregatorCommand(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
