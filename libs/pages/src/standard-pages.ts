import type { FastifyInstance } from 'fastify';

const PAGES = {
  '/accessibility-statement': 'pages/accessibility-statement.njk',
  '/privacy': 'pages/privacy.njk',
  '/cookies': 'pages/cookies.njk',
} as const;

/** Known to the gate of #identity: open to all, and it is seen who is signed in. */
export const OPEN_TO_ALL = { config: { access: { permission: 'anyone' } } as object };

/** The pages every service owes its readers, open to all. What they say of this service comes from its `statement`. */
export function serveStandardPages(fastify: FastifyInstance): void {
  for (const [path, template] of Object.entries(PAGES)) fastify.get(path, OPEN_TO_ALL, (_request, reply) => reply.view(template));
}
