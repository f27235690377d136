import { sql } from '#database';
import type { Actor } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ErasablePart } from './history-chain.js';
import { HistorySealer } from './history-sealer.service.js';
import { History, type RecordType } from './history.service.js';
import { LINES_ABOUT, LINES_BY } from './held-about-people.js';

/** A line that names a person, and the parts of it that do. */
export interface NamingLine {
  readonly id: string;
  readonly recordType: RecordType;
  readonly recordId: string;
  readonly isTheirs: boolean;
  readonly isAbout: boolean;
}

const partsOf = ({ isTheirs, isAbout }: NamingLine): ErasablePart[] => [
  ...(isTheirs ? (['subject'] as const) : []),
  ...(isAbout ? (['reason', 'changes'] as const) : []),
];

const ERASE = `
  select erase_from_history((e ->> 'line')::uuid, array(select jsonb_array_elements_text(e -> 'parts')))
  from jsonb_array_elements($1::jsonb) e`;

/** Takes a person out of the history, so that its chain still verifies: of each line only what names them, each said by a later line. */
@Injectable()
export class HistoryErasure {
  constructor(
    private readonly history: History,
    private readonly sealer: HistorySealer,
  ) {}

  /** The lines that name a person. What says that something was erased stays: without it, the chain does not verify. */
  async naming(em: EntityManager, { issuer, subject }: { readonly issuer: string; readonly subject: string }): Promise<NamingLine[]> {
    return await sql<NamingLine>(
      em,
      `select id, "recordType", "recordId", "isTheirs", "isAbout" from (
         select h.id, h.at, h.record_type as "recordType", h.record_id as "recordId", coalesce(${LINES_BY}, false) as "isTheirs",
           h.act <> 'erased' and ${LINES_ABOUT} as "isAbout"
         from history h where ${LINES_BY} or ${LINES_ABOUT}
       ) lines where "isTheirs" or "isAbout" order by at, id`,
      [issuer, subject],
    );
  }

  /** In the open transaction. */
  async eraseIn(em: EntityManager, actor: Actor, lines: readonly NamingLine[]): Promise<void> {
    const marks = lines.map(({ id, recordType, recordId }) => ({ act: 'erased', recordType, recordId, changes: { line: id } }));
    await this.history.add(em, actor, marks);
    await sql(em, ERASE, [JSON.stringify(lines.map((line) => ({ line: line.id, parts: partsOf(line) })))]);
  }

  /** Gives the lines that say so their place: until they have it, a part is gone and no sealed line says why. */
  async seal(): Promise<void> {
    while ((await this.sealer.seal()) > 0);
  }
}
