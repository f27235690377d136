import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import view from '@fastify/view';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import nunjucks from 'nunjucks';
import { serveAssets } from './assets.js';
import { furnish, templateFoldersOf } from './environment.js';
import { isApi } from './fault-page.js';
import { markTyped } from './forms/input.pipe.js';
import { LARGEST_UPLOAD_BYTES, readUpload } from './forms/upload.js';
import { PAGES_OPTIONS, type PagesOptions } from './options.js';
import { contextOf, refuseContextOf } from './page-context.js';
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
    (reply as unknown as { locals: unknown }).locals = contextOf(request, reply, options);
  });
  fastify.addHook('preHandler', async (request) => {
    if (!isApi(request.url)) markTyped(request.body, request.query);
  });
  fastify.addHook('onSend', async (_request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    if (isPage && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache');
    return typeof payload === 'string' ? Buffer.from(payload) : payload; // Text would be read twice: for its length, and to send it.
  });
  const assets = serveAssets(fastify);
  const { charts, ...shown } = options;
  await fastify.register(view, {
    engine: { nunjucks },
    propertyName: 'rendered',
    templates: templateFoldersOf(options.templateFolders),
    options: {
      autoescape: true,
      watch: false,
      noCache: false,
      throwOnUndefined: false,
      onConfigure: (environment: nunjucks.Environment) => furnish(environment, charts),
    },
    defaultContext: { ...shown, assets },
  });
  fastify.decorateReply('view', viewOf);
  serveStandardPages(fastify);
}

type Rendering = FastifyReply & { rendered(template: string, model?: object): FastifyReply };

/** Answers with a page. Its model is its own: what every page knows of the request is never overwritten by it. */
function viewOf(this: FastifyReply, template: string, model: object = {}): FastifyReply {
  refuseContextOf(template, model);
  return (this as Rendering).rendered(template, model);
}
