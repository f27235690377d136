import { hiddenCharacters } from './hidden-characters.js';

test.each([
  ['a control character', 'Rosa\u0007'],
  ['an escape', 'Rosa\u001b[31m'],
  ['a delete', 'Rosa\u007f'],
  ['a turn of direction', 'Rosa\u202eelpmaxE'],
  ['an isolated direction', '\u2066Rosa\u2069'],
  ['a space without width', 'Ro\u200bsa'],
  ['a mark of byte order', '\ufeffRosa'],
  ['a soft hyphen', 'Ro\u00adsa'],
  ['a joiner at the end', 'Rosa\u200d'],
  ['a separator of lines', 'Rosa\u2028Example'],
])('%s is found, at its field', (_what, text) => {
  expect(hiddenCharacters({ reason: 'Agreed.', people: [{ name: 'Rosa' }, { name: text }] })).toEqual([
    { field: 'people.1.name', message: expect.stringContaining('cannot be seen') },
  ]);
});

test.each(['Łódź “Food” – 50 %', 'Line one\nLine two\r\n\tthree', 'নির্\u200dবাচন', 'می\u200cخواهم', '👩\u200d🌾 and 👍🏽'])(
  '%j is text',
  (text) => {
    expect(hiddenCharacters({ text, count: 3, file: { bytes: Buffer.from([0, 7]) }, none: null })).toEqual([]);
  },
);
