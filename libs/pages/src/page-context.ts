import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PagesOptions } from './options.js';

/** Who is signed in, as far as a page needs to know. */
export interface PagePerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
}

/** What signing in puts on a request, for pages to read. Both may be absent: then nobody is signed in. */
export interface PageContext {
  person?: PagePerson | null;
  csrfToken?: () => string;
  /** The page whose form was answered with that page again; set by who does so. */
  pagePath?: string | undefined;
  workingAs?: () => readonly { readonly value: string; readonly text: string; readonly isPresent: boolean }[];
}

export type PageRequest = FastifyRequest & PageContext;

/** A message shown once, at the top of the next page: what was just done. */
export interface Notice {
  readonly text: string;
  /** `success` is green; otherwise blue. */
  readonly kind: 'success' | 'information';
}

const LONGEST_NOTICE = 500;

const cookieName = ({ code, isHttps }: PagesOptions) => `${isHttps ? '__Host-' : ''}compact_${code}_notice`;
const cookiePlace = ({ isHttps = false }: PagesOptions) => ({ path: '/', secure: isHttps });

/** Shows a message at the top of the next page that this browser opens. */
export function tellNext(reply: FastifyReply, text: string, kind: Notice['kind'] = 'success'): void {
  const { pages } = reply as FastifyReply & { pages: PagesOptions };
  reply.setCookie(cookieName(pages), Buffer.from(JSON.stringify({ text: text.slice(0, LONGEST_NOTICE), kind })).toString('base64url'), {
    ...cookiePlace(pages),
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 300,
  });
}

function takeNotice(request: FastifyRequest, reply: FastifyReply, options: PagesOptions): Notice | null {
  const kept = request.cookies?.[cookieName(options)];
  if (!kept) return null;
  reply.clearCookie(cookieName(options), cookiePlace(options));
  try {
    const { text, kind } = JSON.parse(Buffer.from(kept, 'base64url').toString()) as Notice;
    return typeof text === 'string' ? { text: text.slice(0, LONGEST_NOTICE), kind: kind === 'success' ? kind : 'information' } : null;
  } catch {
    return null;
  }
}

/** The page of this service that a form was sent from; the start page where the browser does not say. */
function cameFrom({ headers: { referer }, host }: FastifyRequest): string {
  const page = referer === undefined ? null : URL.parse(referer);
  return page?.host === host ? `${page.pathname}${page.search}` : '/';
}

const CONTEXT = ['path', 'pagePath', 'query', 'person', 'canSignIn', 'csrfToken', 'formToken', 'workingAs', 'notice'] as const;

/** A page whose model names one of these would show, say, somebody else as who is signed in. @throws TypeError, so that a test finds it. */
export function refuseContextOf(template: string, model: object): void {
  const named = CONTEXT.filter((name) => Object.hasOwn(model, name));
  if (named.length > 0)
    throw new TypeError(`The model of ${template} names ${named.join(', ')}, which every page knows already: rename it`);
}

/** What every page of every service can read. It is read when a page is rendered, hence after guards have run. */
export function contextOf(request: PageRequest, reply: FastifyReply, options: PagesOptions): Record<(typeof CONTEXT)[number], unknown> {
  const path = request.url.split('?', 1)[0];
  return {
    path,
    /** Where this page is read: of the answer to a form, the page that the form is on. */
    get pagePath() {
      return request.pagePath ?? (request.method === 'GET' ? path : cameFrom(request));
    },
    query: request.query ?? {},
    get person() {
      return request.person ?? null;
    },
    /** Whether this service knows people at all; one without sign-in shows no way to it. */
    get canSignIn() {
      return request.person !== undefined;
    },
    get csrfToken() {
      return request.csrfToken?.() ?? '';
    },
    /**
     * The same, for a form that is filled in. Who was signed out meanwhile finds what they typed by going back: so the browser may keep
     * such a page until they sign out, where it may keep no other page of who is signed in.
     */
    formToken() {
      if (request.person) void reply.header('cache-control', 'private, no-cache');
      return request.csrfToken?.() ?? '';
    },
    /** The roles that this page can be used in, the present one marked; none where it needs no permission. */
    get workingAs() {
      return request.workingAs?.() ?? [];
    },
    get notice() {
      return takeNotice(request, reply, options);
    },
  };
}
