import type { Access } from '#identity';
import type { FastifyInstance } from 'fastify';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Every route that a program takes requests at, as `GET /grants/:grantId`, with the access that it names. */
export type Routes = ReadonlyMap<string, Access['permission'] | undefined>;

/** Gathers the routes of the next program that is made, whoever adds them. */
export function gatherRoutes(): Routes {
  const routes = new Map<string, Access['permission'] | undefined>();
  const made = (message: unknown): void => {
    unsubscribe('fastify.initialization', made);
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url, config }) => {
      for (const each of [method].flat()) routes.set(`${each} ${url}`, config?.access?.permission);
    });
  };
  subscribe('fastify.initialization', made);
  return routes;
}
