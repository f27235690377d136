import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { GOVUK } from './environment.js';

/** GOV.UK's template holds one inline script, which marks that scripts run; its hash is the only inline script allowed. */
function hashOfTemplateScript(): string {
  const template = readFileSync(join(GOVUK, 'govuk/template.njk'), 'utf8');
  const script = /<script[^>]*>(?<text>[^<]+)<\/script>/.exec(template)?.groups?.text;
  if (!script) throw new Error('govuk/template.njk no longer holds its inline script: look at how the page marks that scripts run');
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}

/** Headers that keep a page from running or loading anything that is not ours. `formTargets` are further origins a form may lead to. */
export async function secure(fastify: FastifyInstance, formTargets: readonly string[] = []): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", hashOfTemplateScript()],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'", ...formTargets],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}
