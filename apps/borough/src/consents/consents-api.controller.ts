import { Answers } from '#api';
import { type Person, RequiresSignIn, SignedIn } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, UnauthorizedException } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { GiveConsent } from './consents.commands.js';
import { Consents, ConsentsQueries } from './consents.queries.js';
import { ConsentsService } from './consents.service.js';

/** What whoever the token is of agreed to about themselves. */
@RequiresSignIn()
@Controller('api/v1/account/consents')
export class ConsentsApiController {
  constructor(
    private readonly consents: ConsentsService,
    private readonly queries: ConsentsQueries,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What you are asked to agree to, and what you agreed to.' })
  @Answers(200, Consents, 'Both, with the words and their version.')
  async list(@SignedIn() person: Person | null): Promise<Consents> {
    return await this.queries.of(themselves(person));
  }

  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'Agree to one thing, in the version of its words that you read.' })
  async give(@Body() command: GiveConsent, @SignedIn() person: Person | null): Promise<void> {
    await this.consents.give(themselves(person), command);
  }

  @Post(':id/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a consent of yours, at once.' })
  async withdraw(
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @SignedIn() person: Person | null,
  ): Promise<void> {
    await this.consents.withdraw(themselves(person), id);
  }
}

function themselves(person: Person | null): Person {
  if (!person) throw new UnauthorizedException();
  return person;
}
