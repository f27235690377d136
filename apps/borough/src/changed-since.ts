/** What of a commitment is another than it was on a day. */
export interface ChangedSince {
  readonly commitmentId: string;
  readonly what: string;
  readonly before: string;
  readonly now: string;
  /** Where one reads why. */
  readonly because: { readonly text: string; readonly href: string };
  /** When it became so. */
  readonly at: string;
}
