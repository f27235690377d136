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
  readonly csv: readonly Column<T>[];
  /** What is at `path.csv` instead, in a sentence; the list is CSV by its header alone then. */
  readonly elsewhere?: string;
}

/**
 * A list of the API at `path` (below the controller's): `{ items, next }` as JSON, and the same as CSV for who accepts text/csv
 * or asks at `path.csv`. The method returns a Page; the header Link names the next one.
 */
export function ListRoute<T extends object>(path: string, { summary, item, csv, elsewhere }: ListRouteOptions<T>): MethodDecorator {
  const items = { type: 'array', items: { $ref: `#/components/schemas/${item.name}` } };
  const next = { type: 'string', nullable: true, description: 'The cursor of the next part; null at the end.' };
  const byHeader = 'by the header Accept: text/csv.';
  return applyDecorators(
    Get(elsewhere ? path : [path, `${path}.csv`]),
    answersWith({ views: [item as Labelled], list: { name: path.split('/').at(-1) ?? 'list', csv: csv as readonly Column<never>[] } }),
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
export function Answers(status: number, type: Type | readonly [Type, ...Type[]], description: string): MethodDecorator {
  const views = (Array.isArray(type) ? type : [type]) as [Labelled, ...Labelled[]];
  const [first, ...others] = views.map(({ name }) => ({ $ref: `#/components/schemas/${name}` }));
  const schema = others.length === 0 && first ? first : { oneOf: [first, ...others] as { $ref: string }[] };
  return applyDecorators(answersWith({ views }), ApiResponse({ status, description, content: { 'application/json': { schema } } }));
}
