import { inLog, inLogShort } from './index.js';

const refused = (): Error =>
  Object.assign(new Error('invalid input: "Rosa\n    at Example"'), {
    code: '23514',
    severity: 'ERROR',
    detail: 'Failing row contains (Rosa Example).',
    where: 'COPY holds, line 1: "Rosa"',
    constraint: 'grown',
    table: 'holds',
    parameters: ['Rosa Example'],
  });

test.each([
  ['itself', refused()],
  ['as the cause of another', new Error('Rosa could not be kept', { cause: refused() })],
])('of a database’s error, %s, a log holds code, constraint, table and place, and nothing that somebody typed', (_how, error) => {
  expect(inLog(error)).toMatch(/^Error 23514, constraint grown, table holds\n {4}at .*in-log[.]spec/);
  expect(inLogShort(error)).toBe('Error 23514, constraint grown, table holds');
  expect(inLog(error)).not.toMatch(/Rosa|Example/);
});

test('of another error a log holds its words and its place', () => {
  expect(inLog(new TypeError('nothing here knows the act'))).toMatch(/^TypeError: nothing here knows the act\n {4}at /);
  expect(inLogShort(new TypeError('nothing here knows the act'))).toBe('nothing here knows the act');
  expect([inLog('a word'), inLogShort('a word')]).toEqual(['a word', 'a word']);
});
