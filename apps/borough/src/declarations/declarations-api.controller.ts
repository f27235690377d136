import { Answers, columnsNamed, ListQuery, ListRoute, type Page } from '#api';
import { IsCivilDate, IsCommitmentId, IsText, PROVISION_STATES, type ProvisionState } from '#contracts';
import { type Actor, Public, Requires, WorkingAs } from '#identity';
import { Label, shown } from '#visibility';
import { Body, Controller, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { Made } from '../made.js';
import { ProposeHold, ProposeHoldEnd, ProposeProvision } from './declarations.commands.js';
import { DeclarationsQueries } from './declarations.queries.js';
import { DeclarationsService } from './declarations.service.js';

/** A time in which nothing newly adverse is published. */
@Label('public')
class HoldView {
  @IsUUID() readonly holdId!: string;
  @IsCivilDate() readonly from!: string;
  /** The last day of it, also where it was ended before the day that was agreed at first. */
  @IsCivilDate() readonly to!: string;
  @IsText(500) readonly reason!: string;
}

/** Whether the borough runs what a commitment is about, from a day on. */
@Label('public')
class ProvisionView {
  @IsCommitmentId() readonly commitmentId!: string;
  @IsIn(PROVISION_STATES) readonly state!: ProvisionState;
  @IsCivilDate() readonly from!: string;
  @IsText(500) readonly reason!: string;
}

const HOLDS = columnsNamed<HoldView>('holdId', 'from', 'to', 'reason');
const PROVISIONS = columnsNamed<ProvisionView>('commitmentId', 'state', 'from', 'reason');

/** What both chairs agreed about what is published. Proposals are answered under two-keys. */
@Controller('api/v1')
export class DeclarationsApiController {
  constructor(
    private readonly queries: DeclarationsQueries,
    private readonly declarations: DeclarationsService,
  ) {}

  @Public()
  @ListRoute('holds', {
    summary: 'The times in which nothing newly adverse is published, those agreed last first.',
    item: HoldView,
    csv: HOLDS,
  })
  async holds(@Query() { limit }: ListQuery): Promise<Page<HoldView>> {
    const { holds } = await this.queries.all();
    const latest = holds.toReversed().slice(0, limit);
    return { items: latest.map((one) => shown(HoldView, one, 'public')), next: null };
  }

  @Public()
  @ListRoute('provisions', {
    summary: 'What the borough does not run, or holds back, those agreed last first; what stands nowhere here is run and published.',
    item: ProvisionView,
    csv: PROVISIONS,
  })
  async provisions(@Query() { limit }: ListQuery): Promise<Page<ProvisionView>> {
    const { provisions } = await this.queries.all();
    const latest = provisions.toReversed().slice(0, limit);
    return { items: latest.map((one) => shown(ProvisionView, one, 'public')), next: null };
  }

  @Requires('declarations.propose')
  @Post('holds')
  @ApiOperation({ summary: 'Propose that nothing newly adverse is published for a time, such as before an election.' })
  @Answers(201, Made, 'The proposal, which waits for the other side.')
  async hold(@Body() command: ProposeHold, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.declarations.proposeHold(actor, command) };
  }

  @Requires('declarations.propose')
  @Post('holds/:holdId/end')
  @ApiOperation({ summary: 'Propose that a hold is over before its last day.' })
  @Answers(201, Made, 'The proposal, which waits for the other side.')
  async endHold(
    @Param('holdId', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) holdId: string,
    @Body() command: ProposeHoldEnd,
    @WorkingAs() actor: Actor,
  ): Promise<Made> {
    return { id: await this.declarations.proposeHoldEnd(actor, await this.queries.hold(holdId), command) };
  }

  @Requires('declarations.propose')
  @Post('commitments/:commitmentId/provision')
  @ApiOperation({ summary: 'Propose that the borough does not run an activity, or holds its cases back; or that it does again.' })
  @Answers(201, Made, 'The proposal, which waits for the other side.')
  async provision(
    @Param('commitmentId') commitmentId: string,
    @Body() command: ProposeProvision,
    @WorkingAs() actor: Actor,
  ): Promise<Made> {
    return { id: await this.declarations.proposeProvision(actor, { ...command, commitmentId }) };
  }
}
