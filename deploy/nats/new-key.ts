import { newSeed, publicKeyOf } from './nats-user.js';

const seed = newSeed();
process.stdout.write(`seed, for its owner alone: ${seed}\npublic key, for the configuration: ${publicKeyOf(seed)}\n`);
