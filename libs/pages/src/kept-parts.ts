import { LRUCache } from 'lru-cache';
import nunjucks from 'nunjucks';

/** All that is kept, in characters of HTML: some 16 MB. */
const MOST_CHARACTERS_KEPT = 8_000_000;

/** What Nunjucks gives to a tag's author; its types leave it out. */
interface Parser {
  nextToken(): { value: string };
  parseSignature(tolerant: unknown, noParens: boolean): unknown;
  advanceAfterBlockEnd(name?: string): void;
  parseUntilBlocks(...names: string[]): unknown;
}

/**
 * `{% kept key %}…{% endkept %}`: a part of a page that takes long to write and is the same for everyone, written once for as long as its
 * key is the same. Nothing of who reads the page belongs in it, and everything else it shows belongs in its key. Without a key it is
 * written each time.
 */
export class KeptParts implements nunjucks.Extension {
  readonly tags = ['kept'];
  private readonly kept = new LRUCache<string, string>({ maxSize: MOST_CHARACTERS_KEPT });

  parse(parser: Parser, nodes: { CallExtension: new (...parts: unknown[]) => unknown }): unknown {
    const tag = parser.nextToken();
    const parts = parser.parseSignature(null, true);
    parser.advanceAfterBlockEnd(tag.value);
    const body = parser.parseUntilBlocks('endkept');
    parser.advanceAfterBlockEnd();
    return new nodes.CallExtension(this, 'run', parts, [body]);
  }

  run(_context: unknown, key: string | null, body: () => string): nunjucks.runtime.SafeString {
    if (key === null) return new nunjucks.runtime.SafeString(body());
    const written = this.kept.get(key) ?? inOnePiece(body());
    this.kept.set(key, written, { size: Math.max(written.length, 1) });
    return new nunjucks.runtime.SafeString(written);
  }
}

/** What was put together of a hundred thousand pieces would be put together again for each answer that it is a part of. */
const inOnePiece = (text: string): string => Buffer.from(text).toString();
