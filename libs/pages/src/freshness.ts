/** How fresh one borough's records are, as a closed list (screens.md 3.0.2). */
export type FreshnessState = 'up-to-date' | 'publisher-quiet' | 'link-down' | 'gap' | 'hub-behind' | 'partly-published';

const TAGS: Readonly<Record<FreshnessState, { readonly text: string; readonly classes: string }>> = {
  'up-to-date': { text: 'Up to date', classes: 'govuk-tag--green' },
  'publisher-quiet': { text: 'Publisher quiet', classes: 'govuk-tag--yellow' },
  'link-down': { text: 'Link down', classes: 'govuk-tag--orange' },
  gap: { text: 'Gap', classes: 'govuk-tag--orange' },
  'hub-behind': { text: 'Hub behind', classes: 'govuk-tag--purple' },
  'partly-published': { text: 'Partly published', classes: 'govuk-tag--blue' },
};

/** One line of the freshness strip. `effect` says what it does to the figures on this page, such as where grants end. */
export interface FreshnessLine {
  readonly borough: string;
  readonly state: FreshnessState;
  readonly text: string;
  readonly effect?: string;
}

/** The tag of a freshness state: words first, colour besides. */
export function freshnessOf(state: FreshnessState): { readonly text: string; readonly classes: string } {
  return TAGS[state];
}
