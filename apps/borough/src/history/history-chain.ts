import { hash } from 'node:crypto';

/** What of a line may be erased: who, why, and what changed can name a person. All else of a line stays as long as the history. */
export const ERASABLE = ['subject', 'reason', 'changes'] as const;
export type ErasablePart = (typeof ERASABLE)[number];

/** A line as its seal covers it. */
export interface LineText {
  /** All that can not be erased, in one canonical text. */
  readonly stays: string;
  /** The parts that can, where the line has them. */
  readonly parts: Readonly<Partial<Record<ErasablePart, string>>>;
}

/** What stands in the chain for a part. Without its salt nobody can find out what the part was, were they to guess it right. */
export interface SealedPart {
  readonly hash: string;
  /** Gone when the part was erased. */
  readonly salt?: string;
}

export type SealedParts = Readonly<Partial<Record<ErasablePart, SealedPart>>>;

const sha256 = (values: readonly unknown[]): string => hash('sha256', JSON.stringify(values), 'hex');

/** The hash that the chain of a borough's history begins with. */
export const historyBegins = (borough: string): string => sha256(['compact history', borough, 1]);

export const hashOfPart = (salt: string, text: string): string => sha256([salt, text]);

/** The parts of a line, each with a salt of its own. */
export function sealedParts({ parts }: LineText, salts: Readonly<Record<ErasablePart, string>>): SealedParts {
  return Object.fromEntries(
    ERASABLE.flatMap((name) => {
      const text = parts[name];
      return text === undefined ? [] : [[name, { salt: salts[name], hash: hashOfPart(salts[name], text) }]];
    }),
  );
}

/** The hash at a place: over the hash before it, the place, what stays of the line, and the hashes of its parts. */
export function hashAt(place: number, before: string, stays: string, parts: SealedParts): string {
  return sha256([before, place, stays, ERASABLE.map((name) => parts[name]?.hash ?? null)]);
}

/** The parts that are not what was sealed, or were taken away without leaving their hash. */
export function alteredParts({ parts }: LineText, sealed: SealedParts): ErasablePart[] {
  return ERASABLE.filter((name) => {
    const [text, seal] = [parts[name], sealed[name]];
    if (seal?.salt === undefined) return text !== undefined;
    return text === undefined || hashOfPart(seal.salt, text) !== seal.hash;
  });
}

export const erasedParts = (sealed: SealedParts): ErasablePart[] =>
  ERASABLE.filter((name) => sealed[name] !== undefined && sealed[name].salt === undefined);

/**
 * A line of `history h` as SQL gives its text: every column there is, without those that can be erased and those that are empty, so that a
 * column added later changes no line before it. The instant is written apart from the session's time zone.
 */
export const LINE_TEXT_SQL = `
  (jsonb_strip_nulls(to_jsonb(h) - array['at', 'subject', 'reason', 'changes']) || jsonb_build_object('at', h.at at time zone 'UTC'))::text
    as stays,
  h.subject, h.reason, h.changes::text as changes`;

export interface LineTextRow {
  readonly stays: string;
  readonly subject: string | null;
  readonly reason: string | null;
  readonly changes: string | null;
}

export function lineText(row: LineTextRow): LineText {
  return { stays: row.stays, parts: Object.fromEntries(ERASABLE.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]]))) };
}
