import 'reflect-metadata';
import { LogWake } from '#events';
import { boroughConfig } from '../../../apps/borough/src/borough.config.js';
import { boroughProgram } from '../../../apps/borough/src/program.js';
import { asProcess } from '../as-process.js';

/** The whole program of a borough. What the bench left in its outbox is announced as a command announces it: after the commit. */
const config = boroughConfig();
const app = await boroughProgram(config);
await app.startAllMicroservices();
await app.listen(config.port, '127.0.0.1');
const wake = app.get(LogWake, { strict: false });
asProcess({ committed: () => wake.sequencer.poke() });
