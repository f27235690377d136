import { setImmediate } from 'node:timers/promises';
import { templateOf, fieldAt } from './fields.js';
import { JsonText } from './json-text.js';
import { LIMITS } from './limits.js';
import type { RowSource, SourceRow } from './row-source.js';
import { UnreadableFile } from './unreadable-file.js';
import { excerpt } from './words.js';

const BREATH = 250;
const ignore = (): void => undefined;

/** The grants of a 360Giving package in JSON: `{ "grants": [ … ] }`. */
export class JsonSource implements RowSource<string> {
  readonly ignoredColumns = new Set<string>();
  private readonly text: string;

  constructor(bytes: Buffer) {
    this.text = bytes.toString('utf8');
  }

  columnOf(pointer: string): string {
    return pointer;
  }

  async *rows(): AsyncGenerator<SourceRow<string>> {
    const json = new JsonText(this.text);
    let found = false;
    if (json.peek() !== '{') throw new UnreadableFile('The file is not a 360Giving package, an object like { "grants": [ … ] }.');
    for (const key of json.keys()) {
      if (key !== 'grants') {
        json.value(ignore);
        continue;
      }
      if (found) json.fail('a second list of grants begins');
      if (json.peek() !== '[') json.fail('“grants” is not a list: a value of another kind stands');
      found = true;
      yield* this.grantsOf(json);
    }
    if (json.peek() !== '') json.fail('something follows the end of the package');
    if (!found) throw new UnreadableFile('The file has no list of grants. It must be an object like { "grants": [ … ] }.');
  }

  private async *grantsOf(json: JsonText): AsyncGenerator<SourceRow<string>> {
    for (const item of json.items()) {
      if (item >= LIMITS.rows) {
        throw new UnreadableFile('The file has more than 100,000 grants. Split it into several files and load them in turn.');
      }
      if (item % BREATH === 0) await setImmediate();
      yield this.grant(json, item + 1);
    }
  }

  private grant(json: JsonText, row: number): SourceRow<string> {
    const cells = new Map<string, string>();
    const isObject = json.peek() === '{';
    const start = json.at;
    let fault = isObject ? undefined : 'The grant is not an object. Write it as { "id": …, "title": … }.';
    let values = 0;
    json.value((pointer, value) => {
      values += 1;
      const text = value.trim();
      if (text === '' || values > LIMITS.values) return;
      if (fieldAt(pointer) === undefined) this.ignore(templateOf(pointer));
      else if (cells.has(pointer)) fault ??= `${pointer} is there twice in this grant. Remove one.`;
      else cells.set(pointer, text);
    });
    if (values > LIMITS.values) fault ??= 'The grant has more than 2,000 values. Remove what does not belong to it.';
    return { row, identifier: cells.get('/id') ?? '', cells, fault, original: this.text.slice(start, json.at) };
  }

  private ignore(column: string): void {
    if (this.ignoredColumns.size < LIMITS.ignoredColumns) this.ignoredColumns.add(excerpt(column, 100));
  }
}
