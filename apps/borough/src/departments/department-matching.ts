import type { DepartmentRef } from '#contracts';
import type { Ids } from '#clock';
import { departmentKey } from './department-key.js';

/** A department as others need to know it: its key says whose officers may act. */
export interface KnownDepartment {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly funderIdentifier: string;
}

const folded = (text: string): string => text.trim().toLocaleLowerCase('en-GB').replaceAll(/\s+/g, ' ');

/** Finds the departments of a file by name or key within their funder, or makes them. Nothing is written here. */
export class DepartmentMatching {
  readonly made: KnownDepartment[] = [];
  private readonly byName = new Map<string, KnownDepartment>();
  private readonly byKey = new Map<string, KnownDepartment>();

  constructor(
    known: readonly KnownDepartment[],
    private readonly ids: Ids,
  ) {
    for (const department of known) this.remember(department);
  }

  known(funderIdentifier: string, name: string): KnownDepartment | undefined {
    const wanted = `${funderIdentifier}\n${folded(name)}`;
    return this.byName.get(wanted) ?? this.byKey.get(wanted);
  }

  match(funderIdentifier: string, name: string): DepartmentRef {
    const { id, name: known } = this.known(funderIdentifier, name) ?? this.make(funderIdentifier, name.trim());
    return { departmentId: id, name: known };
  }

  private make(funderIdentifier: string, name: string): KnownDepartment {
    const id = this.ids.next();
    const wanted = departmentKey(name);
    const key = this.byKey.has(`${funderIdentifier}\n${wanted}`) ? `${wanted}-${id}` : wanted;
    const department = { id, key, name, funderIdentifier };
    this.made.push(department);
    this.remember(department);
    return department;
  }

  private remember(department: KnownDepartment): void {
    this.byName.set(`${department.funderIdentifier}\n${folded(department.name)}`, department);
    this.byKey.set(`${department.funderIdentifier}\n${department.key}`, department);
  }
}
