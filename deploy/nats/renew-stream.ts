import { runCommand } from '../command.js';
import { streamRenewed } from './log-epoch.js';
import { namedBorough } from './named-borough.js';
import { provisionerConfig } from './nats.config.js';
import { renewStream, standingEpoch } from './provision.js';

await runCommand(async (args) => {
  const { server, boroughsFolder, epochs } = provisionerConfig();
  const code = await namedBorough(args, boroughsFolder);
  await renewStream(code, epochs[code] ?? (await standingEpoch(code, server)) ?? 1, server);
  return streamRenewed(code);
});
