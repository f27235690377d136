import { giveRole } from './access/give-role.js';
import { databaseConfig } from './borough.config.js';

/** Gives the roles of this borough, at its own machine. It says how to use it when it is started without arguments. */
try {
  process.stdout.write(`${await giveRole(process.argv.slice(2), databaseConfig())}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
