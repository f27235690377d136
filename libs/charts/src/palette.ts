export const INK = '#0b0c0c';
/** The Government Analysis Function's categorical palette, in its order. */
export const PALETTE = ['#12436d', '#28a197', '#801650', '#f46a25', '#3d3d3d', '#a285d1'];
/** A drawing holds six series at most: more cannot be told apart. */
export const MOST_SERIES = 6;

const LETTER_EMS = 0.62;

/**
 * There is no browser here to measure text: a guess on the wide side keeps words apart in any system font. An ideograph is a
 * whole em, since ECharts takes the height of a line from the width of one.
 */
export function widthOf(text: string, font = '12px'): { width: number } {
  const size = Number(/(\d+)px/.exec(font)?.[1] ?? 12);
  return { width: [...text].reduce((width, letter) => width + (letter > '\u2e80' ? 1 : LETTER_EMS) * size, 0) };
}
