import { schemaOfClass, schemasOfClasses } from '#contracts';
import { accessOf, rolesWith } from '#identity';
import { unlabelledOf } from '#visibility';
import type { INestApplication, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { answerOf } from './answer.interceptor.js';

export interface ApiOptions {
  readonly title: string;
  readonly description: string;
  /** What a bearer token must be made for: the service's PUBLIC_URL. */
  readonly audience: string;
}

type Schema = { readonly [keyword: string]: unknown };
type Operation = { operationId?: string; description?: string; responses: Record<string, unknown>; security?: unknown[] };

const REF = '#/components/schemas/';
const PREFIX = '/api/v1/';

const PROBLEM: Schema = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened and what to do, for a person.' },
    code: { type: 'string', description: 'The rule that was broken. It never changes.' },
    errors: {
      type: 'array',
      items: { type: 'object', required: ['pointer', 'detail'], properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
    },
  },
};

const FILE: Schema = { type: 'string', format: 'binary', description: 'A file, as it is.' };

/**
 * The OpenAPI document of a program's API, and of nothing else it serves. Methods, addresses and parts of addresses come from
 * the controllers; what is sent and answered from the checks of the classes, so that nothing is declared twice.
 */
export function openApiOf(app: INestApplication, { title, description, audience }: ApiOptions): OpenAPIObject {
  const schemas = schemasOfClasses(REF);
  const handlers = handlersOf(app);
  for (const { controller, name } of handlers.values()) describeQuery(controller, name);
  const settings = new DocumentBuilder().setTitle(title).setDescription(description).setVersion('1');
  const token = `A token of the identity provider for the audience ${audience}. A machine’s names the permissions it uses as its scope.`;
  settings.addBearerAuth({ type: 'http', scheme: 'bearer', description: token }, 'token');
  const whole = SwaggerModule.createDocument(app, settings.build(), { operationIdFactory });
  const paths = Object.fromEntries(Object.entries(whole.paths).filter(([path]) => path.startsWith(PREFIX) && !isTwin(path, whole.paths)));
  for (const [method, operation] of Object.values(paths).flatMap((path) => Object.entries(path as object) as [string, Operation][])) {
    const content = { 'application/problem+json': { schema: { $ref: `${REF}Problem` } } };
    operation.responses.default = { description: 'A problem.', content };
    const handler = handlers.get(operation.operationId ?? '');
    const permission = handler && accessOf(handler.method)?.permission;
    if (permission === undefined || permission === 'anyone' || permission === 'signed-in') continue;
    operation.security = [{ token: [] }];
    operation.description = [
      operation.description,
      `Needs the permission ${permission}: for the role ${rolesWith(permission).join(' or ')}.`,
      method === 'get' ? '' : 'Who holds several such roles names one in the header Working-As.',
    ]
      .filter(Boolean)
      .join(' ');
  }
  const known = { ...(whole.components?.schemas as Record<string, Schema>), ...schemas, Buffer: FILE, Problem: PROBLEM };
  return { ...whole, paths, components: { ...whole.components, schemas: referred(paths, known) as never } };
}

const operationIdFactory = (controller: string, method: string) => `${controller}.${method}`;

/** The address of a list as CSV, which is described at the list itself. */
const isTwin = (path: string, paths: object) => path.endsWith('.csv') && path.slice(0, -'.csv'.length) in paths;

interface Handler {
  readonly controller: Type;
  readonly name: string;
  readonly method: object;
}

function handlersOf(app: INestApplication): Map<string, Handler> {
  const scanner = new MetadataScanner();
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype as Type));
  return new Map(
    controllers.flatMap((controller) =>
      scanner.getAllMethodNames(controller.prototype as object).map((name) => {
        const method = (controller.prototype as Record<string, object>)[name] as object;
        return [`${controller.name}.${name}`, { controller, name, method }] as const;
      }),
    ),
  );
}

/** A field that nobody labelled was forgotten: better no start than an answer that lacks it, or tells it. @throws TypeError. */
export function refuseUnlabelled(app: INestApplication): void {
  const views = new Set([...handlersOf(app).values()].flatMap(({ method }) => answerOf(method)?.views ?? []));
  const unlabelled = new Set([...views].flatMap((view) => unlabelledOf(view)));
  if (unlabelled.size > 0) {
    throw new TypeError(
      `These fields do not say who may see them; put @Label(…) on each, or on its class:\n  ${[...unlabelled].join('\n  ')}`,
    );
  }
}

/** Tells Nest's OpenAPI module the parts of a query from the checks of its class, which it cannot see by itself. */
function describeQuery(controller: Type, name: string): void {
  const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { index: number; data?: unknown }>;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as Type[];
  for (const [key, { index, data }] of Object.entries(given)) {
    const type = types[index];
    if (Number(key.split(':', 1)[0]) !== Number(RouteParamtypes.QUERY) || data !== undefined || !type) continue;
    const { properties = {}, required = [] } = schemaOfClass(type, REF) as { properties?: Record<string, Schema>; required?: string[] };
    for (const [property, schema] of Object.entries(properties)) {
      ApiProperty({ ...schema, required: required.includes(property) } as never)(type.prototype as object, property);
    }
  }
}

/** The schemas that the paths refer to, and those that these refer to. */
function referred(paths: object, known: Readonly<Record<string, Schema>>): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const schema = known[name];
      if (!schema) throw new TypeError(`The API refers to ${name}, which carries no checks: it cannot be described`);
      if (found[name]) continue;
      found[name] = schema;
      visit(schema);
    }
  };
  visit(paths);
  return found;
}
