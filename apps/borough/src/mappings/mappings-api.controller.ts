import { Answers, type Column, columnsNamed, decodeCursor, ListQuery, ListRoute, page, type Page } from '#api';
import { measureInFull } from '#commitments';
import { IsCommitmentId } from '#contracts';
import { type Actor, Public, Requires, WorkingAs } from '#identity';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { Made } from '../made.js';
import { MAPPING_ACTS } from './mapping-acts.js';
import { ProposeMapping, ProposeMappingEnd } from './mappings.commands.js';
import { commitmentOf } from './mappings-on-page.js';
import { MappingsQueries, MappingView, ProposedMappingView } from './mappings.queries.js';
import { MappingsService } from './mappings.service.js';

class MappingsAsked extends ListQuery {
  /** A commitment of the catalogue, such as N-07. */
  @IsOptional() @IsCommitmentId() commitment?: string;
}

const clausesColumn: Column<MappingView | ProposedMappingView> = {
  heading: 'clauses',
  value: ({ clauses }) => clauses.map(({ number }) => number).join(', '),
};
const measureColumn: Column<MappingView | ProposedMappingView> = {
  heading: 'measure',
  value: ({ measure }) => measure && measureInFull(measure),
};

const CSV: readonly Column<MappingView>[] = [
  ...columnsNamed<MappingView>('id', 'commitmentId', 'catalogueVersion', 'versionLabel'),
  clausesColumn,
  ...columnsNamed<MappingView>('relation'),
  measureColumn,
  ...columnsNamed<MappingView>(
    'shared',
    'onlyHere',
    'onlyNetwork',
    'rationale',
    'from',
    'agreedOn',
    'proposedSide',
    'state',
    'replacedFrom',
  ),
  ...columnsNamed<MappingView>('endedOn', 'endedBecause'),
];

const PROPOSED_CSV: readonly Column<ProposedMappingView>[] = [
  ...columnsNamed<ProposedMappingView>('commitmentId', 'catalogueVersion', 'versionLabel'),
  clausesColumn,
  ...columnsNamed<ProposedMappingView>('relation'),
  measureColumn,
  ...columnsNamed<ProposedMappingView>('from', 'proposedSide', 'proposedOn'),
];

const MappingId = () => Param('mappingId', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

/** How the Compact stands to what the network asks of everyone. Proposals are answered under two-keys. */
@Controller('api/v1')
export class MappingsApiController {
  constructor(
    private readonly mappings: MappingsService,
    private readonly queries: MappingsQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @ListRoute('mappings', { summary: 'What both chairs agreed, the latest first; also what holds no more.', item: MappingView, csv: CSV })
  async list(@Query() { commitment, limit, cursor }: MappingsAsked): Promise<Page<MappingView>> {
    const { agreed } = await this.queries.all('public');
    const latestFirst = agreed.toReversed().filter(({ commitmentId }) => !commitment || commitmentId === commitment);
    const [after] = decodeCursor(cursor, 'uuid') ?? [];
    return page(latestFirst.slice(latestFirst.findIndex(({ id }) => id === after) + 1), limit, ({ id }) => [id]);
  }

  @Public()
  @ListRoute('mappings/proposals', {
    summary: 'What one side proposed and the other has not answered. It decides nothing.',
    item: ProposedMappingView,
    csv: PROPOSED_CSV,
  })
  async proposals(@Query() { limit }: ListQuery): Promise<Page<ProposedMappingView>> {
    const { proposed } = await this.queries.all('public');
    return { items: proposed.slice(0, limit), next: null };
  }

  @Public()
  @Get('mappings/:mappingId')
  @ApiOperation({ summary: 'One mapping, and whether it counts.' })
  @Answers(200, MappingView, 'The mapping.')
  async one(@MappingId() mappingId: string): Promise<MappingView> {
    return this.queries.one(mappingId, 'public');
  }

  @Public()
  @ListRoute('commitments/:commitmentId/history', {
    summary: 'Who agreed and ended mappings of a commitment, in what role and why, the latest first.',
    item: HistoryItem,
    csv: HISTORY_COLUMNS,
  })
  async history(@Param('commitmentId') commitmentId: string, @Query() { limit, cursor }: ListQuery): Promise<Page<HistoryItem>> {
    const { id } = commitmentOf(commitmentId);
    const { agreed } = await this.queries.all('public');
    const ids = agreed.filter((mapping) => mapping.commitmentId === id).map((mapping) => mapping.id);
    return this.recordHistory.of(ids, MAPPING_ACTS, { seesAll: false, limit, cursor });
  }

  @Requires('mappings.propose')
  @Post('mappings/proposals')
  @ApiOperation({ summary: 'Propose how a version of the Compact stands to a commitment. A co-chair of the other side confirms it.' })
  @Answers(201, Made, 'The proposal.')
  async propose(@Body() command: ProposeMapping, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.mappings.propose(actor, command) };
  }

  @Requires('mappings.propose')
  @Post('mappings/:mappingId/end-proposals')
  @ApiOperation({ summary: 'Propose that a mapping holds no more. A co-chair of the other side confirms it.' })
  @Answers(201, Made, 'The proposal.')
  async proposeEnd(@MappingId() mappingId: string, @Body() command: ProposeMappingEnd, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.mappings.proposeEnding(actor, await this.queries.one(mappingId, actor.clearance), command) };
  }
}
