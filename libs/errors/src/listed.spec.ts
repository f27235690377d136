import { listed, oneOf } from './index.js';

test.each([
  [[], '', ''],
  [['notice'], 'notice', 'notice'],
  [['notice', 'reason'], 'notice and reason', 'notice or reason'],
  [['notice', 'reason', 'reply'], 'notice, reason and reply', 'notice, reason or reply'],
])('%j in a sentence: %s; one of them: %s', (names, all, one) => {
  expect([listed(names), oneOf(names)]).toEqual([all, one]);
});
