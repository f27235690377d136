/** What a person can agree to, each by itself. */
export const CONSENT_ITEMS = ['representative-named'] as const;
export type ConsentItem = (typeof CONSENT_ITEMS)[number];

/**
 * What a person reads and agrees to, the first text first. A text that was ever agreed to is never changed: other words are a further
 * version, and what was agreed to before stands in the words of its day.
 */
const TEXTS: Record<ConsentItem, readonly [(organisation: string) => string, ...((organisation: string) => string)[]]> = {
  'representative-named': [
    (organisation) =>
      `Everyone may read my name, as this borough has written it down, as a representative of ${organisation}: on its page here, in the ` +
      'data that this borough publishes of it, and on its page of the network of boroughs. This holds for as long as I represent it. ' +
      'I can withdraw it at any time, in one act, and my name goes from all of these at once.',
  ],
};

export interface ConsentText {
  readonly version: number;
  readonly text: string;
}

/** The text that is asked today. */
export function presentText(item: ConsentItem, organisation: string): ConsentText {
  const texts = TEXTS[item];
  return { version: texts.length, text: (texts.at(-1) ?? texts[0])(organisation) };
}
