import { OPEN_TO_ALL } from '#pages';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AnswerInterceptor } from './answer.interceptor.js';
import { FaultFilter } from './fault.filter.js';
import { type ApiOptions, openApiOf, refuseUnlabelled } from './open-api.js';
import { readable } from './readable.js';
import { refuseUnwritableText } from './writable-text.js';

/** What a program's API needs in its module list: the one place that every answer passes, and the one that every error ends in. */
@Module({
  providers: [
    { provide: APP_FILTER, useClass: FaultFilter },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  ],
})
export class ApiModule {}

/**
 * Takes CSV bodies (as a Buffer), refuses text that cannot be written anywhere, and describes the API, at /api/openapi.json for programs
 * and at /api for people. Called in `main` after `usePages`. The description is worked out when it is first asked for: it takes long, and
 * most programs that start are never asked. @throws TypeError where a field that is answered does not say who may see it.
 */
export function useApi(app: NestFastifyApplication, options: ApiOptions): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  refuseUnwritableText(fastify);
  refuseUnlabelled(app);
  let known: { readonly document: object; readonly api: object } | undefined;
  const described = () => (known ??= describe(app, options));
  fastify.get('/api/openapi.json', OPEN_TO_ALL, (_request, reply) =>
    reply.header('access-control-allow-origin', '*').send(described().document),
  );
  fastify.get('/api', OPEN_TO_ALL, (_request, reply) => reply.view('pages/api.njk', { api: described().api }));
}

function describe(app: NestFastifyApplication, options: ApiOptions) {
  const document = openApiOf(app, options);
  return { document, api: readable(document) };
}
