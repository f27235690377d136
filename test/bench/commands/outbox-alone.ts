import type { Figure } from '../figures.js';
import { Ground } from '../ground.js';
import { boroughDatabase } from '../programs.js';
import { type Contender, inRounds } from '../rounds.js';
import type { Wish } from '../wish.js';

const BOROUGH = 'westminster';
const PLAIN_OUTBOX = `create table plain_outbox (id bigint generated always as identity primary key, event_id uuid not null,
  type text not null, subject text not null, data json not null, recorded_at timestamptz(3) not null)`;

/** The outbox alone, numbered as it fills, beside inserts without any order, at 32 sessions; on this disk, or on one that is slow. */
export async function outboxAlone(wish: Wish, inserts: number, isSlow: boolean): Promise<Figure[]> {
  const ground = await Ground.make({ ...wish, isSlow });
  try {
    const { ownerUrl } = await boroughDatabase(ground, BOROUGH);
    await (await ground.session(ownerUrl)).query(PLAIN_OUTBOX);
    const env = { BOROUGH, DATABASE_URL: ownerUrl };
    const process = await ground.process('inserting', { script: 'test/bench/commands/outbox-process.js', env });
    const disk = isSlow ? ', a disk of 1 ms' : '';
    const inserted = (name: string, word: string, count = inserts): Contender => ({
      name: `${name} at 32 sessions${disk}`,
      unit: 'inserts/s',
      async round() {
        await ground.quiet();
        process.tell(word, { count });
        return Number((await process.says('inserted')).aSecond);
      },
    });
    const [ours, plain] = [inserted('outbox, numbered as it fills,', 'outbox'), inserted('plain inserts', 'plain')];
    for (const word of ['outbox', 'plain']) await inserted('warm', word, 1_000).round();
    return await inRounds(wish.rounds, [ours, plain], [{ of: ours, beside: plain, atLeast: 0.85 }]);
  } finally {
    await ground.clear();
  }
}
