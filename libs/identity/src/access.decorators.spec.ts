import { Controller, Get, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { accessOf, Public, Requires } from './access.decorators.js';

@Requires('grants.award')
@Controller('grants')
class Grants {
  @Public()
  @Get()
  list() {}

  @RouteConfig({ bodyLimit: 20 })
  @Post()
  award() {}

  @Requires('publication.try')
  @Get('history')
  history() {}

  notARoute() {}
}

@Controller('unnamed')
class Unnamed {
  @Get()
  list() {}
}

describe('the access of a route', () => {
  test('a class speaks for its routes that name none', () => {
    expect(accessOf(Grants.prototype.award)).toEqual({ permission: 'grants.award' });
  });

  test('a route speaks for itself before its class', () => {
    expect(accessOf(Grants.prototype.list)).toEqual({ permission: 'anyone' });
    expect(accessOf(Grants.prototype.history)).toEqual({ permission: 'publication.try' });
  });

  test('is not given to what is no route, nor to a route that nobody named', () => {
    expect(accessOf(Grants.prototype.notARoute)).toBeUndefined();
    expect(accessOf(Unnamed.prototype.list)).toBeUndefined();
  });
});
