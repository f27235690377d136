import fastify from 'fastify';
import type { AwardGrant } from '../../../apps/borough/src/grants/award-grant.command.js';
import { asProcess } from '../as-process.js';
import { httpConfig } from './http.config.js';
import { PlainGrants } from './plain-grants.js';

/** Fastify with nothing around it; what is sent is checked by its own JSON Schema. */
const { port, databaseUrl } = httpConfig();
const grants = new PlainGrants(databaseUrl);
const app = fastify();
const body = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'description', 'organisation', 'amountAwardedPence', 'awardedOn'],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 300 },
    description: { type: 'string', minLength: 1, maxLength: 10_000 },
    organisation: { type: 'string', minLength: 1, maxLength: 200 },
    amountAwardedPence: { type: 'integer', minimum: 0 },
    awardedOn: { type: 'string', format: 'date' },
  },
};
app.get('/grants', () => grants.list());
app.post<{ Body: AwardGrant }>('/grants', { schema: { body } }, async (request, reply) => {
  void reply.code(201);
  return grants.award(request.body);
});
await app.listen({ port, host: '127.0.0.1' });
asProcess({});
