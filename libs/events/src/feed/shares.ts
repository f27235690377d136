import type { Client } from 'pg';
import { closeSession, openSession } from '../session.js';

/** Two numbers name a lock: what it is for, and of which set or feed. */
const [INSTANCES, FEEDS] = [4711, 4712];
/** An instance that says nothing for longer loses its share to the others. */
const SILENCE_ENDS_SESSION_MILLISECONDS = 5_000;

/** How many feeds each of several instances keeps at most. Pure. */
export const fairShare = (feeds: number, instances: number): number => Math.ceil(feeds / Math.max(1, instances));

/**
 * Which feeds this instance follows: several instances share the boroughs by advisory locks of the database, each on a session of its own.
 * An instance that ends, freezes or loses its session loses its locks, and the others take them. Were two ever to follow one borough, the
 * position would let only one of them write.
 */
export class Shares {
  private session: Client | null = null;
  private lost = true;

  constructor(
    private readonly databaseUrl: string,
    private readonly projectionSet: string,
    private readonly boroughs: readonly string[],
  ) {}

  /**
   * Looks what is free and what is too much, and says which boroughs are followed here from now on; `release` is called, and waited for,
   * with each borough that is given up, before another may take it.
   * @throws Error where the database cannot be asked; then none is held any more, and the caller stops all.
   */
  async share(held: readonly string[], release: (borough: string) => Promise<void>): Promise<string[]> {
    const session = await this.begun();
    const { rows } = await session.query<{ instances: number }>(
      `select count(*)::int as instances from pg_locks
       where locktype = 'advisory' and classid = ${INSTANCES} and objid = hashtext($1)::bigint & 4294967295 and granted
         and database = (select oid from pg_database where datname = current_database())`,
      [this.projectionSet],
    );
    const most = fairShare(this.boroughs.length, rows[0]?.instances ?? 1);
    for (const borough of held.slice(most)) {
      await release(borough);
      await session.query(`select pg_advisory_unlock(${FEEDS}, hashtext($1))`, [this.lockOf(borough)]);
    }
    const kept = held.slice(0, most);
    for (const borough of this.boroughs.filter((code) => !held.includes(code))) {
      if (kept.length === most) break;
      const taken = await session.query<{ held: boolean }>(`select pg_try_advisory_lock(${FEEDS}, hashtext($1)) as held`, [
        this.lockOf(borough),
      ]);
      if (taken.rows[0]?.held) kept.push(borough);
    }
    return kept;
  }

  /** Whether what `share` last said still holds. */
  get isLost(): boolean {
    return this.lost;
  }

  /** Gives up the session, and with it all that is held. */
  async end(): Promise<void> {
    const { session } = this;
    this.session = null;
    this.lost = true;
    if (session) await closeSession(session);
  }

  private async begun(): Promise<Client> {
    if (this.session && !this.lost) return this.session;
    await this.end();
    const session = await openSession(this.databaseUrl, () => (this.lost = true), {
      application_name: 'feed shares',
      options: `-c idle_session_timeout=${SILENCE_ENDS_SESSION_MILLISECONDS}`,
    });
    this.session = session;
    this.lost = false;
    await session.query(`select pg_advisory_lock_shared(${INSTANCES}, hashtext($1))`, [this.projectionSet]);
    return session;
  }

  private lockOf(borough: string): string {
    return `${this.projectionSet} ${borough}`;
  }
}
