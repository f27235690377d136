import nunjucks from 'nunjucks';
import { KeptParts } from './kept-parts.js';

function written(): { read(key: string | null, name: string): string; times(): number } {
  let times = 0;
  const environment = new nunjucks.Environment([], { autoescape: true });
  environment.addExtension('KeptParts', new KeptParts());
  environment.addGlobal('count', () => (times += 1) && '');
  const page = '{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{% kept key %}{{ count() }}{{ bold(name) }}{% endkept %}';
  return { read: (key, name) => environment.renderString(page, { key, name }), times: () => times };
}

test('a part of a page is written once for as long as its key is the same, and escapes what it shows once', () => {
  const part = written();
  expect([part.read('one', '<a>'), part.read('one', 'another'), part.read('two', 'another')]).toEqual([
    '<b>&lt;a&gt;</b>',
    '<b>&lt;a&gt;</b>',
    '<b>another</b>',
  ]);
  expect(part.times()).toBe(2);
});

test('without a key it is written each time', () => {
  const part = written();
  expect([part.read(null, 'one'), part.read(null, 'two')]).toEqual(['<b>one</b>', '<b>two</b>']);
});
