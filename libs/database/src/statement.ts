import type { EntityManager } from '@mikro-orm/postgresql';
import { prepared } from './prepared.js';
import { sql } from './sql.js';

/** A statement with its bind parameters ($1 …), not yet sent. Its text is one of a few: what differs is bound. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** What statements were sent together before, one after the other, and their texts as one. */
interface Known {
  text: string | null;
  readonly next: Map<string, Known>;
}

const none: Known = { text: null, next: new Map() };

/**
 * Sends several statements that write as one: all of them are done or none, and the database is asked once. None of them sees what another
 * writes, and foreign keys are looked at when all are done.
 */
export async function together(em: EntityManager, statements: readonly Statement[]): Promise<void> {
  let known = none;
  for (const { text } of statements) {
    const next = known.next.get(text) ?? { text: null, next: new Map() };
    known.next.set(text, next);
    known = next;
  }
  known.text ??= prepared(joined(statements));
  await sql(
    em,
    known.text,
    statements.flatMap(({ parameters }) => parameters),
  );
}

function joined(statements: readonly Statement[]): string {
  let before = 0;
  const renumbered = statements.map(({ text, parameters }) => {
    const moved = text.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`);
    before += parameters.length;
    return moved;
  });
  const last = renumbered.pop() ?? '';
  if (renumbered.length === 0) return last;
  return `with ${renumbered.map((text, index) => `part_${index + 1} as (${text})`).join(', ')} ${last}`;
}
