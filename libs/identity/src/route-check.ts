import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessOf } from './access.decorators.js';

/** Denies unless named: the program does not start while a route says nothing about who may use it. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const controllers = this.discovery.getControllers().map(({ metatype }) => metatype as { name: string; prototype: object });
    const unnamed = controllers.flatMap((controller) => this.unnamedRoutes(controller));
    if (unnamed.length > 0) {
      const remedy = 'name @Public() or @Requires(…) on each, above @RouteConfig where there is one';
      throw new Error(`These routes do not say who may use them; ${remedy}:\n  ${unnamed.join('\n  ')}`);
    }
  }

  private unnamedRoutes({ name, prototype }: { name: string; prototype: object }): string[] {
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = (prototype as Record<string, object>)[method] as object;
      const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (verb === undefined || accessOf(handler)) return [];
      const paths = [Reflect.getMetadata(PATH_METADATA, prototype.constructor), Reflect.getMetadata(PATH_METADATA, handler)] as unknown[];
      const path = paths
        .flat()
        .filter((part) => part !== '/' && part !== '')
        .join('/');
      return [`${name}.${method} (${RequestMethod[verb]} /${path})`];
    });
  }
}
