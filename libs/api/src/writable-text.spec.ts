import { refuseUnwritableFile } from './writable-text.js';

test.each(['\\u0000', '\\uD800', '\\ud83d x', '\\uDE00', 'x\\ude00'])('a file with the escape %s is refused', (text) => {
  expect(() => refuseUnwritableFile(Buffer.from(`{"title":"${text}"}`))).toThrow('a character that no text has');
});

test.each(['Lunch', '£', '\\u00a3', '\\ud83d\\ude00', '\\ud83d\\ude00\\ud83d\\ude00'])('a file with %s is taken', (text) => {
  expect(() => refuseUnwritableFile(Buffer.from(`{"title":"${text}"}`))).not.toThrow();
});
