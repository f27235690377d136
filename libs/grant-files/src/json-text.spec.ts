import * as fc from 'fast-check';
import { JsonText } from './json-text.js';
import { LIMITS } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';

/** Texts, numbers as written and booleans by pointer. */
function read(text: string): [string, string][] {
  const found: [string, string][] = [];
  const json = new JsonText(text);
  json.value((pointer, value) => found.push([pointer, value]));
  expect(json.peek()).toBe('');
  return found;
}

function leavesOf(value: unknown, pointer = ''): [string, string][] {
  if (value === null) return [];
  if (typeof value !== 'object') return [[pointer, String(value)]];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`));
}

function accepts(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof UnreadableFile)) throw error;
    return false;
  }
}

describe('reading JSON', () => {
  test('finds what JSON.parse finds', () => {
    const value = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' });
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (given, indent) => {
        const text = JSON.stringify(given, null, indent);
        expect(read(text).toSorted()).toEqual(leavesOf(JSON.parse(text)).toSorted());
      }),
    );
  });

  test('keeps a number as it is written', () => {
    expect(read('{"a": 1250.50, "b": [1e3, -0.10]}')).toEqual([
      ['/a', '1250.50'],
      ['/b/0', '1e3'],
      ['/b/1', '-0.10'],
    ]);
  });

  test('refuses whatever JSON.parse refuses', () => {
    const pieces = fc.constantFrom(...'{}[],:"a1-.e0 \n\\', '"a"', 'true', 'nul', '\\u12');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const whole = (): void => {
          const json = new JsonText(text);
          json.value(() => undefined);
          if (json.peek() !== '') json.fail('something follows');
        };
        expect(accepts(whole)).toBe(accepts(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"grants": [\n  {"id": 1,}\n]}', /"}" is not expected in line 2, character 12/],
    ['{"a": "b', /not closed by a double quote/],
    ['{"a": "line\nbreak"}', /control character stands inside a text in line 1, character 12/],
    ['{"a": 01}', /"1" is not expected/],
    ['{"a" 1}', /"1" is not expected in line 1, character 6/],
    ['{"a": tru}', /"t" is not expected/],
    ['{"a": "\\q"}', /backslash/],
    ['{"a": 1', /ends too early/],
    ['['.repeat(1_000_000), /more than 20 levels/],
  ])('a fault is told with its place: %s', (text, message) => {
    expect(() => new JsonText(text).value(() => undefined)).toThrow(message);
  });

  test('as many levels as allowed can be read', () => {
    expect(read(`${'['.repeat(LIMITS.depth)}1${']'.repeat(LIMITS.depth)}`)).toHaveLength(1);
  });
});
