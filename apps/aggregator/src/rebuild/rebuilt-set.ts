import { databaseOptions, type Migrations } from '#database';
import { LIVE, REBUILD } from '#events';
import { MikroORM } from '@mikro-orm/postgresql';
import pg, { type Client } from 'pg';

/** Where the new set is built, and where the one goes that it takes the place of. */
const [SCHEMA, REPLACED] = ['rebuild', 'replaced'];
const LOCK = `select pg_try_advisory_lock(hashtext('rebuild')) as held`;
const LOCK_WAITS = '3s';
const MEMORY_TO_MAKE_INDEXES = '256MB';
/** The tables that the projections themselves look up by their keys alone. */
const LOOKED_UP_BY_KEY = ['grants', 'grant_words', 'grant_variations'];
const TIMES_TO_TRY = 5;

/** Another rebuild runs on this database. */
export class RebuildRuns extends Error {
  constructor() {
    super('A rebuild runs on this database already. Wait for it, or stop it; what it had built is thrown away by the next one.');
  }
}

/** Where names are looked up by who works on the new set. */
export const SCHEMAS = [SCHEMA, 'public'];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What a new set is made with. */
export interface NewSet {
  readonly ownerUrl: string;
  /** The program's own role on the same database. */
  readonly appUrl: string;
  /** Those that make the tables of the projections, and no others. */
  readonly migrations: Migrations;
}

/** How far a set of projections is, by borough. */
export interface SetPlace {
  readonly borough: string;
  readonly epoch: number;
  readonly position: number;
  /** Null where nobody but the borough knows it yet. */
  readonly hash: string | null;
}

/**
 * A second set of the projections' tables, in a schema of its own beside the one that people read. It is worked on as the owner of the
 * tables, on one session that holds the lock of the rebuild.
 */
export class RebuiltSet {
  /** How the indexes are made that are still missing. */
  private missingIndexes: readonly string[] = [];

  private constructor(
    private readonly owner: Client,
    private readonly ownerUrl: string,
  ) {}

  /** Makes the tables anew and empty, as the migrations make them but for the indexes of the largest. @throws RebuildRuns */
  static async make(owner: Client, { ownerUrl, appUrl, migrations }: NewSet): Promise<RebuiltSet> {
    const { rows } = await owner.query<{ held: boolean }>(LOCK);
    if (!rows[0]?.held) throw new RebuildRuns();
    const set = new RebuiltSet(owner, ownerUrl);
    await set.remove();
    await owner.query(`create schema ${SCHEMA}`);
    await owner.query(`set search_path = ${SCHEMA}, public`);
    for (const statement of statementsOf(ownerUrl, migrations)) await owner.query(statement);
    await owner.query('reset search_path');
    await set.leaveOutIndexes();
    const app = quoted(decodeURIComponent(new URL(appUrl).username));
    await owner.query(`grant usage on schema ${SCHEMA} to ${app}`);
    await owner.query(`grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${app}`);
    return set;
  }

  /**
   * Makes the indexes that were left out, two at a time, since one of words takes as long as all others; then has PostgreSQL look at how
   * many rows there are of what. Meanwhile rows may be written.
   */
  async complete(): Promise<void> {
    const other = new pg.Client({ connectionString: this.ownerUrl, application_name: 'rebuild' });
    await other.connect();
    try {
      const tables = (await this.objectsIn(SCHEMA)).filter(({ kind }) => kind === 'table');
      for (const session of [this.owner, other]) await session.query(`set maintenance_work_mem = '${MEMORY_TO_MAKE_INDEXES}'`);
      await inTurns([this.owner, other], this.missingIndexes);
      await inTurns(
        [this.owner, other],
        tables.map(({ name }) => `analyze ${SCHEMA}.${quoted(name)}`),
      );
      this.missingIndexes = [];
    } finally {
      await other.end();
    }
  }

  /** How far the new set is. */
  async places(): Promise<SetPlace[]> {
    return this.asked('select borough, epoch, position, hash from feed_positions where projection_set = $1 order by borough', REBUILD);
  }

  /** How far it is to come: as far as the live one; or, where a borough is in a later epoch than that has entered, as it has told. */
  async goals(): Promise<SetPlace[]> {
    return this.asked(
      `select p.borough, coalesce(h.epoch, p.epoch) as epoch, coalesce(h.position, p.position) as position,
         case when h.epoch is null then p.hash end as hash
       from feed_positions p left join borough_heads h on h.borough = p.borough and h.epoch > p.epoch
       where p.projection_set = $1 order by p.borough`,
      LIVE,
    );
  }

  private async asked(text: string, set: typeof LIVE | typeof REBUILD): Promise<SetPlace[]> {
    const { rows } = await this.owner.query<{ borough: string; epoch: number; position: string; hash: string | null }>(text, [set]);
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }

  /**
   * Puts the new set in the place of the live one, in one transaction. Meanwhile nothing is applied to the live one; whoever reads sees
   * the one or the other whole. `caughtUp` resolves once the new set is as far as the given places, and is written no more.
   */
  async switch(caughtUp: (goals: readonly SetPlace[]) => Promise<void>): Promise<void> {
    await this.owner.query('begin');
    try {
      await this.owner.query('select 1 from feed_positions where projection_set = $1 order by borough for update', [LIVE]);
      await caughtUp(await this.goals());
      await this.owner.query(`set local lock_timeout = '${LOCK_WAITS}'`);
      await this.inSavepoint(() => this.exchange());
      for (const table of ['feed_positions', 'parked']) {
        await this.owner.query(`delete from ${table} where projection_set = $1`, [LIVE]);
        await this.owner.query(`update ${table} set projection_set = $1 where projection_set = $2`, [LIVE, REBUILD]);
      }
      await this.owner.query('commit');
    } catch (error) {
      await this.owner.query('rollback');
      throw error;
    }
  }

  /** Drops what of an earlier or of this rebuild is not in use. */
  async remove(): Promise<void> {
    for (const schema of [SCHEMA, REPLACED]) await this.owner.query(`drop schema if exists ${schema} cascade`);
    for (const table of ['feed_positions', 'parked']) await this.owner.query(`delete from ${table} where projection_set = $1`, [REBUILD]);
  }

  /** Rows of each table of each set, by borough where the table has one: what an operator looks at when something seems wrong. */
  async rowCounts(): Promise<{ readonly table: string; readonly live: number; readonly rebuilt: number }[]> {
    const counts = [];
    for (const { kind, name } of await this.objectsIn(SCHEMA)) {
      if (kind !== 'table') continue;
      const { rows } = await this.owner.query<{ live: number; rebuilt: number }>(
        `select (select count(*)::int from public.${quoted(name)}) as live,
           (select count(*)::int from ${SCHEMA}.${quoted(name)}) as rebuilt`,
      );
      counts.push({ table: name, live: rows[0]?.live ?? 0, rebuilt: rows[0]?.rebuilt ?? 0 });
    }
    return counts;
  }

  /** An index made over rows that are there takes a fraction of what it takes to enter each row when it is written. */
  private async leaveOutIndexes(): Promise<void> {
    const { rows } = await this.owner.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where schemaname = $1 and tablename = any($2) and indexdef not like 'CREATE UNIQUE%'`,
      [SCHEMA, LOOKED_UP_BY_KEY],
    );
    for (const { name } of rows) await this.owner.query(`drop index ${SCHEMA}.${quoted(name)}`);
    // What takes longest is begun first.
    this.missingIndexes = rows
      .map(({ definition }) => definition)
      .toSorted((one, other) => Number(isOfWords(other)) - Number(isOfWords(one)));
  }

  private async exchange(): Promise<void> {
    const objects = await this.objectsIn(SCHEMA);
    await this.owner.query(`create schema ${REPLACED}`);
    const standing = new Set((await this.objectsIn('public')).map(({ kind, name }) => `${kind} ${name}`));
    for (const { kind, name } of objects) {
      if (standing.has(`${kind} ${name}`)) await this.owner.query(`alter ${kind} public.${quoted(name)} set schema ${REPLACED}`);
      await this.owner.query(`alter ${kind} ${SCHEMA}.${quoted(name)} set schema public`);
    }
  }

  /** A reader that takes long must not undo the whole: what waits too long for it is tried again. */
  private async inSavepoint(act: () => Promise<void>): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      await this.owner.query('savepoint exchange');
      try {
        return await act();
      } catch (error) {
        await this.owner.query('rollback to savepoint exchange');
        if (tried === TIMES_TO_TRY || (error as { code?: string }).code !== '55P03') throw error;
      }
    }
  }

  private async objectsIn(schema: string): Promise<{ readonly kind: 'table' | 'view' | 'statistics'; readonly name: string }[]> {
    const { rows } = await this.owner.query<{ kind: 'table' | 'view' | 'statistics'; name: string }>(
      `select case relkind when 'v' then 'view' else 'table' end as kind, relname as name
         from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p', 'v')
       union all select 'statistics', stxname from pg_statistic_ext where stxnamespace = $1::regnamespace
       order by 1, 2`,
      [schema],
    );
    return rows;
  }
}

const isOfWords = (definition: string): boolean => definition.includes('USING gin');

/** Each session carries out the next statement as soon as it has done one. */
async function inTurns(sessions: readonly Client[], statements: readonly string[]): Promise<void> {
  const waiting = [...statements];
  const work = async (session: Client): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await session.query(next);
  };
  await Promise.all(sessions.map(work));
}

/** What the migrations of the projections would do, statement by statement. */
function statementsOf(url: string, migrations: Migrations): string[] {
  const orm = new MikroORM(databaseOptions({ url, entities: [] }));
  return migrations.flatMap((migration) => {
    const made = new migration(orm.em.getDriver(), orm.config);
    made.up();
    return made.getQueries().map(String);
  });
}
