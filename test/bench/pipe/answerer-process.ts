import { connect } from '@nats-io/transport-node';
import { asProcess } from '../as-process.js';
import { bareConfig } from './bare.config.js';

/** Answers each request with as many bytes as it asks for, and does nothing else. */
const nats = await connect({ servers: bareConfig().natsUrl });
let ready = Buffer.alloc(0);
nats.subscribe('bare', {
  callback: (_error, request) => {
    const { bytes } = request.json<{ bytes: number }>();
    if (ready.length !== bytes) ready = Buffer.alloc(bytes, 'x');
    request.respond(ready);
  },
});
await nats.flush();
asProcess({});
