/** The answers of one page as they were typed. */
export type StepAnswers = Readonly<Record<string, string | readonly string[]>>;

/** A form of several pages that somebody has begun: it survives going back, refreshing, signing out and coming back next week. */
export interface Draft {
  /** Whose it is: `personKey` of the person. Nobody else can load it. */
  readonly person: string;
  /** Which journey over which record: `vary-grant/<grant id>`. */
  readonly key: string;
  /** What it is called in a list of things begun: "Change the grant to Example Lunch Club". */
  readonly title: string;
  /** Where to go on. */
  readonly url: string;
  /** By name of the step. */
  readonly answers: Readonly<Record<string, StepAnswers>>;
  readonly changedAt: Date;
}

/** Keeps drafts. A draft holds what a person typed and has not sent: it is theirs alone, never published, never in events. */
export abstract class DraftStore {
  abstract load(person: string, key: string): Promise<Draft | null>;

  /** Keeps the draft in place of the one with the same person and key. */
  abstract save(draft: Draft): Promise<void>;

  /** Takes the draft away. True for the one call that found it: when two come at once, one gets true and the other false. */
  abstract discard(person: string, key: string): Promise<boolean>;

  /** All drafts of a person, the last changed first. */
  abstract list(person: string): Promise<Draft[]>;
}

/** How a store knows a person. */
export function personKey({ issuer, subject }: { readonly issuer: string; readonly subject: string }): string {
  return `${issuer} ${subject}`;
}
