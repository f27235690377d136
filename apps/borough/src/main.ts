import 'reflect-metadata';
import { boroughConfig } from './borough.config.js';
import { boroughProgram } from './program.js';

/** Runs until it is asked to stop; then it answers what it has begun, and ends. */
async function start(): Promise<void> {
  const config = boroughConfig();
  const app = await boroughProgram(config);
  app.enableShutdownHooks();
  await app.startAllMicroservices();
  await app.listen(config.port, '0.0.0.0');
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
