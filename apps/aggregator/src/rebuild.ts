import 'reflect-metadata';
import { rebuildConfig } from './aggregator.config.js';
import { projectionMigrations } from './migrations/index.js';
import { rebuild } from './rebuild/rebuild.js';

const PATIENCE_MILLISECONDS = 60_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Builds the aggregator's projections anew beside the live ones, and puts them in their place. The program may go on meanwhile. */
try {
  await rebuild({ ...rebuildConfig(), migrations: projectionMigrations, patienceMilliseconds: PATIENCE_MILLISECONDS, say });
  say('The projections are built anew and in their place.');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
