import { asOf, type BoroughContent } from './content.js';
import { hammersmithAndFulham } from './hammersmith-and-fulham/content.js';
import { kensingtonAndChelsea } from './kensington-and-chelsea/content.js';
import { westminster } from './westminster/content.js';

/** What each borough holds on a day. */
export function contentsAsOf(today: string): BoroughContent[] {
  return [kensingtonAndChelsea, westminster, hammersmithAndFulham].map((content) => asOf(content(today), today));
}
