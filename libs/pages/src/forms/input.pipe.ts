import { InvalidInput, type InputError } from '#errors';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { hiddenCharacters } from './hidden-characters.js';

const typedByPeople = new WeakSet<object>();

/**
 * Marks the body and query of a page. A form may carry more than its class knows (a token, a button's name), and an empty
 * field is a field not filled in; what a program sends is taken at its word, and an unknown name is refused.
 */
export function markTyped(...sent: readonly unknown[]): void {
  for (const one of sent) if (isRecord(one)) typedByPeople.add(one);
}

/**
 * Turns what was sent into its class and checks it. What is only asked for, such as words to search by, may hold what nobody sees.
 * @throws InvalidInput, which names each field.
 */
export async function checked<T extends object>(type: ClassConstructor<T>, sent: unknown, isKept = true): Promise<T> {
  const isTyped = isRecord(sent) && typedByPeople.has(sent);
  if (!isRecord(sent)) throw new InvalidInput([{ field: '', message: 'Send an object with named fields.' }]);
  const instance = plainToInstance(type, isTyped ? tidied(sent) : { ...sent });
  const found = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: !isTyped,
    stopAtFirstError: true,
    forbidUnknownValues: false,
    validationError: { target: false },
  });
  const wrong = inputErrors(found);
  const hidden = isKept ? hiddenCharacters(instance).filter(({ field }) => !wrong.some((error) => error.field === field)) : [];
  const [first, ...rest] = [...wrong, ...hidden];
  if (first) throw new InvalidInput([first, ...rest]);
  return instance;
}

/** Checks every body and query that is declared as a class. */
@Injectable()
export class InputPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype, data }: ArgumentMetadata): Promise<unknown> {
    const isClass = (type === 'body' || type === 'query') && data === undefined && metatype !== undefined && !BUILT_IN.has(metatype);
    return isClass ? checked(metatype as ClassConstructor<object>, value ?? {}, type === 'body') : value;
  }
}

const BUILT_IN = new Set<unknown>([Object, String, Number, Boolean, Array, Buffer]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

/** What a person typed, without the spaces around it and the line ends of the web; what was left empty is not there. */
function tidied(sent: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(sent).map(([name, value]) => [name, tidy(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => isFilled(value)));
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy).filter(isFilled);
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : value;
}

const isFilled = (value: unknown) => value !== '';

function inputErrors(found: readonly ValidationError[], within = ''): InputError[] {
  return found.flatMap(({ property, constraints, children }) => {
    const field = `${within}${property}`;
    const own = Object.entries(constraints ?? {}).map(([name, message]) => ({
      field,
      message: name === 'whitelistValidation' ? `There is no field ${property} here. Take it out, or check its spelling.` : message,
    }));
    return [...own.slice(0, 1), ...inputErrors(children ?? [], `${field}.`)];
  });
}
