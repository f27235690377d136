import nunjucks from 'nunjucks';
import { KeptParts } from './kept-parts.js';

function written(): { read(key: string | null, name: string): string; times(): number } {
  let times = 0;
  const environment = new nunjucks.Environment([], { autoescape: true });
  const parts = new KeptParts();
  environment.addExtension('KeptParts', parts);
  environment.addGlobal('count', () => (times += 1) && '');
  const page = '{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{% kept key %}{{ count() }}{{ bold(name) }}{% endkept %}';
  const read = (key: string | null, name: string) => parts.piecesOf(() => environment.renderString(page, { key, name })).join('');
  return { read, times: () => times };
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

test('a kept part within another stands in its place, and in each page that holds the other', () => {
  const environment = new nunjucks.Environment([], { autoescape: true });
  const parts = new KeptParts();
  environment.addExtension('KeptParts', parts);
  const page = '{{ name }}[{% kept "outer" %}({% kept "inner" %}{{ name }}{% endkept %}){% endkept %}{% kept "inner" %}{% endkept %}]';
  const read = (name: string) => parts.piecesOf(() => environment.renderString(page, { name })).join('');
  expect([read('é'), read('ü')]).toEqual(['é[(é)é]', 'ü[(é)é]']);
});

test('a text that looks like the place of a kept part is shown as the text it is', () => {
  expect(written().read('one', '<!--kept 0-->')).toBe('<b>&lt;!--kept 0--&gt;</b>');
});
