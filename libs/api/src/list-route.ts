import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Get,
  mixin,
  type NestInterceptor,
  StreamableFile,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { type Column, csvOf } from './csv.js';
import type { Page } from './cursor.js';

export interface ListRouteOptions<T extends object> {
  /** What the list holds, in a sentence. */
  readonly summary: string;
  /** Any class with checks: it describes one item. */
  readonly item: Type<T>;
  readonly csv: readonly Column<T>[];
}

/**
 * A list of the API at `path` (below the controller's): `{ items, next }` as JSON, and the same as CSV for who accepts text/csv
 * or asks at `path.csv`. The method returns a Page; the header Link names the next one.
 */
export function ListRoute<T extends object>(path: string, { summary, item, csv }: ListRouteOptions<T>): MethodDecorator {
  const items = { type: 'array', items: { $ref: `#/components/schemas/${item.name}` } };
  const next = { type: 'string', nullable: true, description: 'The cursor of the next part; null at the end.' };
  return applyDecorators(
    Get([path, `${path}.csv`]),
    UseInterceptors(asCsv(csv, path)),
    ApiOperation({ summary, description: `As CSV at ${path}.csv, or by the header Accept: text/csv.` }),
    ApiResponse({
      status: 200,
      description: 'A part of the list.',
      content: {
        'application/json': { schema: { type: 'object', required: ['items', 'next'], properties: { items, next } } },
        'text/csv': { schema: { type: 'string', description: `Columns: ${csv.map(({ heading }) => heading).join(', ')}` } },
      },
    }),
  );
}

/** What a method of the API answers with, for its description. `type` is any class with checks. */
export function Answers(status: number, type: Type, description: string): MethodDecorator {
  const schema = { $ref: `#/components/schemas/${type.name}` };
  return ApiResponse({ status, description, content: { 'application/json': { schema } } });
}

function asCsv<T extends object>(columns: readonly Column<T>[], path: string): Type<NestInterceptor> {
  class AsCsv implements NestInterceptor {
    intercept(context: ExecutionContext, next: CallHandler<Page<T>>): Observable<Page<T> | StreamableFile> {
      const [request, reply] = [context.switchToHttp().getRequest<FastifyRequest>(), context.switchToHttp().getResponse<FastifyReply>()];
      return next.handle().pipe(
        map((page) => {
          void reply.header('vary', 'accept');
          if (page.next !== null) void reply.header('link', `<${withCursor(request.url, page.next)}>; rel="next"`);
          if (!wantsCsv(request)) return page;
          const name = path.split('/').at(-1) ?? 'list';
          const disposition = `attachment; filename="${name}.csv"`;
          return new StreamableFile(csvOf(page.items, columns), { type: 'text/csv; charset=utf-8', disposition });
        }),
      );
    }
  }
  return mixin(AsCsv);
}

function wantsCsv({ url, headers }: FastifyRequest): boolean {
  return /^[^?]*[.]csv(\?|$)/.test(url) || /text\/csv/.test(headers.accept ?? '');
}

function withCursor(url: string, cursor: string): string {
  const [path, query = ''] = url.split('?', 2);
  const parts = new URLSearchParams(query);
  parts.set('cursor', cursor);
  return `${path}?${parts}`;
}
