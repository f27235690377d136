import { type Draft, DraftStore } from './draft-store.js';

/** Drafts in memory, for tests of journeys. */
export class DraftsInMemory extends DraftStore {
  private readonly kept = new Map<string, Draft>();

  override async load(person: string, key: string): Promise<Draft | null> {
    return this.kept.get(`${person} ${key}`) ?? null;
  }

  override async save(draft: Draft): Promise<void> {
    this.kept.set(`${draft.person} ${draft.key}`, draft);
  }

  override async discard(person: string, key: string): Promise<boolean> {
    return this.kept.delete(`${person} ${key}`);
  }

  override async list(person: string): Promise<Draft[]> {
    return [...this.kept.values()].filter((draft) => draft.person === person);
  }
}
