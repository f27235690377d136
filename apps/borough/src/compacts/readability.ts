/** A text in figures that people who write can do something about. */
export interface Readability {
  readonly words: number;
  readonly sentences: number;
  readonly longSentences: number;
}

/** GOV.UK asks for no more in a sentence. */
const MOST_WORDS_OF_A_SENTENCE = 25;

const [sentences, words] = [new Intl.Segmenter('en-GB', { granularity: 'sentence' }), new Intl.Segmenter('en-GB', { granularity: 'word' })];

/** How long the clauses of a version are, and how many sentences are too long for many. */
export function readabilityOf(clauses: readonly { readonly text: string }[]): Readability {
  const counts = clauses
    .flatMap(({ text }) => [...sentences.segment(text)].map(({ segment }) => wordsIn(segment)))
    .filter((count) => count > 0);
  return {
    words: counts.reduce((sum, count) => sum + count, 0),
    sentences: counts.length,
    longSentences: counts.filter((count) => count > MOST_WORDS_OF_A_SENTENCE).length,
  };
}

const wordsIn = (sentence: string): number => [...words.segment(sentence)].filter(({ isWordLike }) => isWordLike).length;
