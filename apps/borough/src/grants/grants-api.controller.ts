import { Answers, columnsNamed, type Column, ListQuery, ListRoute, type Page } from '#api';
import { type Person, Public, Requires, SignedIn, WorkingAs, type Actor } from '#identity';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { AwardGrant } from './award-grant.command.js';
import { CorrectGrant } from './correct-grant.command.js';
import { GRANT_ACTS } from './grant-acts.js';
import { GrantExport } from './grant-export.service.js';
import { GrantRecord, GrantView, GrantWithVariations, WithdrawnGrant } from './grant.views.js';
import { Made } from '../made.js';
import { GrantFilter, GrantsAsked } from './grants-query.js';
import { GrantsQueries } from './grants.queries.js';
import { GrantsService } from './grants.service.js';
import { HoldPayment } from './hold-payment.command.js';
import { WithdrawGrant } from './withdraw.command.js';

const COLUMNS: readonly Column<GrantView>[] = [
  ...columnsNamed<GrantView>(
    'id',
    'identifier',
    'title',
    'awardedOn',
    'startsOn',
    'endsOn',
    'amountAwardedPence',
    'amountPence',
    'paidInAdvance',
  ),
  { heading: 'organisation', value: ({ organisation }) => organisation.name },
  { heading: 'organisationIdentifier', value: ({ organisation }) => organisation.identifier },
  { heading: 'funder', value: ({ funder }) => funder.name },
  { heading: 'department', value: ({ department }) => department?.name },
  { heading: 'programme', value: ({ programme }) => programme?.title },
  ...columnsNamed<GrantView>('status', 'statusSays'),
];

const Id = () => Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

@Controller('api/v1')
export class GrantsApiController {
  constructor(
    private readonly grants: GrantsService,
    private readonly queries: GrantsQueries,
    private readonly files: GrantExport,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @ListRoute('grants', {
    summary: 'Public grants, the latest award first.',
    item: GrantView,
    csv: COLUMNS,
    elsewhere: 'The whole register as 360Giving is at grants.json and grants.csv.',
  })
  list(@Query() asked: GrantsAsked): Promise<Page<GrantView>> {
    return this.queries.list(asked);
  }

  @Public()
  @Get('grants.json')
  @ApiProduces('application/json')
  @ApiOperation({ summary: 'The public grants, or those of a filter, as a 360Giving 1.4 package.' })
  json(@Query() filter: GrantFilter): StreamableFile {
    return new StreamableFile(this.files.json(filter), {
      type: 'application/json; charset=utf-8',
      disposition: 'attachment; filename="grants.json"',
    });
  }

  @Public()
  @Get('grants.csv')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'The public grants, or those of a filter, as a 360Giving 1.4 spreadsheet.' })
  csv(@Query() filter: GrantFilter): StreamableFile {
    return new StreamableFile(this.files.csv(filter), asDownload('grants.csv'));
  }

  @Public()
  @Get('grants/transparency-code/:year')
  @ApiProduces('text/csv')
  @ApiOperation({
    summary: 'The borough’s own grants awarded in a financial year, as the Transparency Code 2015 asks for them.',
    description: 'The year is written with a hyphen and may end in .csv: 2026-27.csv.',
  })
  transparencyCode(@Param('year') year: string): StreamableFile {
    const slug = year.replace(/[.]csv$/, '');
    return new StreamableFile(this.files.transparencyCode(slug), asDownload(`grants-${slug.replaceAll(/[^\d-]/g, '')}.csv`));
  }

  @Public()
  @Get('grants/:id')
  @ApiOperation({ summary: 'One grant with its public changes; of a withdrawn one, the mark alone.' })
  @Answers(200, [GrantWithVariations, WithdrawnGrant], 'The grant, or its mark.')
  one(@Id() id: string): Promise<GrantWithVariations | WithdrawnGrant> {
    return this.queries.one(id);
  }

  @Requires('grants.read-record')
  @Get('grants/:id/record')
  @ApiOperation({ summary: 'One grant as the officers of its department see it, with what is not public yet.' })
  @Answers(200, GrantRecord, 'The record.')
  record(@Id() id: string, @WorkingAs() actor: Actor): Promise<GrantRecord> {
    return this.queries.record(actor, id);
  }

  @Public()
  @ListRoute('grants/:id/history', {
    summary: 'Who did what to a grant, in what role and why, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Id() id: string, @Query() { limit, cursor }: ListQuery, @SignedIn() person: Person | null): Promise<Page<HistoryItem>> {
    await this.queries.one(id);
    const seesAll = await this.queries.isOpenTo(person, 'grants.read-record', id);
    // That a payment is held is read with the record, which writes down to whom.
    return this.recordHistory.of(id, GRANT_ACTS, { seesAll, limit, cursor });
  }

  @Requires('grants.award')
  @Post('grants')
  @ApiOperation({ summary: 'Award a grant of the borough’s own money.' })
  @Answers(201, Made, 'The grant was awarded.')
  async award(@Body() command: AwardGrant, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.grants.award(actor, command) };
  }

  @Requires('grants.vary')
  @Post('grants/:id/corrections')
  @HttpCode(204)
  @ApiOperation({ summary: 'Put right what is recorded of an award.' })
  async correct(@Id() id: string, @Body() command: CorrectGrant, @WorkingAs() actor: Actor): Promise<void> {
    await this.grants.correct(actor, id, command);
  }

  @Requires('grants.vary')
  @Post('grants/:id/withdrawal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a grant that never was, or may not be shown. Its content goes, the mark stays.' })
  async withdraw(@Id() id: string, @Body() command: WithdrawGrant, @WorkingAs() actor: Actor): Promise<void> {
    await this.grants.withdraw(actor, id, command);
  }

  @Requires('grants.hold-payment')
  @Post('grants/:id/payment-holds')
  @ApiOperation({ summary: 'Hold the payments of a grant. It never leaves the borough.' })
  @Answers(201, Made, 'The hold was recorded.')
  async holdPayment(@Id() id: string, @Body() command: HoldPayment, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.grants.holdPayment(actor, id, command) };
  }
}

const asDownload = (name: string) => ({ type: 'text/csv; charset=utf-8', disposition: `attachment; filename="${name}"` });
