import { Answers } from '#api';
import { Requires, WorkingAs, type Actor } from '#identity';
import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { EndGrant } from './end-grant.command.js';
import { Made } from '../made.js';
import { IncreaseGrant } from './increase-grant.command.js';
import { MakeVariationPublic } from './make-variation-public.command.js';
import { ReduceGrant } from './reduce-grant.command.js';
import { VariationsService } from './variations.service.js';
import { WarnEarly } from './warn-early.command.js';
import { WithdrawVariation } from './withdraw.command.js';

const Id = (name = 'id') => Param(name, new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

/** A cut, an ending and an early warning stay in the borough until the organisation was told and the decision is public. */
@Requires('grants.vary')
@Controller('api/v1/grants/:id')
export class VariationsApiController {
  constructor(private readonly variations: VariationsService) {}

  @Post('increases')
  @ApiOperation({ summary: 'Give more money than was awarded.' })
  @Answers(201, Made, 'The increase was recorded and told.')
  async increase(@Id() id: string, @Body() command: IncreaseGrant, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.variations.increase(actor, id, command) };
  }

  @Post('reductions')
  @ApiOperation({ summary: 'Give less money than was awarded.' })
  @Answers(201, Made, 'The reduction was recorded.')
  async reduce(@Id() id: string, @Body() command: ReduceGrant, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.variations.reduce(actor, id, command) };
  }

  @Post('endings')
  @ApiOperation({ summary: 'End a grant before its time.' })
  @Answers(201, Made, 'The ending was recorded.')
  async end(@Id() id: string, @Body() command: EndGrant, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.variations.end(actor, id, command) };
  }

  @Post('early-warnings')
  @ApiOperation({ summary: 'Tell an organisation that a cut or an ending may come.' })
  @Answers(201, Made, 'The warning was recorded.')
  async warnEarly(@Id() id: string, @Body() command: WarnEarly, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.variations.warnEarly(actor, id, command) };
  }

  @Requires('grants.make-public')
  @Post('variations/:variationId/publication')
  @HttpCode(204)
  @ApiOperation({ summary: 'The organisation knows and the decision is public: the change may leave the borough.' })
  async makePublic(
    @Id() id: string,
    @Id('variationId') variationId: string,
    @Body() command: MakeVariationPublic,
    @WorkingAs() actor: Actor,
  ): Promise<void> {
    await this.variations.makePublic(actor, id, variationId, command);
  }

  @Post('variations/:variationId/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take back a change: the grant stands as it did before.' })
  async withdraw(
    @Id() id: string,
    @Id('variationId') variationId: string,
    @Body() command: WithdrawVariation,
    @WorkingAs() actor: Actor,
  ): Promise<void> {
    await this.variations.withdraw(actor, id, variationId, command);
  }
}
