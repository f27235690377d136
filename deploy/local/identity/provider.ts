import { type ClientMetadata, errors, Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import type { DemonstrationPerson } from '../people.js';
import { escaped } from '../html.js';
import { messagePage, signOutPage } from './pages.js';
import { type IdentityClient, type IdentitySettings, type MachineClient, SIGNING_ALGORITHM } from './settings.js';

const MINUTE = 60;
const TOKEN_SECONDS = 10 * MINUTE;
const SCOPES = 'openid profile';
const API_SCOPE = 'api';

/** An OpenID provider for the local network: authorization code with PKCE, one client a service, tokens for one service each. */
export function identityProvider(settings: IdentitySettings, people: readonly DemonstrationPerson[]): Provider {
  return new Provider(settings.issuer, {
    adapter: createMemoryAdapter(), // Of people who only play a part: a restart signs them out, and nothing is lost.
    clients: [...settings.clients.map(serviceClient), ...(settings.machines ?? []).map(machineClient)],
    jwks: { keys: [settings.key] } as Configuration['jwks'],
    cookies: {
      keys: [settings.cookieKey],
      names: { session: 'compact_identity_session', interaction: 'compact_identity_step', resume: 'compact_identity_resume' },
    },
    pkce: { required: () => true },
    scopes: SCOPES.split(' '),
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    extraTokenClaims: (_ctx, token) => ({ name: 'accountId' in token ? nameOf(people, token.accountId) : undefined }),
    findAccount: (_ctx, subject) => ({ accountId: subject, claims: () => ({ sub: subject, name: nameOf(people, subject) }) }),
    loadExistingGrant: (ctx) => grantOf(ctx, settings),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      ClientCredentials: TOKEN_SECONDS,
      AuthorizationCode: MINUTE,
      IdToken: TOKEN_SECONDS,
      Interaction: 60 * MINUTE,
      Session: 12 * 60 * MINUTE,
      Grant: 12 * 60 * MINUTE,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: { enabled: true, ...oneServiceOnly(settings) },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, ...signOutPages },
    },
    // It tells services of a sign-out. Here they are on this very machine, where the provider's own way of asking refuses to go.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    renderError: (ctx, { error, error_description: why }) => {
      ctx.type = 'html';
      ctx.body = messagePage(
        'This sign-in did not work',
        `<p>${escaped(why ?? error)}.</p><p>Go back to the service and sign in again.</p>`,
      );
    },
  });
}

function serviceClient({ id, secret, name, url, callbackPath = '/sign-in/callback' }: IdentityClient): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    client_name: name,
    redirect_uris: [`${url}${callbackPath}`],
    post_logout_redirect_uris: [`${url}/`],
    backchannel_logout_uri: `${url}/sign-out/back-channel`,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: SIGNING_ALGORITHM,
  };
}

function machineClient({ id, secret, name }: MachineClient): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    client_name: name,
    redirect_uris: [],
    grant_types: ['client_credentials'],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: SIGNING_ALGORITHM,
  };
}

/** A token is for the service that asked, or that the machine works for, and for no other. */
function oneServiceOnly({ clients, machines = [] }: IdentitySettings) {
  const machineOf = (clientId: string) => machines.find(({ id }) => id === clientId);
  const urlOf = (clientId: string): string | undefined => (clients.find(({ id }) => id === clientId) ?? machineOf(clientId))?.url;
  return {
    defaultResource: (_ctx: KoaContextWithOIDC, client: { clientId: string }) => urlOf(client.clientId),
    useGrantedResource: () => true,
    getResourceServerInfo: (_ctx: KoaContextWithOIDC, resource: string, client: { clientId: string }) => {
      if (resource !== urlOf(client.clientId)) throw new errors.InvalidTarget();
      return {
        scope: machineOf(client.clientId)?.scope ?? API_SCOPE,
        audience: resource,
        accessTokenTTL: TOKEN_SECONDS,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: SIGNING_ALGORITHM } },
      } as const;
    },
  };
}

/** The services are all the network's own, so whoever signs in is not asked for consent. */
async function grantOf(ctx: KoaContextWithOIDC, { clients }: IdentitySettings) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const existing = session.grantIdFor(client.clientId);
  if (existing) return provider.Grant.find(existing);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES);
  const url = clients.find(({ id }) => id === client.clientId)?.url;
  if (url) grant.addResourceScope(url, API_SCOPE);
  await grant.save();
  return grant;
}

function nameOf(people: readonly DemonstrationPerson[], subject: string): string | undefined {
  return people.find((person) => person.subject === subject)?.name;
}

const signOutPages = {
  logoutSource: (ctx: KoaContextWithOIDC, form: string): void => {
    ctx.type = 'html';
    ctx.body = signOutPage(form);
  },
  postLogoutSuccessSource: (ctx: KoaContextWithOIDC): void => {
    ctx.type = 'html';
    ctx.body = messagePage('You are signed out', '<p>You are signed out at all services that you signed in to from here.</p>');
  },
};
