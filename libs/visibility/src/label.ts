import 'reflect-metadata';
import * as contracts from '#contracts';
import { getMetadataStorage } from 'class-validator';

/** Who may see a field, from everyone to nobody; each sees what is labelled before. */
export const LABELS = ['public', 'network', 'borough', 'case', 'sealed'] as const;
export type Label = (typeof LABELS)[number];

/** How far people see of what is about themselves: as far as those who keep it. */
export const ABOUT_ONESELF: Label = 'borough';

/** A class that carries checks, such as a view. */
export type Labelled<T extends object = object> = new () => T;

const KEY = Symbol('visibility label');
const PARTS_OF_CONTRACTS: ReadonlySet<unknown> = new Set(Object.values(contracts));

/** Who may see a field, or all fields that a class declares itself. */
export const Label =
  (label: Label): ClassDecorator & PropertyDecorator =>
  (target: object, field?: string | symbol) =>
    field === undefined ? Reflect.defineMetadata(KEY, label, target) : Reflect.defineMetadata(KEY, label, target, field);

/** The fields of a class, its own and inherited, each with its label: undefined where nobody gave it one. */
export function labelsOf(view: Labelled): ReadonlyMap<string, Label | undefined> {
  const checks = getMetadataStorage().getTargetValidationMetadatas(view, '', true, false);
  const declaring = new Map<string, object>();
  for (const { propertyName, target } of checks) {
    const known = declaring.get(propertyName);
    if (!known || Object.prototype.isPrototypeOf.call(known, target as object)) declaring.set(propertyName, target as object);
  }
  return new Map([...declaring].map(([field, by]) => [field, labelOf(by as Labelled, field)]));
}

function labelOf(declaring: Labelled, field: string): Label | undefined {
  const own = (Reflect.getOwnMetadata(KEY, declaring.prototype as object, field) ?? Reflect.getOwnMetadata(KEY, declaring)) as
    Label | undefined;
  return own ?? (PARTS_OF_CONTRACTS.has(declaring) ? 'public' : undefined);
}

/** Whether somebody who sees as far as `clearance` may see what has this label. Unlabelled is for the borough. */
export const maySee = (clearance: Label, label: Label = 'borough'): boolean => LABELS.indexOf(label) <= LABELS.indexOf(clearance);

/** The one of two that sees further. */
export const furtherOf = (one: Label, other: Label): Label => (maySee(one, other) ? one : other);
