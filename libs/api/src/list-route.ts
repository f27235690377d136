import type { Labelled } from '#visibility';
import { applyDecorators, Get, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { answersWith } from './answer.interceptor.js';
import type { Column } from './csv.js';

export interface ListRouteOptions<T extends object> {
  /** What the list holds, in a sentence. */
  readonly summary: string;
  /** Any class with checks and labels: it describes one item. */
  readonly item: Type<T>;
  /** What it may hold instead, as JSON alone, made by `shown`. */
  readonly orItem?: Type<object>;
  readonly csv: readonly Column<T>[];
  /** What is at `path.csv` instead, in a sentence; the list is CSV by its header alone then. */
  readonly elsewhere?: string;
}

/**
 * A list of the API at `path` (below the controller's): `{ items, next }` as JSON, and the same as CSV for who accepts text/csv
 * or asks at `path.csv`. The method returns a Page; the header Link names the next one. CSV goes to the end of the list where neither
 * `limit` nor `cursor` is given.
 */
export function ListRoute<T extends object>(path: string, options: ListRouteOptions<T>): MethodDecorator {
  const { summary, item, orItem, csv, elsewhere } = options;
  const views: [Type, ...Type[]] = [item, ...(orItem ? [orItem] : [])];
  const items = { type: 'array', items: schemaOfEither(views) };
  const next = { type: 'string', nullable: true, description: 'The cursor of the next part; null at the end.' };
  const byHeader = 'by the header Accept: text/csv.';
  return applyDecorators(
    Get(elsewhere ? path : [path, `${path}.csv`]),
    answersWith({ views: views as [Labelled], list: { name: path.split('/').at(-1) ?? 'list', csv: csv as readonly Column<never>[] } }),
    ApiOperation({ summary, description: elsewhere ? `As CSV ${byHeader} ${elsewhere}` : `As CSV at ${path}.csv, or ${byHeader}` }),
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

/** What a method of the API answers with: any class with checks and labels, or one of several. */
export function Answers(status: number, type: Type | [Type, ...Type[]], description: string): MethodDecorator {
  const views: [Type, ...Type[]] = Array.isArray(type) ? type : [type];
  return applyDecorators(
    answersWith({ views: views as [Labelled] }),
    ApiResponse({ status, description, content: { 'application/json': { schema: schemaOfEither(views) } } }),
  );
}

function schemaOfEither([first, ...others]: [Type, ...Type[]]) {
  const referred = ({ name }: Type) => ({ $ref: `#/components/schemas/${name}` });
  return others.length === 0 ? referred(first) : { oneOf: [first, ...others].map(referred) };
}
