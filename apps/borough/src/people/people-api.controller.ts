import { type Actor, type Person, Requires, RequiresSignIn, SignedIn, WorkingAs } from '#identity';
import { Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile, UnauthorizedException } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { People } from './people.service.js';

/** What is held about people: each gets their own, and who left is erased. */
@Controller('api/v1')
export class PeopleApiController {
  constructor(private readonly people: People) {}

  @RequiresSignIn()
  @Get('account/export')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Everything that this service holds about you, part by part.' })
  @ApiResponse({
    status: 200,
    description: 'An object with a list for each part.',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  export(@SignedIn() person: Person | null): StreamableFile {
    if (!person) throw new UnauthorizedException();
    return new StreamableFile(Readable.from(this.people.export(person)), { type: 'application/json' });
  }

  @Requires('people.erase')
  @Post('people/:roleId/erasure')
  @HttpCode(204)
  @ApiOperation({ summary: 'Erase a person who left, by any role that they held: who did what goes, what was done stays.' })
  async erase(@Param('roleId', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) roleId: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.people.erase(actor, roleId);
  }
}
