import { isBelow } from './request-server.js';

test.each([
  ['_INBOX_westminster.ABC.1', true],
  ['_INBOX_westminster-north.ABC', false],
  ['_INBOX_kensington-and-chelsea.ABC', false],
  ['_INBOX_westminster', false],
  ['boroughs.westminster.head', false],
  [undefined, false],
])('an answer to westminster that is to go to %p is given: %p', (reply, isGiven) => {
  expect(isBelow('_INBOX_westminster', reply)).toBe(isGiven);
});
