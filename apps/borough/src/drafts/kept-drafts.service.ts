import { sql } from '#database';
import { InvalidInput } from '#errors';
import { type Draft, DraftStore } from '#pages';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { KeptDraft } from './kept-draft.entity.js';

/** Beyond these a person's oldest drafts go. */
const MOST_DRAFTS = 50;
const LONGEST_DRAFT = 200_000;
const KEPT = '90 days';

/** Drafts in the borough's own database: for their person alone, for 90 days after the last answer. */
@Injectable()
export class KeptDrafts extends DraftStore {
  constructor(private readonly em: EntityManager) {
    super();
  }

  override async load(person: string, key: string): Promise<Draft | null> {
    return this.em.fork().findOne(KeptDraft, { person, key });
  }

  override async save(draft: Draft): Promise<void> {
    if (JSON.stringify(draft.answers).length > LONGEST_DRAFT) {
      throw new InvalidInput([{ field: '', message: 'These answers are too long to keep. Shorten the longest and send the page again.' }]);
    }
    await this.em.fork().transactional(async (em) => {
      await em.upsert(KeptDraft, { ...draft });
      await sql(
        em,
        `delete from drafts where changed_at < $1::timestamptz - $2::interval or (person, key) in
           (select person, key from drafts where person = $3 order by changed_at desc, key offset $4)`,
        [draft.changedAt.toISOString(), KEPT, draft.person, MOST_DRAFTS],
      );
    });
  }

  override async discard(person: string, key: string): Promise<boolean> {
    return (await this.em.fork().nativeDelete(KeptDraft, { person, key })) > 0;
  }

  override async list(person: string): Promise<Draft[]> {
    return this.em.fork().find(KeptDraft, { person }, { orderBy: { changedAt: 'desc', key: 'asc' } });
  }
}
