import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { serveAssets } from './assets.js';
import { isApi } from './fault-page.js';
import { markTyped } from './forms/input.pipe.js';
import { LARGEST_UPLOAD_BYTES, readUpload } from './forms/upload.js';
import { PAGES_OPTIONS, type PagesOptions } from './options.js';
import { contextOf } from './page-context.js';
import { renderPages } from './rendering.js';
import { secure } from './security.js';
import { serveStandardPages } from './standard-pages.js';

/**
 * Makes a Nest program on Fastify answer with pages: templates, assets, security headers, cookies, uploads and the
 * standard pages. Called in `main` after `NestFactory.create` and before `listen`; the module list holds `PagesModule.forRoot`.
 */
export async function usePages(app: NestFastifyApplication): Promise<void> {
  const options = app.get<PagesOptions>(PAGES_OPTIONS);
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;

  await secure(fastify, options.formTargets);
  if (!fastify.hasRequestDecorator('cookies')) await fastify.register(cookie);
  await fastify.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { fileSize: LARGEST_UPLOAD_BYTES, files: 1, fields: 50, fieldSize: 100_000, parts: 51 },
    onFile: readUpload,
  });
  fastify.decorateReply('locals', null);
  fastify.decorateReply('pages', { getter: () => options });
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  fastify.addHook('onRequest', async (request, reply) => {
    reply.locals = contextOf(request, reply, options);
  });
  fastify.addHook('preHandler', async (request) => {
    if (!isApi(request.url)) markTyped(request.body, request.query);
  });
  fastify.addHook('onSend', async (_request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    if (isPage && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache');
    return typeof payload === 'string' ? Buffer.from(payload) : payload; // Text would be read twice: for its length, and to send it.
  });
  renderPages(fastify, options, { assets: serveAssets(fastify) });
  serveStandardPages(fastify);
}
