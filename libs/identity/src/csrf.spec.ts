import { fetchedFrom, sameToken } from './csrf.js';

const ORIGIN = 'http://127.0.0.1:4002';

describe('the token of a form', () => {
  test('is taken when it is the token of the session', () => {
    expect(sameToken('a-long-token', 'a-long-token')).toBe(true);
  });

  test.each(['a-long-tokem', 'a-long', '', undefined, null, ['a-long-token']])('is refused when it is %p', (sent) => {
    expect(sameToken(sent, 'a-long-token')).toBe(false);
  });

  test('is never the empty token of a stranger', () => {
    expect(sameToken('', '')).toBe(false);
  });
});

describe('where a request comes from', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, 'same'],
    [{ 'sec-fetch-site': 'none' }, 'same'],
    [{ 'sec-fetch-site': 'same-site' }, 'elsewhere'],
    [{ 'sec-fetch-site': 'cross-site', origin: ORIGIN }, 'elsewhere'],
    [{ origin: ORIGIN }, 'same'],
    [{ origin: 'http://127.0.0.1:4003' }, 'elsewhere'],
    [{ origin: 'null' }, 'elsewhere'],
    [{}, 'unsaid'],
  ] as const)('%p is %s', (headers, from) => {
    expect(fetchedFrom(headers, ORIGIN)).toBe(from);
  });
});
