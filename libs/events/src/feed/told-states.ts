import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { publishedTimeSql } from '../sequencer/sequencer.js';
import { type FeedState, NOTHING_DONE } from './feed-state.js';

type ToldState = Omit<FeedState, 'counts'>;

interface StateRow {
  readonly borough: string;
  readonly waiting: string;
  readonly missing: string;
  readonly asked_again_at: string | null;
  readonly compared_at: string | null;
  readonly fault: string | null;
}

/** What the instances of a program tell each other of the feeds they follow, so that each can say of every borough how it stands. */
export class ToldStates {
  private told = new Map<string, string>();
  private heard: ReadonlyMap<string, FeedState> = new Map();

  constructor(private readonly em: EntityManager) {}

  /** What another instance last told of a borough; what it has done is for itself to say. */
  of(borough: string): FeedState | undefined {
    return this.heard.get(borough);
  }

  /** Tells what changed of the feeds that are followed here, and hears of the others. */
  async exchange(followed: ReadonlyMap<string, FeedState>, all: readonly string[]): Promise<void> {
    const states = new Map([...followed].map(([borough, state]) => [borough, JSON.stringify(toldState(state))]));
    const changed = [...states].filter(([borough, state]) => this.told.get(borough) !== state);
    if (changed.length > 0) await this.tell(changed);
    this.told = states;
    this.heard = await this.heardOf(all.filter((borough) => !followed.has(borough)));
  }

  private async tell(changed: readonly (readonly [borough: string, state: string])[]): Promise<void> {
    await sql(
      this.em.fork(),
      `insert into feed_states (borough, waiting, missing, asked_again_at, compared_at, fault)
       select t.borough, s.* from unnest($1::text[], $2::json[]) as t(borough, state)
         cross join json_to_record(t.state) as s("waiting" bigint, "missing" bigint, "askedAgainAt" timestamptz, "comparedAt" timestamptz,
           "fault" text)
       on conflict (borough) do update set waiting = excluded.waiting, missing = excluded.missing,
         asked_again_at = excluded.asked_again_at, compared_at = excluded.compared_at, fault = excluded.fault`,
      [changed.map(([borough]) => borough), changed.map(([, state]) => state)],
    );
  }

  private async heardOf(others: readonly string[]): Promise<ReadonlyMap<string, FeedState>> {
    if (others.length === 0) return new Map();
    const text = `select borough, waiting, missing, ${publishedTimeSql('asked_again_at')} as asked_again_at,
      ${publishedTimeSql('compared_at')} as compared_at, fault from feed_states where borough = any($1)`;
    const rows = await sql<StateRow>(this.em.fork(), text, [others]);
    return new Map(rows.map((row) => [row.borough, heardState(row)]));
  }
}

const toldState = ({ waiting, missing, askedAgainAt, comparedAt, fault }: ToldState): ToldState => ({
  waiting,
  missing,
  askedAgainAt,
  comparedAt,
  fault,
});

const heardState = ({ waiting, missing, asked_again_at, compared_at, fault }: StateRow): FeedState => ({
  waiting: Number(waiting),
  missing: Number(missing),
  askedAgainAt: asked_again_at,
  comparedAt: compared_at,
  fault,
  counts: NOTHING_DONE,
});
