import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';
import type { EventContract } from './event-contract.js';
import { schemaOfCheck } from './fields.js';

type JsonSchema = { [keyword: string]: unknown };

/** How class-validator-jsonschema is to read our classes; a reference to another class stands as `prefix` and its name. */
function schemaOptions(prefix: string) {
  const additionalConverters = Object.fromEntries(
    Object.entries(schemaOfCheck).map(([name, schema]) => [
      name,
      (metadata: { constraints?: unknown[]; each?: boolean }) => {
        const [maxLength] = metadata.constraints ?? [];
        return name === 'isText' ? { ...schema, maxLength } : schema;
      },
    ]),
  );
  return {
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    classValidatorMetadataStorage: getMetadataStorage(),
    refPointerPrefix: prefix,
    additionalConverters: additionalConverters as never,
  };
}

/** The JSON Schemas of every class that carries checks, by class name, from the same decorators that check it. */
export function schemasOfClasses(prefix: string): Record<string, JsonSchema> {
  return validationMetadatasToSchemas(schemaOptions(prefix)) as unknown as Record<string, JsonSchema>;
}

/** The checks of one class with those that it inherits, also where it has none of its own. */
export function schemaOfClass(type: new () => object, prefix: string): JsonSchema {
  return targetConstructorToSchema(type, schemaOptions(prefix)) as JsonSchema;
}

/** All classes, converted once: a conversion takes tens of milliseconds. */
let referable: Record<string, JsonSchema> | undefined;

/** The published JSON Schema (2020-12) of one contract, complete in itself. */
export function schemaOf(contract: EventContract): JsonSchema {
  const own = targetConstructorToSchema(contract, schemaOptions('#/$defs/')) as JsonSchema;
  referable ??= schemasOfClasses('#/$defs/');
  const $defs = referredIn(own, referable);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: contract.type,
    ...own,
    ...(Object.keys($defs).length > 0 ? { $defs } : {}),
  };
}

function referredIn(
  schema: JsonSchema,
  all: Record<string, JsonSchema>,
  found: Record<string, JsonSchema> = {},
): Record<string, JsonSchema> {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/\$defs\/([A-Za-z0-9]+)"/g)) {
    if (name === undefined || found[name]) continue;
    const referred = all[name];
    if (!referred) throw new TypeError(`${name} is referred to, but carries no checks`);
    found[name] = referred;
    referredIn(referred, all, found);
  }
  return found;
}
