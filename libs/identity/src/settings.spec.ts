import { cookieName, cookieOptions } from './cookies.js';
import { type IdentityOptions, IdentitySettings, isSafeAddress } from './settings.js';

const options: IdentityOptions = {
  code: 'westminster',
  publicUrl: 'https://grants.example/',
  issuers: [{ issuer: 'https://id.example', clientId: 'westminster', clientSecret: 'secret' }],
  cookieSecret: 'thirty-two characters or more, all of them',
};

describe('the settings of signing in', () => {
  test.each(['https://id.example', 'http://127.0.0.1:4009', 'http://localhost', 'http://[::1]:4009'])('%s may be the issuer', (issuer) => {
    expect(isSafeAddress(issuer)).toBe(true);
  });

  test.each(['http://id.example', 'http://127.0.0.1.example', 'ftp://id.example', 'id.example'])('%s may not', (issuer) => {
    const issuers = [{ issuer, clientId: 'westminster', clientSecret: 'secret' }];
    expect(() => new IdentitySettings({ ...options, issuers })).toThrow('OIDC_ISSUER must be an https address');
  });

  test('each of several issuers sends people back to an address of its own', () => {
    const council = { key: 'council', issuer: 'https://id.example', clientId: 'westminster', clientSecret: 'secret' };
    const sector = { ...council, key: 'sector', issuer: 'https://id.sector.example' };
    const callbacks = (issuers: IdentityOptions['issuers']) =>
      new IdentitySettings({ ...options, issuers }).issuers.map((one) => one.callback);
    const callback = 'https://grants.example/sign-in/callback';

    expect(callbacks(options.issuers)).toEqual([callback]);
    expect(callbacks([council, sector])).toEqual([`${callback}/council`, `${callback}/sector`]);
    expect(() => callbacks([council, { ...sector, key: undefined }])).toThrow('https://id.sector.example needs a key');
    expect(() => callbacks([council, { ...sector, key: 'council' }])).toThrow('Two issuers have the same key: council');
    expect(() => callbacks([council, { ...sector, issuer: council.issuer }])).toThrow('Two issuers have the same address');
    expect(() => callbacks([])).toThrow('There is no issuer to sign in at');
  });

  test('the name of the client is never the audience of tokens for the API', () => {
    const issuers = [{ issuer: 'https://id.example', clientId: 'https://grants.example', clientSecret: 'secret' }];
    expect(() => new IdentitySettings({ ...options, issuers })).toThrow('OIDC_CLIENT_ID must not be PUBLIC_URL');
  });

  test('a secret that can be guessed is refused', () => {
    expect(() => new IdentitySettings({ ...options, cookieSecret: 'secret' })).toThrow('COOKIE_SECRET must have at least 32 characters');
  });

  test('the audience of tokens is the public address without a slash at its end', () => {
    expect(new IdentitySettings(options).publicUrl).toBe('https://grants.example');
  });
});

describe('cookies', () => {
  test('carry the code of the service, and under https the prefix that binds them to the host', () => {
    expect(cookieName(new IdentitySettings(options), 'session')).toBe('__Host-compact_westminster_session');
    const local = new IdentitySettings({ ...options, publicUrl: 'http://127.0.0.1:4002' });
    expect(cookieName(local, 'session')).toBe('compact_westminster_session');
  });

  test('are out of reach of scripts and of other sites', () => {
    expect(cookieOptions(new IdentitySettings(options))).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
  });
});
