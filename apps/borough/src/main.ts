import 'reflect-metadata';
import { WrongConfiguration } from '#settings';
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
  const text = error instanceof Error && !(error instanceof WrongConfiguration) ? error.stack : (error as Error).message;
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
