import 'reflect-metadata';
import { databaseConfig } from './borough.config.js';
import { verifyHistoryCommand } from './history/verify-history-command.js';

/** Says whether this borough's history is what was sealed, or names the first place where it is not. At its own machine. */
try {
  process.stdout.write(`${await verifyHistoryCommand(process.argv.slice(2), databaseConfig())}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
