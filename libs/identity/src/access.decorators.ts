import { createParamDecorator, type ExecutionContext, InternalServerErrorException } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyRequest } from 'fastify';
import type { Actor, Person } from './actor.js';
import type { Permission } from './permissions.js';

/** Who may use a route. */
export interface Access {
  readonly permission: Permission | 'anyone' | 'signed-in';
  /** True where programs post without a form of ours. */
  readonly isForPrograms?: true;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** The access that a handler names, or undefined where it names none. */
export function accessOf(handler: object): Access | undefined {
  return (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as { access?: Access } | undefined)?.access;
}

function name(handler: object, access: Access): void {
  const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as object | undefined;
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { ...config, access }, handler);
}

/** Writes the access into the route, where the gate reads it before Nest is reached. A class speaks for its methods that name none. */
function nameAccess(access: Access): ClassDecorator & MethodDecorator {
  return (target: object, _key?: string | symbol, method?: PropertyDescriptor) => {
    if (method) return name(method.value as object, access);
    const { prototype } = target as { prototype: object };
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype)) as { value?: unknown }[]) {
      if (typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value) && !accessOf(value)) name(value, access);
    }
  };
}

/** Anyone may use this route, signed in or not. */
export const Public = (): ClassDecorator & MethodDecorator => nameAccess({ permission: 'anyone' });

/** Anyone may post to this route without a form of ours: what is posted proves by itself whom it comes from. */
export const PublicToPrograms = (): ClassDecorator & MethodDecorator => nameAccess({ permission: 'anyone', isForPrograms: true });

/** Whoever is signed in may use this route, with or without a role. */
export const RequiresSignIn = (): ClassDecorator & MethodDecorator => nameAccess({ permission: 'signed-in' });

/** Only people who hold a role with this permission may use this route. */
export const Requires = (permission: Permission): ClassDecorator & MethodDecorator => nameAccess({ permission });

/** The {@link Actor}: who acts, in which of their roles. Only on routes that name a permission by {@link Requires}. */
export const WorkingAs = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw new InternalServerErrorException(`${context.getClass().name} asks for @WorkingAs() on a route without @Requires()`);
  return actor;
});

/** The {@link Person} who is signed in, or null. */
export const SignedIn = createParamDecorator(
  (_: unknown, context: ExecutionContext): Person | null => context.switchToHttp().getRequest<FastifyRequest>().person,
);
