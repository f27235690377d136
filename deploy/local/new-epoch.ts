import { SystemClock } from '#clock';
import { beginEpoch } from '#events';
import pg from 'pg';
import { renewStream } from '../nats/provision.js';
import { databaseUrls } from '../postgres/databases.js';
import { readJson, writeWhole } from './files.js';
import { localConfig } from './local.config.js';
import { readNetworkFile } from './network-file.js';
import { STREAM_BYTES } from './network.js';
import { readSecrets, secretsOf } from './secrets.js';
import { type Epochs, VarFolder } from './var-folder.js';

const USAGE = 'Use "npm run --silent new-epoch -- <borough>", once its database was restored to an earlier time.';

async function main([code]: readonly string[]): Promise<string> {
  if (code === undefined) throw new Error(USAGE);
  const folder = new VarFolder(localConfig().varFolder);
  const { nats, postgres, boroughs } = await readNetworkFile(folder.path);
  if (!boroughs.some((borough) => borough.code === code)) throw new Error(`There is no borough "${code}" here. ${USAGE}`);
  const secrets = await readSecrets(folder.secrets);
  const epochs = (await readJson<Epochs>(folder.epochs)) ?? {};
  const { ownerUrl } = databaseUrls(postgres.url, { service: code, ...secretsOf(secrets, code) });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const epoch = await beginEpoch(owner, epochs[code] ?? 1, new SystemClock().now()).finally(() => owner.end());
  await writeWhole(folder.epochs, JSON.stringify({ ...epochs, [code]: epoch }));
  await renewStream(code, epoch, { url: nats.url, seed: secrets.provisionerSeed, maxBytes: STREAM_BYTES });
  return `The log of ${code} is in its epoch ${epoch}. The borough fills its new stream within seconds; what was lost is lost for all.`;
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
