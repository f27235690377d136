import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = { readonly [keyword: string]: unknown };

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { schema?: Schema }>> };
  readonly responses: Readonly<Record<string, { description?: string; content?: Readonly<Record<string, { schema?: Schema }>> }>>;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
};

const nameOf = (ref: unknown): string => String(ref).split('/').at(-1) ?? '';

/** What a schema holds, in a few words: "list of GrantRow", "text, date", "whole number, 1 to 500". */
export function inWords(schema: Schema | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return nameOf(schema.$ref);
  if (Array.isArray(schema.enum)) return schema.enum.join(', ');
  const choices = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined;
  if (choices) return choices.map(inWords).join(' or ');
  if (schema.type === 'array') return `list of ${inWords(schema.items as Schema)}`;
  const parts = [TYPES[String(schema.type)], schema.format, bounds(schema), schema.nullable === true ? 'or null' : undefined];
  return parts.filter((part) => part !== undefined).join(', ');
}

function bounds({ minimum, maximum, maxLength }: Schema): string | undefined {
  if (minimum !== undefined && maximum !== undefined) return `${String(minimum)} to ${String(maximum)}`;
  if (minimum !== undefined) return `${String(minimum)} or more`;
  return maxLength === undefined ? undefined : `at most ${String(maxLength)} characters`;
}

/** An OpenAPI document as the page /api shows it. */
export function readable({ info, paths, components }: OpenAPIObject) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      id: `${method}-${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')}`,
      method: method.toUpperCase(),
      path,
      summary: operation.summary ?? '',
      description: operation.description ?? '',
      parameters: (operation.parameters ?? []).map(({ name, in: place, required, description, schema }) => ({
        name,
        place,
        isRequired: required === true,
        holds: inWords(schema),
        description: description ?? '',
      })),
      body: Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => ({ type, holds: inWords(schema) })),
      answers: Object.entries(operation.responses).flatMap(([status, { description, content }]) =>
        Object.entries(content ?? { '': {} }).map(([type, { schema }]) => ({
          status,
          type,
          holds: inWords(schema),
          description: description ?? '',
        })),
      ),
    })),
  );
  const known = Object.entries((components?.schemas ?? {}) as Record<string, Schema>);
  const schemas = known.map(([name, { properties = {}, required = [], description }]) => ({
    name,
    description,
    fields: Object.entries(properties as Record<string, Schema>).map(([field, schema]) => ({
      name: field,
      isRequired: (required as string[]).includes(field),
      holds: inWords(schema),
      description: schema.description ?? '',
    })),
  }));
  return { title: info.title, description: info.description, operations, schemas };
}
