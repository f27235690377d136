import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Server } from 'node:http';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  discovery,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { readBoroughs } from '../boroughs.js';
import { freePort } from '../free-port.js';
import { demonstrationPeople } from '../people.js';
import { identityProvider } from './provider.js';
import { identityServer } from './server.js';
import { newSigningKey, type IdentitySettings } from './settings.js';
import { signedToken } from './token.js';

const people = demonstrationPeople(await readBoroughs('deploy/boroughs'));
const services = ['westminster', 'aggregator'].map((id, index) => ({
  id,
  name: id,
  secret: `secret-of-${id}`,
  url: `http://127.0.0.1:${4900 + index}`,
}));
const [westminster, aggregator] = services as [(typeof services)[0], (typeof services)[0]];
const officer = people.find(({ key }) => key === 'westminster-funding');

let settings: IdentitySettings;
let server: Server;
let client: Configuration;

/** A browser as far as the provider needs one: it keeps cookies and follows no redirect by itself. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async go(address: string, form?: Record<string, string>): Promise<Response> {
    const url = new URL(address, settings.issuer);
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const body = form && new URLSearchParams(form);
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual', ...(body && { method: 'POST', body }) });
    for (const [pair = ''] of response.headers.getSetCookie().map((line) => line.split(';'))) {
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  /** Follows redirects as long as they stay at the provider; the address that it ends at, and the answer there. */
  async follow(address: string, form?: Record<string, string>): Promise<{ address: string; response: Response }> {
    let [here, response] = [address, await this.go(address, form)];
    while (response.headers.has('location')) {
      here = new URL(response.headers.get('location') ?? '', settings.issuer).href;
      if (!here.startsWith(settings.issuer)) break;
      response = await this.go(here);
    }
    return { address: here, response };
  }
}

async function authorization(extra: Record<string, string> = {}) {
  const [verifier, state] = [randomPKCECodeVerifier(), randomState()];
  const parameters = {
    scope: 'openid profile',
    redirect_uri: `${westminster.url}/sign-in/callback`,
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...extra,
  };
  return { verifier, state, address: buildAuthorizationUrl(client, parameters).href };
}

beforeAll(async () => {
  const port = await freePort();
  settings = {
    issuer: `http://127.0.0.1:${port}`,
    port,
    key: await newSigningKey(),
    cookieKey: 'k'.repeat(32),
    clients: services,
    boroughsFolder: 'deploy/boroughs',
  };
  server = identityServer(identityProvider(settings, people), people);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const options = { execute: [allowInsecureRequests] };
  client = await discovery(new URL(settings.issuer), westminster.id, undefined, ClientSecretBasic(westminster.secret), options);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('signing in at the local identity provider', () => {
  test('a person is chosen from a list, and the service gets who it is and a token for itself alone', async () => {
    const browser = new Browser();
    const { verifier, state, address } = await authorization();

    const choice = await browser.follow(address);
    const html = await choice.response.text();
    expect(html).toContain('<h1>Sign in to westminster</h1>');
    expect(html).not.toContain('<script');
    const { address: back } = await browser.follow(choice.address, { person: 'westminster-funding', action: 'sign-in' });
    const tokens = await authorizationCodeGrant(client, new URL(back), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      idTokenExpected: true,
    });

    expect(tokens.claims()).toMatchObject({
      iss: settings.issuer,
      sub: 'sample-westminster-funding',
      name: 'Westminster funding officer (sample)',
      aud: 'westminster',
    });
    const keys = createRemoteJWKSet(new URL(client.serverMetadata().jwks_uri ?? ''));
    const { payload } = await jwtVerify(tokens.access_token, keys, { issuer: settings.issuer, audience: westminster.url });
    expect(payload).toMatchObject({ sub: 'sample-westminster-funding', name: 'Westminster funding officer (sample)' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    await expect(jwtVerify(tokens.access_token, keys, { audience: aggregator.url })).rejects.toThrow(/"aud"/);
  });

  test('who chose nobody is told so, and asked again', async () => {
    const browser = new Browser();
    const choice = await browser.follow((await authorization()).address);

    const again = await browser.go(choice.address, { action: 'sign-in' });

    expect(again.status).toBe(400);
    const html = await again.text();
    expect(html).toContain('<title>Error: Sign in to westminster');
    expect(html).toContain('<a href="#person-0">Select who you want to be</a>');
  });

  test('who does not want to sign in goes back with that answer', async () => {
    const browser = new Browser();
    const choice = await browser.follow((await authorization()).address);
    const { address } = await browser.follow(choice.address, { action: 'cancel' });
    expect(address).toMatch(new RegExp(`^${westminster.url}/sign-in/callback[?]error=access_denied`));
  });

  test('is not asked again at the next service, but is where the service wishes it', async () => {
    const browser = new Browser();
    const choice = await browser.follow((await authorization()).address);
    await browser.follow(choice.address, { person: 'westminster-elected-member', action: 'sign-in' });

    expect((await browser.follow((await authorization()).address)).address).toContain('/sign-in/callback?code=');
    expect((await browser.follow((await authorization({ prompt: 'login' })).address)).address).toContain(`${settings.issuer}/interaction/`);
  });

  test('signing out ends it everywhere at the provider', async () => {
    const browser = new Browser();
    const choice = await browser.follow((await authorization()).address);
    await browser.follow(choice.address, { person: 'westminster-elected-member', action: 'sign-in' });

    const out = await browser.go(buildEndSessionUrl(client, { post_logout_redirect_uri: `${westminster.url}/` }).href);
    const html = await out.text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const { address } = await browser.follow('/session/end/confirm', { xsrf, logout: 'yes' });

    expect(address).toBe(`${westminster.url}/`);
    expect((await browser.follow((await authorization()).address)).address).toContain('/interaction/');
  });

  test.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['for the token of another service', { resource: aggregator.url }],
    ['to return elsewhere', { redirect_uri: 'http://127.0.0.1:1/steal' }],
  ])('is refused %s', async (_how, extra) => {
    const { address, response } = await new Browser().follow((await authorization(extra)).address);
    expect(address).not.toContain('code=');
    expect(address.includes('error=') || response.status === 400).toBe(true);
  });

  test('a sign-in that is unknown or over is explained', async () => {
    const response = await new Browser().go('/interaction/unknown');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Go back to the service and sign in again.');
  });

  test('the secret of another service opens nothing', async () => {
    const thief = await discovery(new URL(settings.issuer), westminster.id, undefined, ClientSecretBasic('guessed'), {
      execute: [allowInsecureRequests],
    });
    const browser = new Browser();
    const { verifier, state, address } = await authorization();
    const choice = await browser.follow(address);
    const { address: back } = await browser.follow(choice.address, { person: 'westminster-funding', action: 'sign-in' });
    await expect(authorizationCodeGrant(thief, new URL(back), { pkceCodeVerifier: verifier, expectedState: state })).rejects.toThrow();
  });
});

describe('a token from the command line', () => {
  test('is as one of the provider, for one service', async () => {
    if (!officer) throw new Error('the officer is missing');
    const token = await signedToken(settings, officer, 'westminster');
    const keys = (await (await fetch(`${settings.issuer}/jwks`)).json()) as Parameters<typeof createLocalJWKSet>[0];
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: settings.issuer,
      audience: westminster.url,
      typ: 'at+jwt',
    });
    expect(payload).toMatchObject({ sub: officer.subject, name: officer.name, client_id: 'westminster', scope: 'api' });
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256' });
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  test('is refused for a service that is not there', async () => {
    if (!officer) throw new Error('the officer is missing');
    await expect(signedToken(settings, officer, 'camden')).rejects.toThrow(
      'There is no service "camden". The services are: westminster, aggregator.',
    );
  });
});
