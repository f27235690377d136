import { type Person, RequiresSignIn, SignedIn } from '#identity';
import { Controller, Get, Header, StreamableFile, UnauthorizedException } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { OwnData } from './own-data.service.js';

/** The same by program. */
@RequiresSignIn()
@Controller('api/v1/account')
export class OwnDataApiController {
  constructor(private readonly data: OwnData) {}

  @Get('export')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Everything that this service holds about you.' })
  @ApiResponse({
    status: 200,
    description: 'An object with a list for each part.',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  async export(@SignedIn() person: Person | null): Promise<StreamableFile> {
    if (!person) throw new UnauthorizedException();
    return new StreamableFile(Buffer.from(JSON.stringify(await this.data.of(person))), { type: 'application/json' });
  }
}
