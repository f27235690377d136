import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { type Label, type Labelled, labelsOf, maySee } from './label.js';

interface Step {
  readonly field: string;
  readonly isHidden: boolean;
  readonly part: Labelled | null;
}

const plans = new Map<Labelled, Map<Label, readonly Step[]>>();

/**
 * What somebody may see of a row, built from the labelled fields of its class: a field that the class does not declare is left behind,
 * and one that they may not see is null.
 */
export function shown<T extends object>(view: Labelled<T>, row: T, clearance: Label): T {
  const seen = Object.create(view.prototype as object) as Record<string, unknown>;
  for (const { field, isHidden, part } of planOf(view, clearance)) {
    const value = (row as Record<string, unknown>)[field];
    if (value === undefined) continue;
    seen[field] = isHidden ? null : part ? partShown(part, value, clearance) : value;
  }
  return seen as T;
}

function partShown(part: Labelled, value: unknown, clearance: Label): unknown {
  if (Array.isArray(value)) return value.map((one) => partShown(part, one, clearance));
  return value === null ? null : shown(part, value as object, clearance);
}

/** Computed once for each class and clearance: it reads what decorators wrote. */
function planOf(view: Labelled, clearance: Label): readonly Step[] {
  const known = plans.get(view) ?? plans.set(view, new Map()).get(view);
  const made =
    known?.get(clearance) ??
    [...labelsOf(view)].map(([field, label]) => ({ field, isHidden: !maySee(clearance, label), part: partOf(view, field) }));
  known?.set(clearance, made);
  return made;
}

/** The class of what a field holds, where that has fields of its own. */
function partOf(view: Labelled, field: string): Labelled | null {
  const part = defaultMetadataStorage.findTypeMetadata(view, field)?.typeFunction() as Labelled | undefined;
  return part && labelsOf(part).size > 0 ? part : null;
}

/** The fields of a class and its parts that nobody gave a label, as `GrantView.title`. */
export function unlabelledOf(view: Labelled, visited = new Set<Labelled>()): string[] {
  if (visited.has(view)) return [];
  visited.add(view);
  return [...labelsOf(view)].flatMap(([field, label]) => {
    const part = partOf(view, field);
    return [...(label === undefined ? [`${view.name}.${field}`] : []), ...(part ? unlabelledOf(part, visited) : [])];
  });
}
