import { columnsNamed, ListQuery, ListRoute, type Page, partOf } from '#api';
import { type Actor, Public, Requires, WorkingAs } from '#identity';
import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { CheckInLineView, CheckInsQueries } from './check-ins.queries.js';
import { CheckInsService } from './check-ins.service.js';
import { RecordCheckIn } from './compacts.commands.js';

/** The yearly check-ins of the Compact. */
@Controller('api/v1/compact')
export class CheckInsApiController {
  constructor(
    private readonly queries: CheckInsQueries,
    private readonly checkIns: CheckInsService,
  ) {}

  @Public()
  @ListRoute('check-ins', {
    summary: 'What was recorded of yearly check-ins, in the order of recording.',
    item: CheckInLineView,
    csv: columnsNamed<CheckInLineView>('id', 'kind', 'day', 'note'),
  })
  async lines(@Query() asked: ListQuery): Promise<Page<CheckInLineView>> {
    return partOf(await this.queries.lines(), asked);
  }

  @Requires('compacts.decide')
  @Post('check-ins')
  @HttpCode(204)
  @ApiOperation({ summary: 'Record a yearly check-in, or from when they are agreed. Two missed in a row make the Compact inactive.' })
  async record(@Body() command: RecordCheckIn, @WorkingAs() actor: Actor): Promise<void> {
    await this.checkIns.record(actor, command);
  }
}
