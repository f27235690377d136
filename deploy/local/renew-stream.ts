import { runCommand } from '../command.js';
import { streamRenewed } from '../nats/log-epoch.js';
import { renewStream } from '../nats/provision.js';
import { readJson } from './files.js';
import { localConfig } from './local.config.js';
import { readNetworkFile } from './network-file.js';
import { STREAM_BYTES } from './network.js';
import { readSecrets } from './secrets.js';
import { type Epochs, VarFolder } from './var-folder.js';

const USAGE = 'Use "npm run --silent renew-stream -- <borough>".';

await runCommand(async ([code]) => {
  if (code === undefined) throw new Error(USAGE);
  const { varFolder } = localConfig();
  const { nats, boroughs } = await readNetworkFile(varFolder);
  if (!boroughs.some((borough) => borough.code === code)) throw new Error(`There is no borough "${code}" here. ${USAGE}`);
  const secrets = await readSecrets(new VarFolder(varFolder).secrets);
  const epochs = await readJson<Epochs>(new VarFolder(varFolder).epochs);
  await renewStream(code, epochs?.[code] ?? 1, { url: nats.url, seed: secrets.provisionerSeed, maxBytes: STREAM_BYTES });
  return streamRenewed(code);
});
