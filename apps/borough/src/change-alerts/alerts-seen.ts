import { type Actor, actorsWith, type Person } from '#identity';

/** Whose alerts somebody reads: the group all of them, officers those of their departments. */
export class AlertsSeen {
  private constructor(readonly departments: 'all' | readonly string[]) {}

  /** In one role, or in any of a person's. Null where none of them reads alerts. */
  static of(who: Actor | Person): AlertsSeen | null {
    const actors = 'roles' in who ? actorsWith(who, 'change-alerts.read') : [who];
    if (actors.length === 0) return null;
    const isWide = actors.some((actor) => actor.holds('change-alerts.comment') || actor.reachesAll);
    return new AlertsSeen(isWide ? 'all' : actors.flatMap(({ departmentKey }) => departmentKey ?? []));
  }

  reaches(departmentKey: string): boolean {
    return this.departments === 'all' || this.departments.includes(departmentKey);
  }
}
