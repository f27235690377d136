import fastifyCookie from '@fastify/cookie';
import { inLogShort } from '#errors';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from './access.decorators.js';
import { type Actor, actingAs, fitting, type HeldRole, type Person } from './actor.js';
import { BearerTokens, TokenRefused } from './bearer.js';
import { cookieName, cookieOptions } from './cookies.js';
import { CSRF_FIELD, fetchedFrom, sameToken, WORKING_AS_FIELD } from './csrf.js';
import { IssuerUnavailable } from './issuer.js';
import { RoleDirectory, type Session } from './ports.js';
import { RateLimits } from './rate-limits.js';
import {
  badToken,
  ISSUER_SILENT,
  NOBODY_NAMED,
  NOT_OUR_FORM,
  notAllowed,
  notForOneself,
  notInScope,
  notSignedIn,
  notYourRole,
  refuse,
  roleNotNamed,
  signInToGoOn,
  tooMany,
} from './refusals.js';
import { roleInWords, roleKey } from './roles.js';
import { Sessions } from './sessions.js';
import { IdentitySettings } from './settings.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in, by session on pages and by token under /api/; null for a stranger. */
    person: Person | null;
    /** In which role the person acts, on routes that ask for one. */
    actor: Actor | null;
    session: Session | null;
    isApi: boolean;
    /** What a form must carry as `_csrf`; empty for a stranger. */
    csrfToken(): string;
    /** The roles that a page which acts can be used in, the present one marked; none on a page that needs no permission. */
    workingAs(): readonly { readonly value: string; readonly text: string; readonly isPresent: boolean }[];
  }
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

const isSigningIn = (url: string): boolean => /^\/sign-in(\/|$)/.test(url);

const isWriteByPage = ({ isApi, is404, method, routeOptions }: FastifyRequest): boolean =>
  !isApi && !is404 && !READS.has(method) && !routeOptions.config.access?.isForPrograms;

/** The roles in which the person may use the route. */
function rolesFor({ person, routeOptions }: FastifyRequest): readonly HeldRole[] {
  const { permission = 'anyone' } = routeOptions.config.access ?? {};
  return person && permission !== 'anyone' && permission !== 'signed-in' ? fitting(person, permission) : [];
}

/**
 * Stands before every route and decides who comes in, by the access that the route names, before a byte of the body is read.
 * Under /api/ a person is known by a bearer token alone, on pages by a session alone; a page that writes must be a form of ours.
 */
@Injectable()
export class Gate implements OnModuleInit {
  private readonly logger = new Logger(Gate.name);

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly settings: IdentitySettings,
    private readonly sessions: Sessions,
    private readonly tokens: BearerTokens,
    private readonly roles: RoleDirectory,
    private readonly limits: RateLimits,
  ) {}

  /** The hooks hold for all routes of the program, also those that were there before: Fastify gathers them when it starts. */
  onModuleInit(): void {
    const plugin = async (instance: FastifyInstance): Promise<void> => {
      if (!instance.hasRequestDecorator('cookies')) await instance.register(fastifyCookie);
      instance.decorateRequest('person', null);
      instance.decorateRequest('actor', null);
      instance.decorateRequest('session', null);
      instance.decorateRequest('isApi', false);
      instance.decorateRequest('csrfToken', function (this: FastifyRequest) {
        return this.session?.csrf ?? '';
      });
      instance.decorateRequest('workingAs', function (this: FastifyRequest) {
        const { actor } = this;
        if (this.isApi || !actor) return [];
        const present = roleKey(actor);
        return rolesFor(this).map((role) => ({ value: roleKey(role), text: roleInWords(role), isPresent: roleKey(role) === present }));
      });
      instance.addHook('onRequest', (request, reply) => this.admit(request, reply));
      instance.addHook('preHandler', (request, reply) => this.checkForm(request, reply));
    };
    const everywhere = Object.assign(plugin, { [Symbol.for('skip-override')]: true });
    this.host.httpAdapter.getInstance<FastifyInstance>().register(everywhere);
  }

  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const { url = request.url, config } = request.routeOptions;
    request.isApi = url.startsWith('/api/');
    if (!config.access && !request.is404) return READS.has(request.method) ? undefined : await refuse(request, reply, NOBODY_NAMED);
    const waitToSignIn = isSigningIn(url) ? this.limits.signIn(request.ip) : null;
    if (waitToSignIn !== null) return await refuse(request, reply, tooMany(waitToSignIn));
    try {
      request.person = request.isApi ? await this.byToken(request) : await this.bySession(request, reply);
    } catch (error) {
      if (error instanceof TokenRefused) {
        const wait = this.limits.write(null, request.ip);
        return await refuse(request, reply, wait === null ? badToken(this.settings.code, error.message) : tooMany(wait));
      }
      if (error instanceof IssuerUnavailable) {
        this.logger.warn(error.message);
        return await refuse(request, reply, ISSUER_SILENT);
      }
      // Whoever cannot be known reads as a stranger what is open to all: the status page must stand when the database does not.
      if (request.isApi || config.access?.permission !== 'anyone' || !READS.has(request.method)) throw error;
      this.logger.warn(`A session could not be read: ${inLogShort(error)}`);
    }
    const wait = READS.has(request.method) ? this.limits.read(request.ip) : this.limits.write(request.person, request.ip);
    if (wait !== null) return await refuse(request, reply, tooMany(wait));
    return await this.authorize(request, reply, config.access ?? { permission: 'anyone' });
  }

  private async authorize(request: FastifyRequest, reply: FastifyReply, { permission }: Access): Promise<FastifyReply | undefined> {
    const { person, isApi } = request;
    if (permission !== 'anyone') {
      if (!person && !isApi && READS.has(request.method))
        return await refuse(request, reply, signInToGoOn(this.settings.code, request.url));
      const isFormKept = request.cookies[cookieName(this.settings, 'signed_out')] === undefined;
      if (!person) return await refuse(request, reply, notSignedIn(this.settings.code, { isApi, isFormKept }));
    }
    if (permission === 'signed-in' && person?.scope) {
      return await refuse(request, reply, notForOneself(this.settings.code, person.scope));
    }
    if (person && permission !== 'anyone' && permission !== 'signed-in') {
      if (person.scope?.includes(permission) === false) {
        return await refuse(request, reply, notInScope(this.settings.code, permission, person.scope));
      }
      const roles = fitting(person, permission);
      const role = roles.find((held) => roleKey(held) === request.session?.workingAs) ?? roles[0];
      if (!role) return await refuse(request, reply, notAllowed(permission, this.settings.rolesGivenBy));
      request.actor = actingAs(person, role);
    }
    if (!isWriteByPage(request)) return undefined;
    const from = fetchedFrom(request.headers, this.settings.origin);
    return from === 'elsewhere' || (from === 'unsaid' && !person) ? await refuse(request, reply, NOT_OUR_FORM) : undefined;
  }

  private async byToken({ headers, is404, routeOptions }: FastifyRequest): Promise<Person | null> {
    if (headers.authorization === undefined || is404) return null;
    const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization) ?? [];
    if (token === undefined) throw new TokenRefused('The header Authorization must read: Bearer, a space, and the token');
    const person = await this.withRoles(await this.tokens.verify(token));
    // What is open to all shows officers more. A token that is narrowed reads it as a stranger would.
    return person.scope && routeOptions.config.access?.permission === 'anyone' ? { ...person, roles: [] } : person;
  }

  private async bySession(request: FastifyRequest, reply: FastifyReply): Promise<Person | null> {
    const id = request.cookies[cookieName(this.settings, 'session')];
    const resumed = id === undefined ? null : await this.sessions.resume(id);
    if (!resumed) return null;
    request.session = resumed.session;
    reply.header('cache-control', 'no-store');
    const { issuer, subject, name } = request.session;
    if (resumed.renewedId) reply.setCookie(cookieName(this.settings, 'session'), resumed.renewedId, cookieOptions(this.settings));
    return await this.withRoles({ issuer, subject, name });
  }

  private async withRoles(person: Omit<Person, 'roles'>): Promise<Person> {
    return { ...person, roles: await this.roles.rolesOf(person.issuer, person.subject) };
  }

  /**
   * A form must carry the session's token. Like the role it was shown in, it is taken out, so that a command sees only its own fields. By
   * now the body was read, fields of a form with files too; a route that left them unread is refused. A form acts in the role in which it
   * was shown or not at all; a program names one by Working-As. What names none is refused where several fit: nobody guesses in which
   * role somebody meant to act.
   */
  private async checkForm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const form = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Record<string, unknown>;
    if (request.session && isWriteByPage(request) && !sameToken(form[CSRF_FIELD], request.session.csrf)) {
      return await refuse(request, reply, NOT_OUR_FORM);
    }
    const chosen = request.isApi ? request.headers['working-as'] : form[WORKING_AS_FIELD];
    if (!request.isApi) for (const field of [CSRF_FIELD, WORKING_AS_FIELD]) delete form[field];
    const { person, actor } = request;
    if (!person || !actor) return undefined;
    const roles = rolesFor(request);
    if (typeof chosen !== 'string' || chosen === '') {
      const isClear = roles.length === 1 || READS.has(request.method);
      return isClear ? undefined : await refuse(request, reply, roleNotNamed(roles, request.isApi));
    }
    const held = roles.find((role) => roleKey(role) === chosen);
    if (!held) return await refuse(request, reply, notYourRole(chosen));
    request.actor = actingAs(person, held);
    return undefined;
  }
}
