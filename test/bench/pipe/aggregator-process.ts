import { asProcess } from '../as-process.js';

/** The whole program of the aggregator. */
await import('../../../apps/aggregator/src/main.js');
asProcess({});
