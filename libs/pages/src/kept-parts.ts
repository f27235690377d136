import { LRUCache } from 'lru-cache';
import nunjucks from 'nunjucks';

/** All that is kept, in bytes of HTML. */
const MOST_BYTES_KEPT = 8_000_000;

/** Where in a page's text a kept part belongs, by its place among those of the page. No text that is shown can hold it: `<` is escaped. */
const PLACE = /<!--kept (\d+)-->/;

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
  private readonly kept = new LRUCache<string, Buffer>({ maxSize: MOST_BYTES_KEPT });
  private ofPage: Buffer[] = [];

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
    const written = this.kept.get(key) ?? Buffer.concat(this.piecesOf(body));
    this.kept.set(key, written, { size: Math.max(written.length, 1) });
    return new nunjucks.runtime.SafeString(`<!--kept ${this.ofPage.push(written) - 1}-->`);
  }

  /**
   * What `write` writes, as bytes: what is kept stands among them as it was kept, and is not copied. It writes in one go, so that no other
   * page is written meanwhile.
   */
  piecesOf(write: () => string): Buffer[] {
    const around = this.ofPage;
    this.ofPage = [];
    try {
      const texts = write().split(PLACE);
      return texts.map((text, number) => (number % 2 === 1 ? this.ofPage[Number(text)] : undefined) ?? Buffer.from(text));
    } finally {
      this.ofPage = around;
    }
  }
}
