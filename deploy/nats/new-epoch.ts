import { runCommand } from '../command.js';
import { beginEpochIn, epochBegun } from './log-epoch.js';
import { namedBorough } from './named-borough.js';
import { newEpochConfig } from './nats.config.js';
import { renewStream, standingEpoch } from './provision.js';

await runCommand(async (args) => {
  const { server, boroughsFolder, epochs, ownerUrl } = newEpochConfig();
  const code = await namedBorough(args, boroughsFolder);
  const above = Math.max(epochs[code] ?? 1, (await standingEpoch(code, server)) ?? 1);
  const epoch = await beginEpochIn(ownerUrl, above);
  await renewStream(code, epoch, server);
  return epochBegun(code, epoch);
});
