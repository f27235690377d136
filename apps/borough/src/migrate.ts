import { migrate } from '#database';
import { migrationConfig } from './borough.config.js';
import { migrations, rights } from './migrations/index.js';

/** Brings this borough's database to the newest shape. Run before the program, as often as you like. */
try {
  await migrate({ ...migrationConfig(), migrations, ...rights });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
