import { LIMITS } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';

/** Takes the values found inside an object: its JSON pointer, and the text. Numbers come as they are written; null does not come. */
export type Visit = (pointer: string, text: string) => void;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
const WORD = /true|false|null/y;
const STRING_END = /["\\]/g;
/** Control characters below the space, which must be escaped inside a text. */
const CONTROL = /[^\P{Cc}\x7f-\x9f]/u;

/** A JSON pointer's part: `~` and `/` are written in their place (RFC 6901). */
const escaped = (key: string): string => (/[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key);

/**
 * Reads JSON from left to right, one value at a time. `JSON.parse` will not do: it makes floats of amounts, does not always say where a
 * fault is, and keeps the whole file as objects. Every fault is an `UnreadableFile` that names line and character.
 */
export class JsonText {
  at = 0;

  constructor(readonly text: string) {}

  fail(problem: string): never {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    const character = this.at - before.lastIndexOf('\n');
    const place = `line ${line}, character ${character}`;
    throw new UnreadableFile(`The file is not correct JSON: ${problem} in ${place}. Make the file again, or mend that place.`);
  }

  private failHere(): never {
    const found = this.text.charAt(this.at);
    return this.fail(found === '' ? 'the file ends too early' : `${JSON.stringify(found)} is not expected`);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ''] = pattern.exec(this.text) ?? [];
    this.at += found.length;
    return found;
  }

  /** The next character that is not white space; an empty text at the end. */
  peek(): string {
    this.match(SPACE);
    return this.text.charAt(this.at);
  }

  take(character: string): void {
    if (this.peek() !== character) this.failHere();
    this.at += 1;
  }

  /** Goes on to the next item of a list or object; false where it ends with `close`, which is taken. */
  private more(close: string, first: boolean): boolean {
    if (this.peek() === close) {
      this.at += 1;
      return false;
    }
    if (!first) {
      this.take(',');
      if (this.peek() === close) this.failHere();
    }
    return true;
  }

  string(): string {
    if (this.peek() !== '"') this.failHere();
    const start = this.at;
    for (STRING_END.lastIndex = start + 1; ; STRING_END.lastIndex += 1) {
      const end = STRING_END.exec(this.text);
      if (!end) {
        this.at = this.text.length;
        return this.fail('a text is not closed by a double quote');
      }
      if (end[0] === '"') return this.unescaped(start, end.index);
    }
  }

  private unescaped(start: number, end: number): string {
    const inner = this.text.slice(start + 1, end);
    const control = inner.search(CONTROL);
    if (control >= 0) {
      this.at = start + 1 + control;
      return this.fail('a line break or other control character stands inside a text');
    }
    this.at = end + 1;
    if (!inner.includes('\\')) return inner;
    try {
      return JSON.parse(`"${inner}"`) as string;
    } catch {
      this.at = start;
      return this.fail('a backslash stands before a letter that has no meaning there');
    }
  }

  /** The names of an object, one after the other; whoever asks reads the value before asking for the next. */
  *keys(): Generator<string> {
    this.take('{');
    for (let first = true; this.more('}', first); first = false) {
      const key = this.string();
      this.take(':');
      yield key;
    }
  }

  /** The numbers of a list's items, from 0; whoever asks reads the item before asking for the next. */
  *items(): Generator<number> {
    this.take('[');
    for (let item = 0; this.more(']', item === 0); item += 1) yield item;
  }

  /** Reads any value, and tells `visit` of each text, number and boolean in it. */
  value(visit: Visit, pointer = '', depth = 0): void {
    const next = this.peek();
    if (next === '{' || next === '[') {
      if (depth >= LIMITS.depth) this.fail(`more than ${LIMITS.depth} levels of objects and lists begin`);
      if (next === '{') for (const key of this.keys()) this.value(visit, `${pointer}/${escaped(key)}`, depth + 1);
      else for (const item of this.items()) this.value(visit, `${pointer}/${item}`, depth + 1);
    } else if (next === '"') {
      visit(pointer, this.string());
    } else {
      const scalar = this.match(NUMBER) || this.match(WORD);
      if (scalar === '' || /[\w.]/.test(this.text.charAt(this.at))) this.failHere();
      if (scalar !== 'null') visit(pointer, scalar);
    }
  }
}
