import { isAccessToken, scopeOf } from './bearer.js';

describe('an access token is told from others', () => {
  test.each([
    ['that says so', 'at+jwt', {}],
    ['that says so in full', 'application/AT+JWT', { auth_time: 1 }],
    ['that says only that it is a token', 'JWT', {}],
    ['that says nothing', undefined, { scope: 'api' }],
  ])('one %s is taken', (_which, type, claims) => {
    expect(isAccessToken(type, claims)).toBe(true);
  });

  test.each([
    ['a logout token', 'logout+jwt', {}],
    ['a logout token that says only that it is a token', 'JWT', { events: {} }],
    ['a proof of sign-in', 'JWT', { nonce: 'n' }],
    ['a proof of sign-in without a type', undefined, { at_hash: 'h' }],
    ['something else', 'dpop+jwt', {}],
  ])('%s is refused', (_which, type, claims) => {
    expect(isAccessToken(type, claims)).toBe(false);
  });
});

describe('what a token is narrowed to', () => {
  test.each([
    ['a machine whose scope names permissions', { sub: 'm', client_id: 'm', scope: 'grants.import openid' }, ['grants.import']],
    ['a machine whose scope names none', { sub: 'm', client_id: 'm', scope: 'api' }, []],
    ['a machine without a scope', { sub: 'm', client_id: 'm' }, []],
    ['a machine that its issuer calls the authorized party', { sub: 'm', azp: 'm', scp: ['grants.import'] }, ['grants.import']],
    ['a machine that its issuer calls an app', { sub: 'm', azp: 'other', idtyp: 'app' }, []],
    [
      'a person whose scope names permissions',
      { sub: 'p', client_id: 'm', scp: 'grants.award grants.vary' },
      ['grants.award', 'grants.vary'],
    ],
  ])('%s: to these', (_who, claims, scope) => {
    expect(scopeOf(claims)).toEqual(scope);
  });

  test.each([{ sub: 'p', client_id: 'westminster', scope: 'api' }, { sub: 'p' }, { sub: 'p', scope: 7 }, { sub: 'p', scope: 'toString' }])(
    'a person, %p: to nothing less than the roles allow',
    (claims) => {
      expect(scopeOf(claims)).toBeUndefined();
    },
  );
});
