import { insertion, sql, together } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { LooksAgain } from '../looks-again.js';
import {
  ERASABLE,
  type ErasablePart,
  hashAt,
  historyBegins,
  LINE_TEXT_SQL,
  type LineTextRow,
  lineText,
  sealedParts,
} from './history-chain.js';

const MOST_SEALED_AT_ONCE = 1_000;

const insert = insertion('history_chain', { place: 'bigint', history_id: 'uuid', parts: 'jsonb', hash: 'text' });
const SALTS = ERASABLE.map((name) => `'${name}', gen_random_uuid()`).join(', ');

interface UnsealedRow extends LineTextRow {
  /** The number of its row among what waits: they are sealed in the order in which they were written. */
  readonly waits: string;
  readonly id: string;
  readonly salts: Readonly<Record<ErasablePart, string>>;
}

/**
 * Gives each committed line of history its place in a chain of hashes. Nobody waits for it and commands take no lock for it, so that it
 * looks once a second and seals what has come as one: a transaction for each act would slow the acts themselves.
 */
@Injectable()
export class HistorySealer extends LooksAgain {
  protected override readonly name = 'sealing the history';
  protected override readonly everyMilliseconds = 1_000;

  constructor(
    private readonly em: EntityManager,
    private readonly borough: Borough,
  ) {
    super();
  }

  protected override async look(): Promise<boolean> {
    return (await this.seal()) === MOST_SEALED_AT_ONCE;
  }

  /** Seals what has committed, at most a thousand lines. @returns how many. Where another process is sealing, it seals nothing. */
  async seal(): Promise<number> {
    const [look] = await sql<{ some: boolean }>(this.em.fork(), 'select exists (select from history_unsealed) as some');
    if (!look?.some) return 0;
    return this.em.fork().transactional(async (em) => {
      const [lock] = await sql<{ held: boolean }>(em, `select pg_try_advisory_xact_lock(hashtext('compact history')) as held`);
      return lock?.held ? this.sealIn(em) : 0;
    });
  }

  private async sealIn(em: EntityManager): Promise<number> {
    const unsealed = await sql<UnsealedRow>(
      em,
      `select u.id as waits, h.id, ${LINE_TEXT_SQL}, json_build_object(${SALTS}) as salts
       from (select id, history_id from history_unsealed order by id limit $1) u join history h on h.id = u.history_id order by u.id`,
      [MOST_SEALED_AT_ONCE],
    );
    if (unsealed.length === 0) return 0;
    const [last] = await sql<{ place: number; hash: string }>(
      em,
      'select place::float8 as place, hash from history_chain order by place desc limit 1',
    );
    let { place, hash } = last ?? { place: 0, hash: historyBegins(this.borough.code) };
    const seals = unsealed.map((row) => {
      const line = lineText(row);
      const parts = sealedParts(line, row.salts);
      place += 1;
      hash = hashAt(place, hash, line.stays, parts);
      return { place, history_id: row.id, parts, hash };
    });
    const taken = { text: 'delete from history_unsealed where id = any($1::bigint[])', parameters: [unsealed.map(({ waits }) => waits)] };
    await together(em, [taken, insert(seals)]);
    return seals.length;
  }
}
