import { type Actor, actorsWith, type Person } from '#identity';

/** Which consultations somebody runs, and so sees before they are announced. */
export class Running {
  private constructor(
    /** Those of the Compact Implementation Group, which whoever records its decisions runs. */
    readonly ofGroup: boolean,
    /** Those of every department, or of the departments by key. */
    readonly ofDepartments: 'all' | readonly string[],
  ) {}

  /** In one role, or in any of a person's. Null where none of them runs consultations. */
  static of(who: Actor | Person | null): Running | null {
    const actors = who === null ? [] : 'roles' in who ? actorsWith(who, 'consultations.run') : [who];
    if (actors.length === 0) return null;
    const officers = actors.filter((actor) => !isOfGroup(actor));
    const keys = officers.flatMap(({ departmentKey }) => (departmentKey === null ? [] : [departmentKey]));
    return new Running(officers.length < actors.length, officers.some(({ reachesAll }) => reachesAll) ? 'all' : keys);
  }

  /** @param departmentKey null for the Compact Implementation Group. */
  reaches(departmentKey: string | null): boolean {
    if (departmentKey === null) return this.ofGroup;
    return this.ofDepartments === 'all' || this.ofDepartments.includes(departmentKey);
  }
}

const isOfGroup = (actor: Actor): boolean => actor.holds('compacts.decide');
