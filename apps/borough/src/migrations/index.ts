import { Migration20261122000000_pipe } from './Migration20261122000000_pipe.js';

export const migrations = [Migration20261122000000_pipe];
