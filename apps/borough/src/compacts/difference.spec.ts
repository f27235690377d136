import { differenceOf, type ReadClause } from './difference.js';
import { readabilityOf } from './readability.js';

const clause = (clauseId: string, number: string, text: string): ReadClause => ({ clauseId, number, text });
const BEFORE = [clause('a', '1', 'We respect each other.'), clause('b', '2', 'Three months of notice.'), clause('c', '3', 'We meet.')];

const seen = (after: readonly ReadClause[]) =>
  differenceOf(BEFORE, after).map((one) => `${one.is} ${(one.after ?? one.before)?.clauseId ?? ''}`);

test('a clause is the same by its id, however it is numbered and worded', () => {
  const after = [
    clause('a', '1', 'We respect each other.'),
    clause('b', '4', 'Six months of notice, in writing.'),
    clause('d', '5', 'New.'),
  ];
  const [same, changed] = differenceOf(BEFORE, after);
  expect(seen(after)).toEqual(['same a', 'changed b', 'removed c', 'added d']);
  expect(same?.words).toEqual([{ text: 'We respect each other.', is: 'same' }]);
  expect(changed?.isMoved).toBe(true);
  const readAs = (is: string) =>
    changed?.words
      .filter((words) => words.is !== is)
      .map(({ text }) => text)
      .join('');
  expect([readAs('added'), readAs('removed')]).toEqual(['Three months of notice.', 'Six months of notice, in writing.']);
});

test('what was removed stands where it stood', () => {
  expect(seen([])).toEqual(['removed a', 'removed b', 'removed c']);
  expect(seen([clause('c', '1', 'We meet.')])).toEqual(['removed a', 'removed b', 'changed c']);
  expect(seen([clause('x', '0', 'First.'), ...BEFORE.slice(0, 1), ...BEFORE.slice(2)])).toEqual([
    'added x',
    'same a',
    'removed b',
    'same c',
  ]);
});

test('another number alone is a change, with the same words', () => {
  const [first] = differenceOf(BEFORE, [clause('a', '9', 'We respect each other.')]);
  expect([first?.is, first?.words.every(({ is }) => is === 'same')]).toEqual(['changed', true]);
});

test('words that were changed one after the other are one run, with what stands between them', () => {
  const [one] = differenceOf([clause('a', '1', 'We say why not at the end.')], [clause('a', '1', 'We publish it at the start.')]);
  expect(one?.words.map(({ is, text }) => `${is}: ${text}`)).toEqual([
    'same: We ',
    'removed: say why not ',
    'added: publish it ',
    'same: at the ',
    'removed: end',
    'added: start',
    'same: .',
  ]);
});

test('words and long sentences are counted', () => {
  const long = `${Array.from({ length: 26 }, () => 'Word').join(' ')}.`;
  expect(readabilityOf([{ text: `We meet. ${long}` }, { text: 'On 1 April, e.g. in Paddington, we met.' }])).toEqual({
    words: 2 + 26 + 8,
    sentences: 3,
    longSentences: 1,
  });
  expect(readabilityOf([])).toEqual({ words: 0, sentences: 0, longSentences: 0 });
});
