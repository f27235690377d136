import { asProcess, say } from '../as-process.js';

/** The command that builds the projections anew, whole. */
asProcess({});
await import('../../../apps/aggregator/src/rebuild.js');
say('rebuilt');
