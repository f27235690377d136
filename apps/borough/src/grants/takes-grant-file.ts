import { BodyLimit } from '#pages';
import { applyDecorators } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A little more than a file may hold, so that the reader of files can say it in its own words. */
const LARGEST_BODY_BYTES = 20_100_000;

/** A route of the API whose body is a 360Giving file, CSV or JSON: it is handed on byte for byte. */
export function TakesGrantFile(): MethodDecorator {
  const whole: MethodDecorator = (_target, _key, { value }: PropertyDescriptor) => {
    const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, value as object) as object | undefined;
    Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { ...config, takesGrantFile: true }, value as object);
  };
  return applyDecorators(
    whole,
    BodyLimit(LARGEST_BODY_BYTES),
    ApiConsumes('text/csv', 'application/json'),
    ApiBody({ schema: { type: 'string', format: 'binary', description: 'A 360Giving file of at most 20 MB.' } }),
  );
}

/** Called in `main`: where a route takes a file, JSON stays what was sent; elsewhere it is parsed as before. */
export function keepGrantFilesWhole(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const parse = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', {}, (request: FastifyRequest, body: Buffer, done) => {
    const { takesGrantFile } = request.routeOptions.config as { takesGrantFile?: boolean };
    if (takesGrantFile) done(null, body);
    else void parse(request, body.toString('utf8'), done);
  });
}
