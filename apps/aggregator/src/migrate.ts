import { migrate } from '#database';
import { migrationConfig } from './aggregator.config.js';
import { migrations } from './migrations/index.js';

/** Brings the aggregator's database to the newest shape. Run before the program, as often as you like. */
try {
  await migrate({ ...migrationConfig(), migrations });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
