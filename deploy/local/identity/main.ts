import { readBoroughs } from '../boroughs.js';
import { demonstrationPeople } from '../people.js';
import { identityConfig } from './identity.config.js';
import { identityProvider } from './provider.js';
import { identityServer } from './server.js';

const settings = await identityConfig();
const people = demonstrationPeople(await readBoroughs(settings.boroughsFolder));
const provider = identityProvider(settings, people);
provider.on('server_error', (_ctx, error) => process.stderr.write(`${error.stack ?? error.message}\n`));
const server = identityServer(provider, people).listen(settings.port, '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
