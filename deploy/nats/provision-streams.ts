import { runCommand } from '../command.js';
import { readBoroughs } from '../local/boroughs.js';
import { provisionerConfig } from './nats.config.js';
import { provisionStreams } from './provision.js';

await runCommand(async () => {
  const { server, boroughsFolder, epochs } = provisionerConfig();
  const boroughs = (await readBoroughs(boroughsFolder)).map(({ code }) => code);
  await provisionStreams({ ...server, boroughs, epochs });
  return `The streams of ${boroughs.join(', ')} are there.`;
});
