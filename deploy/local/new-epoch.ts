import { runCommand } from '../command.js';
import { beginEpochIn, epochBegun } from '../nats/log-epoch.js';
import { renewStream } from '../nats/provision.js';
import { databaseUrls } from '../postgres/databases.js';
import { readJson, writeWhole } from './files.js';
import { localConfig } from './local.config.js';
import { readNetworkFile } from './network-file.js';
import { STREAM_BYTES } from './network.js';
import { readSecrets, secretsOf } from './secrets.js';
import { type Epochs, VarFolder } from './var-folder.js';

const USAGE = 'Use "npm run --silent new-epoch -- <borough>", once its database was restored to an earlier time.';

await runCommand(async ([code]) => {
  if (code === undefined) throw new Error(USAGE);
  const folder = new VarFolder(localConfig().varFolder);
  const { nats, postgres, boroughs } = await readNetworkFile(folder.path);
  if (!boroughs.some((borough) => borough.code === code)) throw new Error(`There is no borough "${code}" here. ${USAGE}`);
  const secrets = await readSecrets(folder.secrets);
  const epochs = (await readJson<Epochs>(folder.epochs)) ?? {};
  const { ownerUrl } = databaseUrls(postgres.url, { service: code, ...secretsOf(secrets, code) });
  const epoch = await beginEpochIn(ownerUrl, epochs[code] ?? 1);
  await writeWhole(folder.epochs, JSON.stringify({ ...epochs, [code]: epoch }));
  await renewStream(code, epoch, { url: nats.url, seed: secrets.provisionerSeed, maxBytes: STREAM_BYTES });
  return epochBegun(code, epoch);
});
