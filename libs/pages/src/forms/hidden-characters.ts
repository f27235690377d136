import type { InputError } from '#errors';

/**
 * What nobody sees and a text can be disguised by: control characters but for new lines and tabs, what turns the direction of writing, and
 * what has no width. A joiner stands within a word or a sign that is made of several.
 */
const HIDDEN = /(?![\n\r\t])\p{Cc}|(?![\u200c\u200d])\p{Cf}|(?<!\S)[\u200c\u200d]|[\u200c\u200d](?!\S)|[\u2028\u2029]/u;

const SAYS = 'This holds a character that cannot be seen, such as one that came along when it was copied. Type it anew';

/** Each field of what was sent that holds such a character, nested ones by their path. */
export function hiddenCharacters(sent: unknown, field = ''): InputError[] {
  if (typeof sent === 'string') return HIDDEN.test(sent) ? [{ field, message: SAYS }] : [];
  if (typeof sent !== 'object' || sent === null || ArrayBuffer.isView(sent)) return [];
  return Object.entries(sent).flatMap(([name, value]) => hiddenCharacters(value, field === '' ? name : `${field}.${name}`));
}
