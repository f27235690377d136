import { oneOf } from '#errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Permission, PERMISSIONS } from './permissions.js';
import { type RoleAndReach, ROLE_DEFINITIONS, roleInWords, roleKey } from './roles.js';

/** Why a request goes no further: sentences for a person, a code for a program. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 429 | 503;
  /** It never changes. */
  readonly code: string;
  readonly title: string;
  readonly sentences: readonly string[];
  /** The one thing to do next, on a page. */
  readonly action?: { readonly text: string; readonly href: string };
  /** What a 401 says in WWW-Authenticate (RFC 9110 11.6.1). */
  readonly challenge?: string;
  /** Nothing went wrong: it is the way to what was asked for. */
  readonly isOrdinary?: boolean;
  /** How many seconds to wait before trying again. */
  readonly waitSeconds?: number;
}

const signIn = (path: string): string => `/sign-in?return=${encodeURIComponent(path)}`;

/** No person, where one is needed. A browser keeps a form that was typed in, unless somebody signed out in it. */
export function notSignedIn(code: string, { isApi, isFormKept }: { readonly isApi: boolean; readonly isFormKept: boolean }): Refusal {
  if (isApi) {
    return {
      status: 401,
      code: 'not-signed-in',
      title: 'A token is needed',
      sentences: [
        'This needs a bearer token of the identity provider, made for this service, in the header Authorization.',
        'A cookie does not count here.',
      ],
      challenge: `Bearer realm="${code}"`,
    };
  }
  return {
    status: 401,
    code: 'not-signed-in',
    title: 'You are signed out',
    sentences: [
      'Nothing was changed. You signed out, or were away for so long that your sign-in ended.',
      isFormKept
        ? 'Go back in your browser to see what you typed, and copy what is long. Then sign in and open the form again.'
        : 'Sign in, and begin again from the page where you were.',
    ],
    action: { text: 'Sign in', href: signIn('/') },
    challenge: `Cookie realm="${code}"`,
  };
}

/** A page for who is signed in. People sign in by an act of their own: an issuer that remembers them would do it unasked. */
export function signInToGoOn(code: string, path: string): Refusal {
  return {
    status: 401,
    code: 'not-signed-in',
    title: 'Sign in to go on',
    sentences: ['This page is for people who are signed in. What is public can be read without.'],
    isOrdinary: true,
    action: { text: 'Sign in', href: signIn(path) },
    challenge: `Cookie realm="${code}"`,
  };
}

export function badToken(code: string, reason: string): Refusal {
  return {
    status: 401,
    code: 'bad-token',
    title: 'The token was refused',
    sentences: [`${reason}.`],
    challenge: `Bearer realm="${code}", error="invalid_token", error_description="${reason.replaceAll(/["\\]/g, "'")}"`,
  };
}

/** A person without the role. It is the same answer whether or not the thing exists. */
export function notAllowed(permission: Permission, givenBy: string): Refusal {
  const { roles, says } = PERMISSIONS[permission];
  const needed = [...new Set(roles.map((role) => ROLE_DEFINITIONS[role].one))].join(' or ');
  return {
    status: 403,
    code: 'not-allowed',
    title: 'You do not have the role for this',
    sentences: [
      `Only ${needed} here may ${says}, and you are not one at present.`,
      `The role is given by ${givenBy}: ask there, and try again. There is no need to sign in anew.`,
    ],
    action: { text: 'Go to the start page', href: '/' },
  };
}

/** What is a person's own is for a token that stands for the whole of them. */
export function notForOneself(code: string, scope: readonly string[]): Refusal {
  const has = scope.length > 0 ? `names ${scope.join(' and ')}` : 'is of a program, which has nothing of its own here';
  return {
    status: 403,
    code: 'not-in-scope',
    title: 'The token is not for this',
    sentences: [
      'What is your own takes a token that names no permission in its scope.',
      `This one ${has}. Ask the identity provider for one without.`,
    ],
    challenge: `Bearer realm="${code}", error="insufficient_scope"`,
  };
}

/** A token that is narrowed to something else, whatever roles its holder has. */
export function notInScope(code: string, permission: Permission, scope: readonly string[]): Refusal {
  const has = scope.length > 0 ? `This one names ${scope.join(' and ')}` : 'This one names nothing that this service knows';
  return {
    status: 403,
    code: 'not-in-scope',
    title: 'The token is not for this',
    sentences: [
      `To ${PERMISSIONS[permission].says} takes a token whose scope names ${permission}.`,
      `${has}: ask the identity provider for a token with that scope, if it lets you have one.`,
    ],
    challenge: `Bearer realm="${code}", error="insufficient_scope", scope="${permission}"`,
  };
}

export function notYourRole(wanted: string): Refusal {
  return {
    status: 403,
    code: 'not-allowed',
    title: 'You cannot work in that role',
    sentences: [
      `You asked to work as "${wanted.slice(0, 100)}", which is not a role you hold now for this. Nothing was changed.`,
      'If it was ended a moment ago, go back and copy what is long; then open the form anew in another of your roles, if you have one.',
    ],
    action: { text: 'Go to the start page', href: '/' },
  };
}

/** Several roles fit, and what was sent names none of them. */
export function roleNotNamed(roles: readonly RoleAndReach[], isApi: boolean): Refusal {
  const named = oneOf(roles.map(isApi ? roleKey : roleInWords));
  return {
    status: 400,
    code: 'role-not-named',
    title: 'Choose the role in which you do this',
    sentences: isApi
      ? [`You hold several roles that may do this, and it is kept in which you did. Name one in the header Working-As: ${named}.`]
      : [
          `You hold several roles that may do this: ${named}. It is kept in which you did it, and what was sent names none.`,
          'Nothing was changed. Go back and copy what is long. Then open the form anew, and choose at its top under “Working as”.',
        ],
    action: { text: 'Go to the start page', href: '/' },
  };
}

export const NOT_OUR_FORM: Refusal = {
  status: 403,
  code: 'not-our-form',
  title: 'We could not tell that this came from you',
  sentences: [
    'Nothing was changed. This happens when you signed in or out after opening the form, or when another website sent it.',
    'Go back in your browser: what you typed is still there. Copy what is long, reload the form, and send it again.',
  ],
  action: { text: 'Go to the start page', href: '/' },
};

export const NOBODY_NAMED: Refusal = {
  status: 403,
  code: 'not-allowed',
  title: 'Nobody may do this',
  sentences: ['This address takes no requests that change anything.'],
};

export const ISSUER_SILENT: Refusal = {
  status: 503,
  code: 'sign-in-unavailable',
  title: 'Signing in does not work at the moment',
  waitSeconds: 30,
  sentences: ['The identity provider does not answer. Try again in a minute. What is public can be read without signing in.'],
  action: { text: 'Go to the start page', href: '/' },
};

export function tooMany(waitSeconds: number): Refusal {
  return {
    status: 429,
    code: 'too-many-requests',
    title: 'That was too much at once',
    sentences: [
      `Nothing was changed. More came from you within a minute than this service takes: wait ${waitSeconds} seconds, then try again.`,
      'If this hits you at ordinary work, tell us.',
    ],
    action: { text: 'Go to the start page', href: '/' },
    waitSeconds,
  };
}

export function signInNotFinished(reason: string, returnTo: string): Refusal {
  return {
    status: 400,
    code: 'sign-in-not-finished',
    title: 'You are not signed in yet',
    sentences: [reason],
    action: { text: 'Sign in', href: signIn(returnTo) },
  };
}

/** Answers as problem details (RFC 9457) under /api/, elsewhere as a page. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, code, title, sentences, action, challenge, isOrdinary, waitSeconds } = refusal;
  reply.code(status).header('cache-control', 'no-store');
  if (challenge !== undefined) reply.header('www-authenticate', challenge);
  if (waitSeconds !== undefined) reply.header('retry-after', String(waitSeconds));
  if (request.isApi) {
    const problem = { type: 'about:blank', title, status, detail: sentences.join(' '), code };
    return reply.type('application/problem+json').send(JSON.stringify(problem));
  }
  return reply.view('pages/fault.njk', { fault: { status, code, title, detail: sentences.join(' ') }, sentences, action, isOrdinary });
}
