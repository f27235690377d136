import { Answers } from '#api';
import { type Actor, Requires, WorkingAs } from '#identity';
import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { RolesQueries } from '../access/roles.queries.js';
import { Made } from '../made.js';
import { ProposeCoChair, ProposeEnd } from './co-chairs.commands.js';
import { CoChairs } from './co-chairs.service.js';

/** Proposals of who chairs the Compact Implementation Group; they are answered under two-keys. */
@Requires('co-chairs.propose')
@Controller('api/v1/co-chairs')
export class CoChairsApiController {
  constructor(
    private readonly coChairs: CoChairs,
    private readonly roles: RolesQueries,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Propose that a person becomes co-chair. A co-chair of the other side confirms it.' })
  @Answers(201, Made, 'The proposal.')
  async give(@Body() command: ProposeCoChair, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.coChairs.proposeGiving(actor, command) };
  }

  @Post(':roleId/end')
  @ApiOperation({ summary: 'Propose that a co-chair’s role ends. A co-chair of the other side confirms it.' })
  @Answers(201, Made, 'The proposal.')
  async end(
    @Param('roleId', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) roleId: string,
    @Body() command: ProposeEnd,
    @WorkingAs() actor: Actor,
  ): Promise<Made> {
    return { id: await this.coChairs.proposeEnding(actor, await this.roles.coChair(roleId, actor.clearance), command) };
  }
}
